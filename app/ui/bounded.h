#pragma once
#include <imgui.h>

#include <type_traits>

/// Sizes are computed from the window's, which may have one pixel. ImGui ends the program where a control has
/// no size, and takes a child's or a window's size of nought for "as much room as there is": so everything
/// with a computed size goes through here, which tests/lint/bounded_sizes.py sees to.
namespace ganscope::ui {

/// `value` between two bounds, whose order nobody has to know: where they are crossed, `low` wins. (There
/// std::clamp is undefined.) What is no number becomes a bound.
template <class T>
[[nodiscard]] constexpr T within(T value, std::type_identity_t<T> low, std::type_identity_t<T> high) {
  if (!(value < high)) return high > low ? high : low;
  return value > low ? value : low;
}

/// At least one pixel each way, and a number.
[[nodiscard]] inline ImVec2 bounded(ImVec2 size) {
  constexpr float most = 1e6F;  // pixels
  return {within(size.x >= 1 ? size.x : 1.0F, 1.0F, most), within(size.y >= 1 ? size.y : 1.0F, 1.0F, most)};
}

/// ImGui::InvisibleButton, of at least one pixel.
inline bool press_area(const char* id, ImVec2 size, ImGuiButtonFlags flags = ImGuiButtonFlags_None) {
  return ImGui::InvisibleButton(id, bounded(size), flags);
}

/// ImGui::BeginChild without a border, of at least one pixel.
inline bool begin_child(const char* id, ImVec2 size, ImGuiWindowFlags flags = ImGuiWindowFlags_None) {
  return ImGui::BeginChild(id, bounded(size), false, flags);
}

/// How large what the next child scrolls is.
inline void scroll_over(ImVec2 size) { ImGui::SetNextWindowContentSize(bounded(size)); }

/// Where the next ImGui window lies, with at least one pixel.
inline void place_window(ImVec2 min, ImVec2 size) {
  ImGui::SetNextWindowPos(min);
  ImGui::SetNextWindowSize(bounded(size));
}

/// Where the next popup begins; its size follows from what is in it.
inline void move_window(ImVec2 min) { ImGui::SetNextWindowPos(min); }

/// How large the next popup may become: at least one pixel, and no less than its least size.
inline void limit_window(ImVec2 least, ImVec2 most) {
  most = bounded(most);
  ImGui::SetNextWindowSizeConstraints({within(least.x, 0.0F, most.x), within(least.y, 0.0F, most.y)}, most);
}

/// ImGui::Dummy: takes room, never gives any back.
inline void take_room(ImVec2 size) { ImGui::Dummy({size.x > 0 ? size.x : 0, size.y > 0 ? size.y : 0}); }

/// The next text field's width: at least one pixel (for ImGui nought is "the usual one").
inline void take_width(float width) { ImGui::SetNextItemWidth(bounded({width, 1}).x); }

}  // namespace ganscope::ui
