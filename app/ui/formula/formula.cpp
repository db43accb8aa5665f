#include "app/ui/formula/formula.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

#include "app/ui/formula/layout.h"
#include "app/ui/widgets/parts.h"

namespace ganscope::ui {

/// Formulas of the source, laid out.
struct FormulaShelf {
  std::map<std::tuple<std::string, float, bool>, FormulaLayout, std::less<>> layouts;
  float scale = 0;
  int generation = -1;
};

namespace formula {
namespace {

using Kind = FormulaNode::Kind;

Box laid(const Ui& ui, const FormulaNode& node, const Style& style);

Style script_of(const Ui& ui, Style style) {
  const float least = 10.5F * ui.scale;
  style.em = std::max(std::min(style.em, least), style.em * (style.level == 0 ? 0.68F : 0.82F));
  style.display = false;
  ++style.level;
  return style;
}

/// Space between two atoms in eighteenths of an em: 0 nothing, 1 thin, 2 medium, 3 thick; negative: not in
/// scripts (The TeXbook, chapter 18).
int space_between(AtomClass left, AtomClass right) {
  static constexpr std::array<std::array<int, 8>, 8> table{{{0, 1, -2, -3, 0, 0, 0, -1},
                                                            {1, 1, 0, -3, 0, 0, 0, -1},
                                                            {-2, -2, 0, 0, -2, 0, 0, -2},
                                                            {-3, -3, 0, 0, -3, 0, 0, -3},
                                                            {0, 0, 0, 0, 0, 0, 0, 0},
                                                            {0, 1, -2, -3, 0, 0, 0, -1},
                                                            {-1, -1, 0, -1, -1, -1, -1, -1},
                                                            {-1, 1, -2, -3, -1, 0, -1, -1}}};
  return table.at(static_cast<size_t>(left)).at(static_cast<size_t>(right));
}

/// A sign for "and" between two things is none where there is only one: −x.
std::vector<AtomClass> classes_of(const std::vector<FormulaNode>& parts) {
  std::vector<AtomClass> classes;
  AtomClass before = AtomClass::opening;
  for (const FormulaNode& part : parts) {
    AtomClass now = part.atom;
    if (part.kind == Kind::space) {
      classes.push_back(now);
      continue;
    }
    const bool alone = before == AtomClass::large_operator || before == AtomClass::binary ||
                       before == AtomClass::relation || before == AtomClass::opening ||
                       before == AtomClass::punctuation;
    if (now == AtomClass::binary && alone) now = AtomClass::ordinary;
    classes.push_back(now);
    before = now;
  }
  return classes;
}

Box row_of(const Ui& ui, const std::vector<FormulaNode>& parts, const Style& style) {
  constexpr std::array<float, 4> spaces{0, 3.0F / 18, 4.0F / 18, 5.0F / 18};
  const std::vector<AtomClass> classes = classes_of(parts);
  Box row;
  float x = 0;
  const FormulaNode* before = nullptr;
  AtomClass class_before = AtomClass::opening;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].kind == Kind::space) {
      x += parts[i].width * style.em;
      continue;
    }
    if (before != nullptr) {
      const int space = space_between(class_before, classes[i]);
      if (space > 0 || style.level == 0) x += spaces.at(static_cast<size_t>(std::abs(space))) * style.em;
    }
    Box part = laid(ui, parts[i], style);
    const bool last = i + 1 == parts.size();
    row.add(part, x, 0);
    // A slanted letter before an upright bracket would touch it.
    x += part.width + (last ? 0 : part.overhang);
    if (last) row.overhang = part.overhang;
    row.letter = parts.size() == 1 && part.letter;
    before = &parts[i];
    class_before = classes[i];
  }
  row.width = std::max(x, 0.0F);
  return row;
}

Box fraction_of(const Ui& ui, const FormulaNode& node, const Style& style) {
  Style inner = style;
  inner.display = false;
  if (!style.display) inner = script_of(ui, style);
  const Box over = laid(ui, node.parts[0], inner), under = laid(ui, node.parts[1], inner);
  const float em = style.em, rule = rule_of(style), axis = std::floor(axis_of(ui, style) + 0.5F);
  const float gap = (style.display ? 0.17F : 0.1F) * em;
  const float up = std::max((style.display ? 0.7F : 0.46F) * em, axis + rule / 2 + gap + over.descent);
  const float down = std::max((style.display ? 0.72F : 0.4F) * em, -axis + rule / 2 + gap + under.ascent);
  const float side = 0.08F * em, line = std::max(over.width, under.width) + 0.14F * em;
  Box box;
  box.add(over, side + (line - over.width) / 2, -up);
  box.add(under, side + (line - under.width) / 2, down);
  box.add_bar(style, side, -axis - rule / 2, side + line, -axis + rule / 2);
  box.width = line + 2 * side;
  return box;
}

