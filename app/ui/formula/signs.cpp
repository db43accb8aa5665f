#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "app/ui/bounded.h"
#include "app/ui/formula/layout.h"
#include "app/ui/widgets/parts.h"

namespace ganscope::ui::formula {
namespace {

constexpr float same_size =
    0.08F;  // a size this near to a rasterised one is taken for it: sharp before exact

/// The brackets that are drawn; mirrored where they close. From (0, top) to (width, bottom).
void add_bracket(Box& box, const Style& style, const std::string& sign, float top, float bottom) {
  const float em = style.em, high = bottom - top, middle = (top + bottom) / 2;
  const float pen = std::max(1.0F, 0.062F * em);
  const bool closing = sign == ")" || sign == "]" || sign == "}" || sign == "⟩";
  float width = 0.32F * em;
  std::vector<ImVec2> points;
  bool curved = false;
  if (sign == "(" || sign == ")") {
    curved = true;
    width = within(0.26F * em + 0.02F * high, 0.3F * em, 0.5F * em);
    points = {{width, top},
              {-0.22F * width, top + 0.3F * high},
              {-0.22F * width, bottom - 0.3F * high},
              {width, bottom}};
  } else if (sign == "[" || sign == "]") {
    points = {{width, top}, {pen / 2, top}, {pen / 2, bottom}, {width, bottom}};
  } else if (sign == "⟨" || sign == "⟩") {
    points = {{width, top}, {pen / 2, middle}, {width, bottom}};
  } else if (sign == "{" || sign == "}") {
    curved = true;
    width = 0.46F * em;
    const float stem = 0.5F * width, turn = std::min(0.45F * em, high / 4);
    points = {{width, top},
              {stem, top},
              {stem, top + 0.3F * turn},
              {stem, top + turn},
              {stem, top + turn},
              {stem, middle - turn},
              {stem, middle - turn},
              {stem, middle - 0.3F * turn},
              {stem, middle - 0.1F * turn},
              {0, middle},
              {stem, middle + 0.1F * turn},
              {stem, middle + 0.3F * turn},
              {stem, middle + turn},
              {stem, middle + turn},
              {stem, bottom - turn},
              {stem, bottom - turn},
              {stem, bottom - 0.3F * turn},
              {stem, bottom},
              {width, bottom}};
  } else {  // | and ‖
    const float step = 0.2F * em;
    const int count = sign == "‖" ? 2 : 1;
    for (int i = 0; i < count; ++i) {
      const float x = 0.1F * em + step * static_cast<float>(i);
      box.add_bar(style, x, top, x + pen, bottom);
    }
    box.width = 0.2F * em + pen + step * static_cast<float>(count - 1);
    return;
  }
  if (closing)
    for (ImVec2& point : points) point.x = width - point.x;
  const float side = 0.07F * em;
  for (ImVec2& point : points) point.x += side;
  box.add_stroke(style, std::move(points), pen, curved);
  box.width = width + 2 * side;
}

}  // namespace

void Box::add(const Box& part, float x, float y) {
  for (Piece piece : part.pieces) {
    piece.at.x += x, piece.at.y += y;
    piece.to.x += x, piece.to.y += y;
    for (ImVec2& point : piece.points) point.x += x, point.y += y;
    pieces.push_back(std::move(piece));
  }
  ascent = std::max(ascent, part.ascent - y);
  descent = std::max(descent, part.descent + y);
  width = std::max(width, x + part.width);
}

void Box::add_bar(const Style& style, float left, float top, float right, float bottom) {
  Piece bar;
  bar.kind = Piece::Kind::bar;
  bar.colour = style.colour;
  bar.at = {left, top};
  bar.to = {right, bottom};
  pieces.push_back(std::move(bar));
  ascent = std::max(ascent, -top);
  descent = std::max(descent, bottom);
}

void Box::add_stroke(const Style& style, std::vector<ImVec2> points, float thickness, bool is_curved) {
  Piece stroke;
  stroke.kind = Piece::Kind::stroke;
  stroke.colour = style.colour;
  stroke.factor = thickness;
  stroke.curved = is_curved;
  for (const ImVec2& point : points) {
    ascent = std::max(ascent, -point.y);
    descent = std::max(descent, point.y);
  }
  stroke.points = std::move(points);
  pieces.push_back(std::move(stroke));
}

Chosen chosen_font(const Ui& ui, Family family, float em) {
  static const std::map<Family, std::vector<Font>> all{
      {Family::upright, {Font::maths_small, Font::maths, Font::maths_large}},
      {Family::italic, {Font::maths_italic_small, Font::maths_italic, Font::maths_italic_large}},
      {Family::signs, {Font::maths_signs}},
      {Family::prose, {Font::caption, Font::body, Font::lesson}}};
  const float wanted = em / ui.scale;
  const std::vector<Font>& fonts = all.at(family);
  const Font nearest = *std::ranges::min_element(fonts, {}, [&](Font font) {
    const float ratio = wanted / em_of(font);
    return ratio > 1 ? ratio - 1 : 1.5F * (1 / ratio - 1);  // rather drawn larger than smaller
  });
  const float factor = wanted / em_of(nearest);
  return {nearest, std::abs(factor - 1) < same_size ? 1 : factor};
}

Box glyphs(const Ui& ui, Family family, const Style& style, std::string_view words) {
  const Chosen chosen = chosen_font(ui, family, style.em);
  const ImFont* face = font_of(ui, chosen.font);
  Box box;
  box.width = text_size(ui, chosen.font, words).x * chosen.factor;
  int count = 0;
  for (size_t at = 0; at < words.size(); ++count) {
    unsigned int c = 0;
    at += static_cast<size_t>(
        std::max(1, ImTextCharFromUtf8(&c, words.data() + at, words.data() + words.size())));
    const ImFontGlyph* glyph = face->FindGlyph(static_cast<ImWchar>(c));
    if (glyph == nullptr || glyph->X0 == glyph->X1) continue;
    const float ascent = (face->Ascent - glyph->Y0) * chosen.factor;
    box.ascent = count == 0 ? ascent : std::max(box.ascent, ascent);
    box.descent = std::max(box.descent, (glyph->Y1 - face->Ascent) * chosen.factor);
    box.overhang = std::max(0.0F, (glyph->X1 - glyph->AdvanceX) * chosen.factor);
  }
  box.letter = count == 1;
  Piece piece;
  piece.colour = style.colour;
  piece.text = words;
  piece.font = chosen.font;
  piece.factor = chosen.factor;
  box.pieces.push_back(std::move(piece));
  return box;
}

float axis_of(const Ui& ui, const Style& style) {
  const Box minus = glyphs(ui, Family::upright, style, "−");
  return (minus.ascent - minus.descent) / 2;
}

float rule_of(const Style& style) { return std::max(1.0F, std::floor(0.055F * style.em + 0.5F)); }

Box delimiter(const Ui& ui, const Style& style, const std::string& sign, const Box& body) {
  if (sign == ".") return {};
  const float axis = axis_of(ui, style);
  const float reach = std::max(body.ascent - axis, body.descent + axis);
  const float high = std::max(2 * reach * 0.92F, 2 * reach - 0.35F * style.em);
  Box plain = glyphs(ui, Family::upright, style, sign);
  if (high <= 1.1F * plain.height()) return plain;
  Box drawn;
  add_bracket(drawn, style, sign, -axis - high / 2, -axis + high / 2);
  return drawn;
}

Box root_of(const Style& style, const Box& body) {
  const float em = style.em, rule = rule_of(style);
  const float top = -body.ascent - 0.16F * em - rule / 2, bottom = std::max(body.descent, 0.06F * em);
  const float low = bottom, hook = bottom - 0.42F * (bottom - top);
  const float x = 0.62F * em;
  Box box;
  box.add(body, x + 0.08F * em, 0);
  const float end = box.width + 0.06F * em;
  box.add_stroke(style, {{0.06F * em, hook}, {0.17F * em, hook - 0.07F * em}, {0.36F * em, low}, {x, top}},
                 rule);
  box.add_stroke(style, {{0.18F * em, hook - 0.04F * em}, {0.355F * em, low - 0.05F * em}}, 1.7F * rule);
  box.add_bar(style, x - rule / 2, top - rule / 2, end, top + rule / 2);
  box.width = end + 0.05F * em;
  box.ascent += rule;
  return box;
}

Box accented(const Style& style, const std::string& accent, const Box& body) {
  const float em = style.em, rule = rule_of(style), foot = -body.ascent - 0.1F * em;
  Box box;
  box.add(body, 0, 0);
  box.overhang = body.overhang;
  const float middle = body.width / 2 + (body.letter ? 0.5F * body.overhang + 0.04F * em : 0);
  if (accent == "bar") {
    const float half = std::max(0.2F * em, 0.42F * body.width);
    box.add_bar(style, middle - half, foot - rule, middle + half, foot);
  } else if (accent == "hat") {
    const float half = within(0.4F * body.width, 0.17F * em, 0.6F * em), high = 0.17F * em;
    box.add_stroke(style, {{middle - half, foot}, {middle, foot - high}, {middle + half, foot}},
                   1.15F * rule);
  } else {
    const float half = within(0.4F * body.width, 0.2F * em, 0.6F * em), high = 0.13F * em;
    box.add_stroke(style,
                   {{middle - half, foot},
                    {middle - 0.4F * half, foot - 2 * high},
                    {middle + 0.4F * half, foot + high},
                    {middle + half, foot - high}},
                   1.15F * rule, true);
  }
  box.width = body.width;
  return box;
}

Box board_letter(const Ui& ui, const Style& style, const std::string& letter) {
  static const std::map<std::string, const char*> ready{{"C", "ℂ"}, {"H", "ℍ"}, {"N", "ℕ"}, {"P", "ℙ"},
                                                        {"Q", "ℚ"}, {"R", "ℝ"}, {"Z", "ℤ"}};
  if (const auto found = ready.find(letter); found != ready.end())
    return glyphs(ui, Family::upright, style, found->second);
  Box box = glyphs(ui, Family::upright, style, letter);
  const float em = style.em, rule = rule_of(style);
  if (letter != "E") {  // a second stem beside the first
    box.add_bar(style, 0.2F * em, -box.ascent, 0.2F * em + rule, 0);
    return box;
  }
  const float top = -std::floor(box.ascent + 0.5F), left = std::floor(0.07F * em + 0.5F);
  const float gap = std::max(2.0F, std::floor(0.13F * em + 0.5F)), right = left + 0.54F * em;
  Box drawn;
  drawn.add_bar(style, left, top, left + rule, 0);
  drawn.add_bar(style, left + gap, top, left + gap + rule, 0);
  drawn.add_bar(style, left, top, right, top + rule);
  drawn.add_bar(style, left, -rule, right + 0.02F * em, 0);
  const float middle = std::floor((top - rule) / 2 + 0.5F);
  drawn.add_bar(style, left + gap, middle, right - 0.1F * em, middle + rule);
  const float serif = 0.13F * em;
  drawn.add_bar(style, right - rule, top, right, top + serif);
  drawn.add_bar(style, right - rule + 0.02F * em, -serif, right + 0.02F * em, 0);
  drawn.width = right + 0.07F * em;
  drawn.letter = true;
  return drawn;
}

}  // namespace ganscope::ui::formula
