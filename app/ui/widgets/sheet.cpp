#include <algorithm>
#include <cmath>

#include "app/ui/bounded.h"
#include "app/ui/widgets/parts.h"

namespace ganscope::ui {
namespace {

constexpr ImGuiWindowFlags bare_window = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav;

/// Dims what is below and takes its clicks; true when it was pressed.
bool backdrop(const Ui& ui, const std::string& id) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  place_window({0, 0}, display);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, faded(IM_COL32_BLACK, ui.theme.dark ? 0.45F : 0.25F));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0F);
  ImGui::Begin((id + "##backdrop").c_str(), nullptr, bare_window);
  press_area("backdrop", display);
  const bool pressed = ImGui::IsItemActivated();
  ImGui::End();
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor();
  return pressed;
}

/// A sheet that a small window leaves next to no room takes more of it, at most the whole: its close button
/// stays in reach, and something of it can be read.
void keep_usable(const Ui& ui, SheetSpec& spec) {
  constexpr float least_width = 360, least_height = 240;  // design px
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const auto widen = [](float& low, float& high, float least, float whole) {
    least = std::min(least, whole);
    if (high - low < least) low = std::floor((whole - least) / 2), high = low + least;
    const float outside = std::max(high - whole, 0.0F);
    low = std::max(low - outside, 0.0F);
    high = std::max(high - outside, low + 1);
  };
  widen(spec.min.x, spec.max.x, ui.px(least_width), display.x);
  widen(spec.min.y, spec.max.y, ui.px(least_height), display.y);
}

}  // namespace

void begin_sheet(Ui& ui, std::string_view name, const SheetSpec& wanted, bool& open) {
  SheetSpec spec = wanted;
  keep_usable(ui, spec);
  const std::string id(name);
  if (backdrop(ui, id)) open = false;
  ui.items.interaction.confine();
  place_window(spec.min, {spec.max.x - spec.min.x, spec.max.y - spec.min.y});
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
  begin_child("content", room, ImGuiWindowFlags_NoNav);
  if (!spec.bare) return;
  close_button();  // inside, because the content reaches up to it
  ImGui::SetCursorScreenPos({start.x, start.y - ui.px(4)});
}

void end_sheet() {
  ImGui::EndChild();
  ImGui::End();
}

}  // namespace ganscope::ui
