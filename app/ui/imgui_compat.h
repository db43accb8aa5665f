#pragma once
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "app/script/key_codes.h"

/// The one place that knows ImGui's versions: everything here builds against 1.86 (Debian 12) and 1.90
/// (Debian 13).
namespace ganscope::ui::compat {

/// Whether `key` went down in this frame (or repeats).
inline bool key_pressed(ImGuiKey key, bool repeat = false) {
#if IMGUI_VERSION_NUM >= 18700
  return ImGui::IsKeyPressed(key, repeat);
#else
  return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), repeat);
#endif
}

/// As `key_pressed`, for keys that are letters, digits or function keys; `letter` is the GLFW key code.
inline bool key_down(ImGuiKey key) {
#if IMGUI_VERSION_NUM >= 18700
  return ImGui::IsKeyDown(key);
#else
  return ImGui::IsKeyDown(ImGui::GetKeyIndex(key));
#endif
}

/// The text field `id`, drawn next, takes the keyboard in this very frame: no letter typed after the click
/// that opened it is lost.
inline void take_keyboard_now(ImGuiID id) {
  ImGuiContext& context = *ImGui::GetCurrentContext();
#if IMGUI_VERSION_NUM >= 18900
  context.NavActivateId = id;
  context.NavActivateFlags = ImGuiActivateFlags_PreferInput;
#else
  context.NavActivateInputId = id;
#endif
}

/// The wheel belongs to the last item: the window below does not scroll.
inline void take_wheel() {
#if IMGUI_VERSION_NUM >= 18900
  ImGui::SetItemKeyOwner(ImGuiKey_MouseWheelY);
#else
  ImGui::SetItemUsingMouseWheel();
#endif
}

// Input as tests and screen automation feed it, before NewFrame.
#if IMGUI_VERSION_NUM >= 18700
using Key = ImGuiKey;
#else
using Key = ImGuiKey_;
#endif

inline void prepare_keys(ImGuiIO& io) {
#if IMGUI_VERSION_NUM >= 18700
  static_cast<void>(io);
#else
  for (int key = 0; key < ImGuiKey_COUNT; ++key) io.KeyMap[key] = key;
#endif
}

inline void feed_mouse_position(ImGuiIO& io, ImVec2 position) {
#if IMGUI_VERSION_NUM >= 18700
  io.AddMousePosEvent(position.x, position.y);
#else
  io.MousePos = position;
#endif
}

inline void feed_mouse_button(ImGuiIO& io, int button, bool down) {
#if IMGUI_VERSION_NUM >= 18700
  io.AddMouseButtonEvent(button, down);
#else
  io.MouseDown[button] = down;
#endif
}

inline void feed_wheel(ImGuiIO& io, float lines) {
#if IMGUI_VERSION_NUM >= 18700
  io.AddMouseWheelEvent(0, lines);
#else
  io.MouseWheel = lines;
#endif
}

/// A key of ImGui's own list (arrows, Enter, Escape …).
inline void feed_key(ImGuiIO& io, Key key, bool down) {
#if IMGUI_VERSION_NUM >= 18700
  io.AddKeyEvent(key, down);
#else
  io.KeysDown[io.KeyMap[key]] = down;
#endif
}

inline void feed_ctrl(ImGuiIO& io, bool down) {
#if IMGUI_VERSION_NUM >= 18700
  io.AddKeyEvent(ImGuiMod_Ctrl, down);
#else
  io.KeyCtrl = down;
#endif
}

/// A font whose letters were rasterised small measures and draws as if `factor` times larger.
inline void magnify(ImFont& font, float factor) {
  for (ImFontGlyph& glyph : font.Glyphs) {
    glyph.AdvanceX *= factor;
    glyph.X0 *= factor, glyph.X1 *= factor;
    glyph.Y0 *= factor, glyph.Y1 *= factor;
  }
  for (float& advance : font.IndexAdvanceX)
    if (advance > 0) advance *= factor;
  font.FallbackAdvanceX *= factor;
  font.FontSize *= factor;
  font.Ascent *= factor, font.Descent *= factor;
#if IMGUI_VERSION_NUM >= 18950
  font.EllipsisWidth *= factor;
  font.EllipsisCharStep *= factor;
#endif
}

inline void bring_to_front(ImGuiWindow* window) { ImGui::BringWindowToDisplayFront(window); }

