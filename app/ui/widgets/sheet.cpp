#include <algorithm>

#include "app/ui/widgets/parts.h"

namespace ganscope::ui {
namespace {

constexpr ImGuiWindowFlags bare_window = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav;

/// Dims what is below and takes its clicks; true when it was pressed.
bool backdrop(const Ui& ui, const std::string& id) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(display);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, faded(IM_COL32_BLACK, ui.theme.dark ? 0.45F : 0.25F));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0F);
  ImGui::Begin((id + "##backdrop").c_str(), nullptr, bare_window);
  ImGui::InvisibleButton("backdrop", {std::max(1.0F, display.x), std::max(1.0F, display.y)});
  const bool pressed = ImGui::IsItemActivated();
  ImGui::End();
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor();
  return pressed;
}

}  // namespace

void begin_sheet(Ui& ui, std::string_view name, const SheetSpec& spec, bool& open) {
  const std::string id(name);
  if (backdrop(ui, id)) open = false;
  ui.items.interaction.confine();
  ImGui::SetNextWindowPos(spec.min);
  ImGui::SetNextWindowSize({spec.max.x - spec.min.x, spec.max.y - spec.min.y});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.theme.bg1);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(20), ui.px(16)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, std::max(1.0F, ui.px(1)));
  ImGui::Begin((id + "##sheet").c_str(), nullptr, bare_window);
  ImGui::PopStyleVar(3);
  ImGui::PopStyleColor();
  ui.items.add(name, spec.min, spec.max);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float right = spec.max.x - ui.px(14);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  text_at(ui, draw, start, Font::title, ui.theme.t1, spec.title);
  if (!spec.caption.empty()) {
    const float x = start.x + text_size(ui, Font::title, spec.title).x + ui.px(12);
    text_at(ui, draw, {x, start.y + ui.px(4)}, Font::caption, ui.theme.t3,
            fitted(ui, Font::caption, spec.caption, right - ui.px(40) - x));
  }
  const auto close_button = [&] {
    ImGui::SetCursorScreenPos({right - ui.px(28), start.y - ui.px(4)});
    if (icon_button(ui, id + "/close", Icon::close, ui.tr("Close"), ui.tr("Esc"))) open = false;
  };
  if (!spec.bare) close_button();
  const float below = spec.bare ? 0 : ui.px(36);
  ImGui::SetCursorScreenPos({start.x, start.y + below - (spec.bare ? ui.px(4) : 0)});
  const ImVec2 room{spec.max.x - start.x - ui.px(12), spec.max.y - start.y - below - ui.px(8)};
  ImGui::BeginChild("content", {std::max(1.0F, room.x), std::max(1.0F, room.y)}, false,
                    ImGuiWindowFlags_NoNav);
  if (!spec.bare) return;
  close_button();  // inside, because the content reaches up to it
  ImGui::SetCursorScreenPos({start.x, start.y - ui.px(4)});
}

void end_sheet() {
  ImGui::EndChild();
  ImGui::End();
}

}  // namespace ganscope::ui