/// Above and below: of a sum, a maximum.
Box with_limits(const Box& base, const Box* below, const Box* above, float em) {
  float width = base.width;
  if (below != nullptr) width = std::max(width, below->width);
  if (above != nullptr) width = std::max(width, above->width);
  Box box;
  box.add(base, (width - base.width) / 2, 0);
  if (below != nullptr)
    box.add(*below, (width - below->width) / 2,
            base.descent + std::max(0.17F * em + below->ascent, 0.6F * em));
  if (above != nullptr)
    box.add(*above, (width - above->width) / 2,
            -(base.ascent + std::max(0.13F * em + above->descent, 0.2F * em)));
  box.width = width;
  return box;
}

Box scripts_of(const Ui& ui, const FormulaNode& node, const Style& style) {
  const FormulaNode& letter = node.parts[0];
  const Box base = laid(ui, letter, style);
  const Style small = script_of(ui, style);
  const bool has_below = !node.parts[1].parts.empty(), has_above = !node.parts[2].parts.empty();
  const Box below = has_below ? laid(ui, node.parts[1], small) : Box{};
  const Box above = has_above ? laid(ui, node.parts[2], small) : Box{};
  const float em = style.em, x_height = 0.52F * em;
  if (letter.limits && style.display)
    return with_limits(base, has_below ? &below : nullptr, has_above ? &above : nullptr, em);
  float up = std::max(0.4F * em, above.descent + x_height / 4);
  float down = std::max((has_above ? 0.24F : 0.18F) * em, below.ascent - 0.8F * x_height);
  if (!base.letter) {
    up = std::max(up, base.ascent - 0.3F * em);
    down = std::max(down, base.descent + 0.06F * em);
  }
  if (has_below && has_above) {
    const float gap = up - above.descent - (below.ascent - down), least = 0.16F * em;
    if (gap < least) down += least - gap;
  }
  const bool leans = letter.kind == Kind::letter && letter.large;  // ∫: what is below tucks in
  Box box;
  box.add(base, 0, 0);
  if (has_below) box.add(below, base.width - (leans ? 0.2F * em : 0) + 0.03F * em, down);
  if (has_above) box.add(above, base.width + base.overhang + 0.05F * em, -up);
  box.width += 0.05F * em;
  return box;
}

Box cases_of(const Ui& ui, const FormulaNode& node, const Style& style) {
  Style inner = style;
  inner.display = false;
  std::vector<Box> boxes;
  for (const FormulaNode& part : node.parts) boxes.push_back(laid(ui, part, inner));
  const float em = style.em;
  float second = 0;
  for (size_t i = 0; i < boxes.size(); i += 2) second = std::max(second, boxes[i].width);
  second += em;
  Box rows;
  float y = 0;
  for (size_t i = 0; i < boxes.size(); i += 2) {
    const float ascent = std::max({boxes[i].ascent, boxes[i + 1].ascent, 0.8F * em});
    const float descent = std::max({boxes[i].descent, boxes[i + 1].descent, 0.28F * em});
    y += i == 0 ? 0 : ascent + 0.25F * em;
    rows.add(boxes[i], 0, y);
    if (boxes[i + 1].width > 0) rows.add(boxes[i + 1], second, y);
    y += descent;
  }
  Box centred;
  centred.add(rows, 0, (rows.ascent - rows.descent) / 2 - axis_of(ui, style));
  Box box = delimiter(ui, style, "{", centred);
  box.add(centred, box.width + 0.1F * em, 0);
  return box;
}

Box fenced_of(const Ui& ui, const FormulaNode& node, const Style& style) {
  const Box body = laid(ui, node.parts[0], style);
  const Box left = delimiter(ui, style, node.left, body), right = delimiter(ui, style, node.right, body);
  Box box;
  box.add(left, 0, 0);
  box.add(body, left.width, 0);
  box.add(right, left.width + body.width + body.overhang, 0);
  return box;
}

Box letter_of(const Ui& ui, const FormulaNode& node, const Style& style) {
  if (!node.large) return glyphs(ui, node.italic ? Family::italic : Family::upright, style, node.text);
  Style sign = style;
  sign.em *= style.display ? 1.5F : 1.1F;
  const Box glyph = glyphs(ui, Family::signs, sign, node.text);
  Box box;
  box.add(glyph, 0, (glyph.ascent - glyph.descent) / 2 - axis_of(ui, style));  // about the axis
  return box;
}