// Keys that ImGui 1.86 knows only by the window system's code: letters, digits, function keys. The codes here
// are GLFW's, on every version, so that the window, the screen automation and a program without a window
// agree.
namespace code = script::key_code;

#if IMGUI_VERSION_NUM >= 18700
inline ImGuiKey key_of_code(int glfw_code) {
  if (glfw_code >= 'A' && glfw_code <= 'Z') return static_cast<ImGuiKey>(ImGuiKey_A + (glfw_code - 'A'));
  if (glfw_code >= '0' && glfw_code <= '9') return static_cast<ImGuiKey>(ImGuiKey_0 + (glfw_code - '0'));
  if (glfw_code >= code::f1 && glfw_code <= code::f12) {
    return static_cast<ImGuiKey>(ImGuiKey_F1 + (glfw_code - code::f1));
  }
  switch (glfw_code) {
    case code::minus:
      return ImGuiKey_Minus;
    case code::equal:
      return ImGuiKey_Equal;
    case code::pad_zero:
      return ImGuiKey_Keypad0;
    case code::pad_minus:
      return ImGuiKey_KeypadSubtract;
    case code::pad_plus:
      return ImGuiKey_KeypadAdd;
    case '[':
      return ImGuiKey_LeftBracket;
    case ']':
      return ImGuiKey_RightBracket;
    case code::space:
      return ImGuiKey_Space;
    case code::escape:
      return ImGuiKey_Escape;
    case code::enter:
      return ImGuiKey_Enter;
    case code::tab:
      return ImGuiKey_Tab;
    case code::backspace:
      return ImGuiKey_Backspace;
    case code::insert:
      return ImGuiKey_Insert;
    case code::erase:
      return ImGuiKey_Delete;
    case code::right:
      return ImGuiKey_RightArrow;
    case code::left:
      return ImGuiKey_LeftArrow;
    case code::down:
      return ImGuiKey_DownArrow;
    case code::up:
      return ImGuiKey_UpArrow;
    case code::page_up:
      return ImGuiKey_PageUp;
    case code::page_down:
      return ImGuiKey_PageDown;
    case code::home:
      return ImGuiKey_Home;
    case code::end:
      return ImGuiKey_End;
    default:
      return ImGuiKey_None;
  }
}
#endif

/// Maps ImGui's keys to GLFW's codes, as the GLFW backend does; for a program without a window.
inline void prepare_codes(ImGuiIO& io) {
#if IMGUI_VERSION_NUM >= 18700
  static_cast<void>(io);
#else
  constexpr std::array<std::pair<int, int>, 21> codes{{{ImGuiKey_Tab, code::tab},
                                                       {ImGuiKey_LeftArrow, code::left},
                                                       {ImGuiKey_RightArrow, code::right},
                                                       {ImGuiKey_UpArrow, code::up},
                                                       {ImGuiKey_DownArrow, code::down},
                                                       {ImGuiKey_PageUp, code::page_up},
                                                       {ImGuiKey_PageDown, code::page_down},
                                                       {ImGuiKey_Home, code::home},
                                                       {ImGuiKey_End, code::end},
                                                       {ImGuiKey_Insert, code::insert},
                                                       {ImGuiKey_Delete, code::erase},
                                                       {ImGuiKey_Backspace, code::backspace},
                                                       {ImGuiKey_Space, code::space},
                                                       {ImGuiKey_Enter, code::enter},
                                                       {ImGuiKey_Escape, code::escape},
                                                       {ImGuiKey_A, 'A'},
                                                       {ImGuiKey_C, 'C'},
                                                       {ImGuiKey_V, 'V'},
                                                       {ImGuiKey_X, 'X'},
                                                       {ImGuiKey_Y, 'Y'},
                                                       {ImGuiKey_Z, 'Z'}}};
  for (const auto& [key, glfw_code] : codes) io.KeyMap[key] = glfw_code;
#endif
}

/// Whether the key of a GLFW code went down in this frame.
inline bool code_pressed(int glfw_code) {
#if IMGUI_VERSION_NUM >= 18700
  return ImGui::IsKeyPressed(key_of_code(glfw_code), false);
#else
  return ImGui::IsKeyPressed(glfw_code, false);
#endif
}

