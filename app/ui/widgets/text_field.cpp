#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "app/ui/bounded.h"
#include "app/ui/widgets/parts.h"

namespace ganscope::ui {
namespace {

void begin_edit(Interaction& hands, std::string_view name, std::string_view text) {
  Interaction::Edit& edit = hands.edit;
  edit.name = name;
  const size_t length = std::min(text.size(), edit.text.size() - 1);
  std::memcpy(edit.text.data(), text.data(), length);
  edit.text[length] = 0;
  edit.fresh = true;
  ++edit.opened;
  edit.last_frame = ImGui::GetFrameCount();
}

/// The open field: ImGui's own, with our look. Ends at Enter, Tab, Escape or a click elsewhere.
bool open_field(Ui& ui, std::string_view name, std::string_view shown, ImVec2 at, const FieldSpec& spec,
                Font font, std::string& typed) {
  Interaction::Edit& edit = ui.items.interaction.edit;
  const bool fresh = std::exchange(edit.fresh, false);
  edit.last_frame = ImGui::GetFrameCount();
  const float words = text_size(ui, font, edit.text.data()).x;  // which also asks for letters not loaded yet
  const float margin = ui.px(10);
  float left = margin;
  if (spec.right_aligned)
    left = std::max(margin, spec.size.x - words - margin - ui.px(1));
  else if (spec.mono)
    left = std::max(margin, (spec.size.x - words) / 2);

  ImGui::SetCursorScreenPos(at);
  ImGui::PushFont(font_of(ui, font));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {left, (spec.size.y - ImGui::GetFontSize()) / 2});
  ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, ui.px(4));
  take_width(spec.size.x);
  const std::string id = "##" + std::string(name) + "/typing/" + std::to_string(edit.opened);
  if (fresh) compat::take_keyboard_now(ImGui::GetID(id.c_str()));
  const bool entered =
      ImGui::InputText(id.c_str(), edit.text.data(), edit.text.size(),
                       ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  const bool left_it = ImGui::IsItemDeactivated();
  ImGui::PopStyleVar(2);
  ImGui::PopFont();
  const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
  ImGui::GetWindowDrawList()->AddRect(min, max, ui.theme.t1, ui.px(4), 0, std::max(1.0F, ui.px(1.5F)));
  ui.items.add(name, min, max, std::string(edit.text.data()));
  if (!entered && !left_it) return false;
  const bool given_up = compat::key_pressed(ImGuiKey_Escape);
  typed = edit.text.data();
  edit.name.clear();
  return !given_up && typed != shown;
}

}  // namespace

bool edit_field(Ui& ui, std::string_view name, std::string_view shown, const FieldSpec& spec,
                std::string& typed) {
  Interaction& hands = ui.items.interaction;
  const Font font = spec.mono ? Font::mono_small : Font::body;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  // A field that was scrolled away or left with its panel does not keep the keyboard for ever.
  if (!hands.edit.name.empty() && hands.edit.last_frame < ImGui::GetFrameCount() - 2) hands.edit.name.clear();
  if (hands.edit.name == name) {
    static_cast<void>(hands.visit(name));
    return open_field(ui, name, shown, at, spec, font, typed);
  }

  const Touch touched = touch(ui, name, spec.size, std::string(shown), spec.enabled, spec.help);
  const float alpha = spec.enabled ? 1.0F : 0.45F;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(touched.min, touched.max, faded(ui.theme.bg0, alpha), ui.px(4));
  draw->AddRect(touched.min, touched.max, faded(touched.hovered ? ui.theme.line2 : ui.theme.line, alpha),
                ui.px(4), 0, std::max(1.0F, ui.px(1)));
  const float margin = ui.px(10);
  const bool empty = shown.empty();
  const std::string drawn = spec.mono ? with_minus(shown) : std::string(shown);
  const std::string words = fitted(ui, font, empty ? spec.placeholder : drawn, spec.size.x - 1.4F * margin);
  const float width = text_size(ui, font, words).x;
  float x = touched.min.x + margin;
  if (spec.right_aligned)
    x = touched.max.x - margin - width;
  else if (spec.mono)
    x = touched.centre().x - width / 2;
  text_at(ui, draw, {x, centred_y(ui, font, touched.min.y, touched.max.y)}, font,
          faded(empty          ? ui.theme.t3
                : spec.warning ? ui.theme.warn
                               : ui.theme.t1,
                alpha),
          words);
  if (touched.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
  focus_ring(ui, name, touched.min, touched.max, ui.px(4));
  if (!touched.clicked) return false;
  begin_edit(hands, name, shown);
  // By the mouse it opens at once; Enter, which would close it again, must be over first.
  return touched.released && open_field(ui, name, shown, at, spec, font, typed);
}

void open_text_field(Ui& ui, std::string_view name, std::string_view text) {
  begin_edit(ui.items.interaction, name, text);
}

bool path_field(Ui& ui, std::string_view name, std::string& path, float width, std::string_view help,
                std::string_view placeholder) {
  return edit_field(ui, name, path,
                    {.size = {width, ui.px(36)},
                     .right_aligned = false,
                     .mono = false,
                     .help = help,
                     .placeholder = placeholder},
                    path);
}

bool filter_field(Ui& ui, std::string_view name, std::string& words, float width, std::string_view help,
                  std::string_view placeholder) {
  std::string typed;
  const std::string before = words;
  const bool ended = edit_field(ui, name, words,
                                {.size = {width, ui.px(32)},
                                 .right_aligned = false,
                                 .mono = false,
                                 .help = help,
                                 .placeholder = placeholder},
                                typed);
  const Interaction::Edit& edit = ui.items.interaction.edit;
  if (ended)
    words = typed;
  else if (edit.name == name)
    words = edit.text.data();
  return words != before;
}

Naming name_field(Ui& ui, std::string_view name, std::string& value, float width) {
  Interaction& hands = ui.items.interaction;
  const FieldSpec spec{.size = {width, ui.px(28)}, .right_aligned = false, .mono = false};
  if (hands.edit.name != name) {
    begin_edit(hands, name, value);
    hands.focus(name, false);
  }
  hands.edit.last_frame = ImGui::GetFrameCount();
  std::string typed;
  const bool kept = edit_field(ui, name, value, spec, typed);
  if (hands.edit.name == name) return Naming::typing;
  if (kept) value = typed;
  return kept ? Naming::kept : Naming::given_up;
}

bool text_field(Ui& ui, std::string_view name, std::string& value, float width, std::string_view help) {
  std::string typed;
  const bool looks_like_number =
      !value.empty() && value.find_first_not_of("0123456789.,-+e ") == std::string::npos;
  const FieldSpec spec{.size = {width > 0 ? width : ImGui::GetContentRegionAvail().x, ui.px(32)},
                       .right_aligned = looks_like_number,
                       .help = help};
  if (!edit_field(ui, name, value, spec, typed)) return false;
  value = typed;
  return true;
}

}  // namespace ganscope::ui
