#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"

/// What the widgets share among themselves. Panels include app/ui/widgets.h instead.
namespace ganscope::ui {

/// How a control was touched in this frame.
struct Touch {
  ImVec2 min, max;
  bool hovered = false;   ///< by the mouse, and enabled
  bool held = false;      ///< the mouse button went down on it and is still down
  bool pressed = false;   ///< the button has just gone down on it
  bool released = false;  ///< … and has just been let go
  bool clicked = false;   ///< pressed and let go on it, or Enter while it had the keyboard
  bool double_clicked = false;
  bool focused = false;  ///< has the keyboard
  [[nodiscard]] ImVec2 centre() const { return {(min.x + max.x) / 2, (min.y + max.y) / 2}; }
  [[nodiscard]] ImVec2 size() const { return {max.x - min.x, max.y - min.y}; }
};

/// An invisible control of `size` pixels at the cursor: mouse, keyboard focus, item map, tooltip.
Touch touch(Ui& ui, std::string_view name, ImVec2 size, ItemMap::ItemValue value = {}, bool enabled = true,
            std::string_view help = {}, std::string_view key = {});

/// The ring of a control that has the keyboard by the keyboard: 2 px of t1 at 2 px distance.
void focus_ring(const Ui& ui, std::string_view name, ImVec2 min, ImVec2 max, float rounding);

/// A well with a value in mono, right aligned, that becomes a text field on a click. True: `typed` holds what
/// was committed.
struct FieldSpec {
  ImVec2 size;
  bool right_aligned = true;
  bool mono = true;
  bool enabled = true;
  bool warning = false;  ///< its value is in the colour of warnings
  std::string_view help = {};
  std::string_view placeholder = {};
};
bool edit_field(Ui& ui, std::string_view name, std::string_view shown, const FieldSpec& spec,
                std::string& typed);

/// The semibold font beside a font, and the one for numbers.
[[nodiscard]] Font strong_of(Font font);
[[nodiscard]] Font mono_of(Font font);

/// Where a line may end: Chinese letters, and marks that may not begin or end a line.
[[nodiscard]] bool is_wide_letter(unsigned int c);
[[nodiscard]] bool may_break_between(unsigned int before, unsigned int c);

/// A piece of marked text, drawn in one font and colour.
struct Piece {
  std::string_view words;
  Font font;
  ImU32 colour;
  bool below = false;  ///< a subscript: its line lies lower
};
[[nodiscard]] std::vector<Piece> pieces_of(const Ui& ui, Font font, ImU32 colour, std::string_view marked);
/// Whether a line broken before `words[at]` would part a number: "2,|500".
[[nodiscard]] bool parts_number(std::string_view words, size_t at);

/// Glyphs with the left end of their baseline at `baseline`, `factor` times as large as the font is.
void glyphs_at(const Ui& ui, ImDrawList* draw, ImVec2 baseline, Font font, float factor, ImU32 colour,
               std::string_view words);

[[nodiscard]] ImFont* font_of(const Ui& ui, Font font);
/// Where text of `font` must begin so that it looks centred between `top` and `bottom`.
[[nodiscard]] float centred_y(const Ui& ui, Font font, float top, float bottom);

}  // namespace ganscope::ui