inline void feed_code(ImGuiIO& io, int glfw_code, bool down) {
#if IMGUI_VERSION_NUM >= 18700
  io.AddKeyEvent(key_of_code(glfw_code), down);
#else
  io.KeysDown[glfw_code] = down;
#endif
}

inline void feed_modifiers(ImGuiIO& io, bool ctrl, bool shift, bool alt) {
#if IMGUI_VERSION_NUM >= 18700
  io.AddKeyEvent(ImGuiMod_Ctrl, ctrl);
  io.AddKeyEvent(ImGuiMod_Shift, shift);
  io.AddKeyEvent(ImGuiMod_Alt, alt);
#else
  io.KeyCtrl = ctrl;
  io.KeyShift = shift;
  io.KeyAlt = alt;
#endif
}

/// What is typed, dealt out to ImGui in the order in which it came, however slow the frames are. From 1.87
/// ImGui does so itself; before, it sees a key only if it is down when a frame begins, and letters before
/// keys that came earlier. The window's callbacks tell it of everything before ImGui's backend hears it. Keys
/// are GLFW's codes.
class Typing {
 public:
#if IMGUI_VERSION_NUM < 18700
  void pressed(int key, bool control, bool shift, bool alt) {
    if (key < 0 || key >= code::first_modifier) return;
    down_.at(static_cast<size_t>(key)) = true;
    waiting_.push_back({key, control, shift, alt});
  }
  void released(int key) {
    if (key >= 0 && key < code::first_modifier) down_.at(static_cast<size_t>(key)) = false;
  }
  void typed(unsigned letter) { waiting_.push_back({.letter = letter}); }

  /// After the backend's own and before ImGui's: letters up to the next key that means something, and that
  /// key.
  void begin_frame(ImGuiIO& io) {
    io.InputQueueCharacters.resize(0);  // the backend has put them there, out of their order
    const int held = std::exchange(held_, -1);
    if (held >= 0) io.KeysDown[held] = false;
    if (std::exchange(as_it_was_, false)) use_modifiers(io);
    for (const Event& event : waiting_)
      if (event.letter == 0) io.KeysDown[event.key] = false;  // not yet
    while (!waiting_.empty()) {
      const Event event = waiting_.front();
      if (event.letter == 0 && event.key == held) return;  // ImGui must see it up for a frame
      waiting_.erase(waiting_.begin());
      if (event.letter != 0)
        io.AddInputCharacter(event.letter);
      else if (!writes(event) || !io.WantTextInput)
        return press(io, event);
    }
  }
  /// Whether there is more for another frame.
  [[nodiscard]] bool any() const { return held_ >= 0 || !waiting_.empty(); }

 private:
  struct Event {
    int key = 0;
    bool control = false, shift = false, alt = false;
    unsigned letter = 0;  ///< other than 0: a letter, not a key
  };
  /// In a text field such a key is the letter that comes with it, and nothing else.
  static bool writes(const Event& event) {
    return !event.control && !event.alt && event.key >= code::space && event.key < code::escape;
  }
  static void use_modifiers(ImGuiIO& io) {
    const auto either = [&](int left) { return io.KeysDown[left] || io.KeysDown[left + 4]; };
    io.KeyShift = either(code::first_modifier);
    io.KeyCtrl = either(code::first_modifier + 1);
    io.KeyAlt = either(code::first_modifier + 2);
  }
  void press(ImGuiIO& io, const Event& event) {
    io.KeysDown[event.key] = true;
    io.KeyCtrl = event.control;
    io.KeyShift = event.shift;
    io.KeyAlt = event.alt;
    as_it_was_ = true;
    const auto again = [&](const Event& other) { return other.letter == 0 && other.key == event.key; };
    if (!down_.at(static_cast<size_t>(event.key)) || std::any_of(waiting_.begin(), waiting_.end(), again))
      held_ = event.key;
  }

  std::vector<Event> waiting_;
  std::array<bool, code::first_modifier> down_{};
  int held_ = -1;           ///< the key that is down for this frame only
  bool as_it_was_ = false;  ///< the modifiers are those of a key pressed earlier
#else
  void pressed(int /*key*/, bool /*control*/, bool /*shift*/, bool /*alt*/) {}
  void released(int /*key*/) {}
  void typed(unsigned /*letter*/) {}
  void begin_frame(ImGuiIO& /*io*/) {}
  [[nodiscard]] bool any() const { return false; }
#endif
};

}  // namespace ganscope::ui::compat