Box laid(const Ui& ui, const FormulaNode& node, const Style& style) {
  switch (node.kind) {
    case Kind::row:
      return row_of(ui, node.parts, style);
    case Kind::letter:
      return letter_of(ui, node, style);
    case Kind::name:
      return glyphs(ui, Family::upright, style, node.text);
    case Kind::words: {
      Style prose = style;
      prose.em *= 0.92F;  // Inter looks larger than DejaVu Serif
      return glyphs(ui, Family::prose, prose, node.text);
    }
    case Kind::fraction:
      return fraction_of(ui, node, style);
    case Kind::root:
      return root_of(style, laid(ui, node.parts[0], style));
    case Kind::scripts:
      return scripts_of(ui, node, style);
    case Kind::fenced:
      return fenced_of(ui, node, style);
    case Kind::accent:
      return accented(style, node.text, laid(ui, node.parts[0], style));
    case Kind::board:
      return board_letter(ui, style, node.text);
    case Kind::coloured: {
      Style own = style;
      own.colour = node.colour;
      return laid(ui, node.parts[0], own);
    }
    case Kind::cases:
      return cases_of(ui, node, style);
    case Kind::space:
      break;
  }
  return {};
}

}  // namespace
}  // namespace formula

namespace {

ImU32 colour_in(const Theme& theme, lessons::FormulaNode::Colour whose, ImU32 around) {
  using Colour = lessons::FormulaNode::Colour;
  if (whose == Colour::around) return around;
  const float alpha = static_cast<float>((around >> IM_COL32_A_SHIFT) & 255) / 255.0F;
  return faded(whose == Colour::generator       ? theme.g
               : whose == Colour::discriminator ? theme.d
                                                : theme.real,
               alpha);
}

void draw_stroke(ImDrawList* draw, ImVec2 origin, ImU32 colour, const FormulaLayout::Piece& piece) {
  const auto at = [&](size_t i) {
    return ImVec2{origin.x + piece.points[i].x, origin.y + piece.points[i].y};
  };
  draw->PathLineTo(at(0));
  if (piece.curved)
    for (size_t i = 1; i + 2 < piece.points.size(); i += 3)
      draw->PathBezierCubicCurveTo(at(i), at(i + 1), at(i + 2));
  else
    for (size_t i = 1; i < piece.points.size(); ++i) draw->PathLineTo(at(i));
  draw->PathStroke(colour, 0, piece.factor);
}

}  // namespace

FormulaLayout lay_out_formula(const Ui& ui, const lessons::Formula& formula, float size, bool display) {
  if (!formula.root) return {};
  formula::Style style;
  style.em = size * ui.scale;
  style.display = display;
  formula::Box box = formula::laid(ui, *formula.root, style);
  box.width += box.overhang;
  return FormulaLayout(std::move(static_cast<FormulaLayout&>(box)));
}

void draw_formula(const Ui& ui, ImDrawList* draw, ImVec2 baseline, ImU32 colour,
                  const FormulaLayout& layout) {
  using Kind = FormulaLayout::Piece::Kind;
  const ImVec2 origin{std::floor(baseline.x + 0.5F), std::floor(baseline.y + 0.5F)};
  for (const FormulaLayout::Piece& piece : layout.pieces) {
    const ImU32 own = colour_in(ui.theme, piece.colour, colour);
    const ImVec2 at{origin.x + piece.at.x, origin.y + piece.at.y};
    if (piece.kind == Kind::glyphs) {
      glyphs_at(ui, draw, at, piece.font, piece.factor, own, piece.text);
    } else if (piece.kind == Kind::bar) {
      // On whole pixels, or a thin line would be two grey ones.
      const ImVec2 from{std::floor(at.x + 0.5F), std::floor(at.y + 0.5F)};
      const float width = std::floor(piece.to.x - piece.at.x + 0.5F),
                  high = std::floor(piece.to.y - piece.at.y + 0.5F);
      draw->AddRectFilled(from, {from.x + std::max(1.0F, width), from.y + std::max(1.0F, high)}, own);
    } else {
      draw_stroke(draw, origin, own, piece);
    }
  }
}

const FormulaLayout& formula_of(const Ui& ui, std::string_view source, float size, bool display) {
  constexpr size_t most = 400;
  std::shared_ptr<FormulaShelf>& shelf = ui.items.interaction.formulas;
  if (!shelf) shelf = std::make_shared<FormulaShelf>();
  const bool stale = shelf->scale != ui.scale || shelf->generation != ui.fonts.generation();
  if (stale || shelf->layouts.size() > most) shelf->layouts.clear();
  shelf->scale = ui.scale;
  shelf->generation = ui.fonts.generation();
  const auto key = std::make_tuple(std::string(source), size, display);
  const auto known = shelf->layouts.find(key);
  if (known != shelf->layouts.end()) return known->second;
  FormulaLayout layout;
  if (const auto formula = lessons::read_formula(source)) {
    layout = lay_out_formula(ui, *formula, size, display);
  } else {
    formula::Style style;
    style.em = size * ui.scale;
    layout = formula::glyphs(ui, formula::Family::prose, style, source);
  }
  return shelf->layouts.emplace(key, std::move(layout)).first->second;
}

}  // namespace ganscope::ui
