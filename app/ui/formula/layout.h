#pragma once
#include <string>
#include <string_view>

#include "app/ui/formula/formula.h"

/// Parts of laying formulas out: boxes of glyphs, and signs that grow. Sizes are pixels unless they say em.
namespace ganscope::ui::formula {

using lessons::AtomClass;
using lessons::FormulaNode;
using Piece = FormulaLayout::Piece;

/// How what is laid out is to look.
struct Style {
  float em = 0;          ///< pixels
  bool display = false;  ///< large signs, limits below them
  int level = 0;         ///< of scripts within scripts
  FormulaNode::Colour colour = FormulaNode::Colour::around;
};

/// A layout that may still be moved about.
struct Box : FormulaLayout {
  float overhang = 0;                           ///< how far a slanted letter reaches beyond its width
  bool letter = false;                          ///< a single letter: its scripts keep their usual heights
  void add(const Box& part, float x, float y);  ///< `y`: how far below the baseline; sizes grow with it
  void add_bar(const Style& style, float left, float top, float right, float bottom);
  void add_stroke(const Style& style, std::vector<ImVec2> points, float thickness, bool curved = false);
};

/// Which of the loaded fonts to take for letters of `em` pixels, and how much larger to draw it.
struct Chosen {
  Font font = Font::body;
  float factor = 1;
};
enum class Family { upright, italic, signs, prose };
[[nodiscard]] Chosen chosen_font(const Ui& ui, Family family, float em);

/// Glyphs as they stand side by side, in a box that is as high as their ink.
[[nodiscard]] Box glyphs(const Ui& ui, Family family, const Style& style, std::string_view words);
/// Half the height of the plus sign above the baseline, where fractions have their line.
[[nodiscard]] float axis_of(const Ui& ui, const Style& style);
[[nodiscard]] float rule_of(const Style& style);  ///< how thick lines are, whole pixels

/// A bracket about the axis, as high as `body` needs it.
[[nodiscard]] Box delimiter(const Ui& ui, const Style& style, const std::string& sign, const Box& body);
/// √ over `body`, which is in it.
[[nodiscard]] Box root_of(const Style& style, const Box& body);
/// hat, bar or tilde over `body`, which is in it.
[[nodiscard]] Box accented(const Style& style, const std::string& accent, const Box& body);
/// A letter with a doubled stroke.
[[nodiscard]] Box board_letter(const Ui& ui, const Style& style, const std::string& letter);

}  // namespace ganscope::ui::formula
