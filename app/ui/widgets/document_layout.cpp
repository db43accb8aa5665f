#include "app/ui/widgets/document_layout.h"

#include <algorithm>
#include <cmath>

#include "app/ui/widgets/document_lines.h"

namespace ganscope::ui {
namespace {

using lessons::Block;
using Kind = Block::Kind;
using Shape = DocumentLayout::Shape;

constexpr float indent = 26, card_side = 16, card_top = 14;  // design px

LineStyle style_of(const DocumentLayout& layout, bool captions) {
  LineStyle style;
  if (!captions && !layout.captions) return style;
  const float italics = em_of(Font::body) / em_of(Font::lesson_italic);
  return {Font::body, Font::strong, Font::mono_small, italics, 16, 21, DocumentColour::quiet};
}

/// Lays out blocks, one below the other.
class Setter {
 public:
  Setter(const Ui& ui, const lessons::Document& document, DocumentLayout& layout)
      : ui_(ui), document_(document), layout_(layout) {}

  void set() {
    const std::vector<Block>& blocks = document_.blocks;
    for (size_t i = 0; i < blocks.size();) {
      size_t end = i + 1;
      if (blocks[i].quote != 0)
        while (end < blocks.size() && blocks[end].quote == blocks[i].quote) ++end;
      if (i > 0) y_ += ui_.px(gap_between(blocks[i - 1], blocks[i]));
      layout_.bands.push_back({y_, y_, layout_.runs.size(), layout_.shapes.size()});
      const auto is_formula = [](const Block& block) { return block.kind == Kind::formula; };
      const bool card = std::any_of(blocks.begin() + static_cast<std::ptrdiff_t>(i),
                                    blocks.begin() + static_cast<std::ptrdiff_t>(end), is_formula);
      if (card)
        set_card(i, end);
      else if (blocks[i].quote != 0)
        set_quote(i, end);
      else
        set_block(blocks[i], 0, layout_.width, style_of(layout_, false));
      layout_.bands.back().bottom = y_;
      i = end;
    }
    layout_.height = std::ceil(y_);
  }

 private:
  [[nodiscard]] float gap_between(const Block& above, const Block& below) const {
    const auto apart = [](const Block& block) {
      return block.kind == Kind::formula || block.kind == Kind::code || block.kind == Kind::picture ||
             block.kind == Kind::rule || block.quote != 0;
    };
    const float factor = layout_.captions ? 0.7F : 1;
    if (below.kind == Kind::heading) return (below.level == 1 ? 20.0F : 18.0F) * factor;
    if (above.kind == Kind::heading) return 6 * factor;
    if (apart(above) || apart(below)) return 14 * factor;
    if (below.kind == Kind::list_item && above.depth > 0) return 4 * factor;
    return 10 * factor;
  }

  /// One block between `left` and `left + width`, at `y_`.
  void set_block(const Block& block, float left, float width, LineStyle style) {
    const float in = ui_.px(indent) * static_cast<float>(block.depth);
    left += in;
    width = std::max(width - in, ui_.px(40));
    switch (block.kind) {
      case Kind::heading:
        set_heading(block, left, width, style);
        return;
      case Kind::list_item:
        add_marker(block, left, style);
        break;
      case Kind::code:
        set_code(block, left, width);
        return;
      case Kind::rule:
        layout_.shapes.push_back({Shape::Kind::rule, {left, y_}, {left + width, y_}});
        y_ += ui_.px(1);
        return;
      case Kind::picture:
        set_picture(block, left, width);
        return;
      case Kind::formula:
        set_formula(block, left, width);
        return;
      case Kind::paragraph:
        break;
    }
    y_ += set_lines(ui_, block.spans, style, {left, y_}, width, layout_);
  }

  void set_heading(const Block& block, float left, float width, LineStyle style) {
    const bool caption = style.regular == Font::body;
    const Font font = caption            ? Font::strong
                      : block.level == 1 ? Font::large
                      : block.level == 2 ? Font::verdict
                                         : Font::title;
    style.regular = style.strong = font;
    style.colour = DocumentColour::text;
    style.formula = em_of(font);
    style.line = std::round(em_of(font) * 1.3F);
    y_ += set_lines(ui_, block.spans, style, {left, y_}, width, layout_);
  }

  void add_marker(const Block& block, float left, const LineStyle& style) {
    const float baseline = y_ + baseline_in_line(ui_, style);
    if (block.number == 0) {
      const ImVec2 centre{left - ui_.px(13), baseline - 0.27F * ui_.px(em_of(style.regular))};
      layout_.shapes.push_back({Shape::Kind::bullet, centre, centre});
      return;
    }
    DocumentLayout::Run number;
    number.font = style.regular;
    number.colour = DocumentColour::caption;
    number.text = std::to_string(block.number) + ".";
    number.width = text_size(ui_, number.font, number.text).x;
    number.at = {left - ui_.px(8) - number.width, baseline};
    layout_.runs.push_back(std::move(number));
  }

  /// Lines of code as they stand; one that is too long goes on below.
  void set_code(const Block& block, float left, float width) {
    const float side = ui_.px(12), top = y_, line = ui_.px(20);
    y_ += ui_.px(10);
    LineStyle style = style_of(layout_, true);
    style.regular = style.mono = Font::mono_small;
    style.colour = DocumentColour::text;
    style.line = 20;
    for (size_t at = 0; at < block.text.size();) {
      const size_t end = std::min(block.text.find('\n', at), block.text.size());
      lessons::Span words;
      words.kind = lessons::Span::Kind::code;
      words.text = block.text.substr(at, end - at);
      for (size_t i = 0; i < words.text.size() && words.text[i] == ' '; i += 2)
        words.text.replace(i, 1, "\u00a0");
      const float height = set_lines(ui_, {words}, style, {left + side, y_}, width - 2 * side, layout_);
      y_ += std::max(height, line);
      at = end + 1;
    }
    y_ += ui_.px(10);
    layout_.shapes.push_back({Shape::Kind::card, {left, top}, {left + width, y_}});
  }

