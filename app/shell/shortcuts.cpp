#include "app/shell/shortcuts.h"

#include <array>
#include <cctype>
#include <string_view>
#include <utility>

#include "app/ui/imgui_compat.h"

namespace ganscope::shell {

std::vector<std::string> pressed_keys() {
  namespace code = ui::compat::code;
  static constexpr std::array<std::pair<int, std::string_view>, 23> named{{{code::space, "space"},
                                                                           {code::enter, "enter"},
                                                                           {code::escape, "escape"},
                                                                           {code::f1, "f1"},
                                                                           {code::f11, "f11"},
                                                                           {code::f12, "f12"},
                                                                           {code::left, "left"},
                                                                           {code::right, "right"},
                                                                           {code::up, "up"},
                                                                           {code::down, "down"},
                                                                           {code::home, "home"},
                                                                           {code::end, "end"},
                                                                           {code::erase, "delete"},
                                                                           {code::tab, "tab"},
                                                                           {code::page_up, "pageup"},
                                                                           {code::page_down, "pagedown"},
                                                                           {code::backspace, "backspace"},
                                                                           {code::zero, "0"},
                                                                           {code::minus, "-"},
                                                                           {code::equal, "="},
                                                                           {code::pad_zero, "0"},
                                                                           {code::pad_minus, "-"},
                                                                           {code::pad_plus, "="}}};
  std::vector<std::string> keys;
  const ImGuiIO& io = ImGui::GetIO();
  std::string held;
  if (io.KeyCtrl) held += "ctrl+";
  if (io.KeyAlt) held += "alt+";
  const std::string with_shift = io.KeyShift ? held + "shift+" : held;
  for (const auto& [glfw_code, name] : named) {
    if (ui::compat::code_pressed(glfw_code)) keys.push_back(with_shift + std::string(name));
  }
  for (int digit = '1'; digit <= '6'; ++digit) {
    if (ui::compat::code_pressed(digit)) keys.push_back(with_shift + static_cast<char>(digit));
  }
  for (int letter = 'A'; letter <= 'Z'; ++letter) {
    if (ui::compat::code_pressed(letter))
      keys.push_back(with_shift + static_cast<char>(std::tolower(letter)));
  }
  return keys;
}

void take_shortcuts(std::span<const panels::Panel> panels, const model::UiModel& model,
                    const ui::Interaction& hands, model::UiActions& actions) {
  if (ImGui::GetIO().WantTextInput || !hands.edit.name.empty()) return;
  const bool list_open = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
  for (const std::string& key : pressed_keys()) {
    if (key == "escape" && list_open) continue;  // it closes the list alone, not the sheet below
    // Enter presses the control that has the keyboard; only samples leave it to the window.
    if (key == "enter" && !hands.focused().empty() && !hands.focused().starts_with("train/sample")) continue;
    const auto wanted = panels::key_action(panels, model, key);
    if (model.show_hint && key != "escape") actions(model::action::DismissHint{});
    if (wanted) actions(*wanted);
  }
}

}  // namespace ganscope::shell
