#pragma once
#include <imgui.h>

#include <string_view>
#include <vector>

#include "app/lessons/formula.h"
#include "app/ui/ui.h"

namespace ganscope::ui {

/// The design's sizes of formulas (em): one set apart, and one within a line of a lesson's text.
constexpr float display_formula = 20, inline_formula = 18;

/// A formula as boxes and glyphs, for one size; from its baseline's left end, y downwards, in pixels. Valid
/// as long as the fonts are (`Fonts::generation`).
struct FormulaLayout {
  /// A glyph, a filled rectangle, or a stroke.
  struct Piece {
    enum class Kind { glyphs, bar, stroke };
    Kind kind = Kind::glyphs;
    lessons::FormulaNode::Colour colour = lessons::FormulaNode::Colour::around;
    std::string text = {};
    Font font = Font::body;
    float factor = 1;  ///< of the glyphs: how much larger than the font; of a stroke: its thickness
    ImVec2 at;         ///< left end of the glyphs' baseline; a bar's upper left corner
    ImVec2 to = {};    ///< a bar's lower right corner
    std::vector<ImVec2> points = {};  ///< of a stroke: a polyline
    bool curved = false;              ///< … or cubic Bézier curves, three points each after the first
  };
  float width = 0, ascent = 0, descent = 0;
  std::vector<Piece> pieces;
  [[nodiscard]] float height() const { return ascent + descent; }
};

/// Lays a formula out for letters of `size` design px; `display`: large signs, limits below them, full-size
/// fractions.
[[nodiscard]] FormulaLayout lay_out_formula(const Ui& ui, const lessons::Formula& formula, float size,
                                            bool display);
/// Draws it with the left end of its baseline at `baseline`. `colour`: of what is nobody's; its alpha is that
/// of all.
void draw_formula(const Ui& ui, ImDrawList* draw, ImVec2 baseline, ImU32 colour, const FormulaLayout& layout);

/// For one that is written in the source, in plots and panels: read and laid out once, and kept as long as
/// somebody draws it. What cannot be read is drawn as it is written.
[[nodiscard]] const FormulaLayout& formula_of(const Ui& ui, std::string_view source,
                                              float size = display_formula, bool display = true);

}  // namespace ganscope::ui