  void set_picture(const Block& block, float left, float width) {
    const auto index = static_cast<size_t>(next_picture_++);
    const ImVec2 wanted = index < layout_.picture_sizes.size() ? layout_.picture_sizes[index] : ImVec2{};
    ImVec2 size{ui_.px(wanted.x), ui_.px(wanted.y)};
    if (size.x <= 0 || size.y <= 0) size = {width, width * 0.5F};
    if (size.x > width) size = {width, size.y * width / size.x};
    layout_.shapes.push_back({Shape::Kind::picture,
                              {left, y_},
                              {left + std::floor(size.x), y_ + std::floor(size.y)},
                              static_cast<int>(index)});
    y_ += std::floor(size.y);
    if (block.spans.empty()) return;
    y_ += ui_.px(6);
    y_ += set_lines(ui_, block.spans, style_of(layout_, true), {left, y_}, width, layout_);
  }

  /// A formula on its own, smaller where it would not fit.
  void set_formula(const Block& block, float left, float width) {
    const float size = layout_.captions ? inline_formula : display_formula;
    FormulaLayout formula = lay_out_formula(ui_, block.formula, size, true);
    if (formula.width > width)
      formula = lay_out_formula(ui_, block.formula, size * width / formula.width * 0.98F, true);
    DocumentLayout::Run run;
    run.at = {left, std::floor(y_ + formula.ascent + 0.5F)};
    run.width = formula.width;
    run.formula = static_cast<int>(layout_.formulas.size());
    y_ = run.at.y + std::ceil(formula.descent);
    layout_.formulas.push_back(std::move(formula));
    layout_.runs.push_back(std::move(run));
  }

  void set_card(size_t first, size_t end) {
    const float in = ui_.px(indent) * static_cast<float>(document_.blocks[first].depth);
    const float side = ui_.px(card_side), top = y_;
    const size_t card = layout_.shapes.size();  // below what stands on it
    layout_.shapes.push_back({Shape::Kind::card, {in, top}, {layout_.width, top}});
    y_ += ui_.px(card_top);
    for (size_t i = first; i < end; ++i) {
      Block block = document_.blocks[i];
      block.depth -= document_.blocks[first].depth;
      if (i > first)
        y_ += ui_.px(block.kind == Kind::formula || document_.blocks[i - 1].kind == Kind::formula ? 10 : 6);
      const LineStyle style = style_of(layout_, true);
      set_block(block, in + side, layout_.width - in - 2 * side, style);
    }
    y_ += ui_.px(card_top);
    layout_.shapes[card].max.y = y_;
  }

  void set_quote(size_t first, size_t end) {
    const size_t bar = layout_.shapes.size();
    const float in = ui_.px(indent) * static_cast<float>(document_.blocks[first].depth);
    layout_.shapes.push_back({Shape::Kind::bar, {in, y_ + ui_.px(3)}, {in + ui_.px(3), y_}});
    LineStyle style = style_of(layout_, false);
    style.colour = DocumentColour::quiet;
    for (size_t i = first; i < end; ++i) {
      Block block = document_.blocks[i];
      block.depth -= document_.blocks[first].depth;
      if (i > first) y_ += ui_.px(gap_between({}, {}));
      set_block(block, in + ui_.px(18), layout_.width - in - ui_.px(18), style);
    }
    layout_.shapes[bar].max.y = y_ - ui_.px(3);
  }

  const Ui& ui_;
  const lessons::Document& document_;
  DocumentLayout& layout_;
  float y_ = 0;
  int next_picture_ = 0;
};

/// Makes all of a layout larger.
void enlarge(DocumentLayout& layout, float by) {
  const auto grow = [by](ImVec2& place) { place = {place.x * by, place.y * by}; };
  for (DocumentLayout::Run& run : layout.runs) {
    grow(run.at);
    run.at.y = std::floor(run.at.y + 0.5F);
    run.width *= by;
    run.factor *= by;
  }
  for (Shape& shape : layout.shapes) grow(shape.min), grow(shape.max);
  for (DocumentLayout::Band& band : layout.bands) band.top *= by, band.bottom *= by;
  for (DocumentLayout::LinkPlace& place : layout.link_places) grow(place.min), grow(place.max);
  for (FormulaLayout& formula : layout.formulas) {
    formula.width *= by, formula.ascent *= by, formula.descent *= by;
    for (FormulaLayout::Piece& piece : formula.pieces) {
      grow(piece.at), grow(piece.to);
      piece.factor *= by;
      for (ImVec2& point : piece.points) grow(point);
    }
  }
  layout.height = std::ceil(layout.height * by);
}

}  // namespace

void lay_out_document(const Ui& ui, const lessons::Document& document, DocumentLayout& layout) {
  layout.plain = document.plain();
  layout.links = document.links();
  layout.pictures = document.pictures();
  const float width = layout.width;
  layout.width = width / layout.factor;  // then it is as wide as it shall be
  Setter(ui, document, layout).set();
  if (layout.factor != 1) enlarge(layout, layout.factor);
  layout.width = width;
}

}  // namespace ganscope::ui
