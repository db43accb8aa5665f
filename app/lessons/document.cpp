#include "app/lessons/document.h"

#include <fmt/format.h>
#include <md4c.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <optional>
#include <utility>

#include "app/lessons/document_marks.h"
#include "core/base/utf8.h"

namespace ganscope::lessons {
namespace {

using BlockKind = Block::Kind;
using SpanKind = Span::Kind;

/// Chinese letters and punctuation have three bytes of which the first is at least this.
bool is_wide(std::string_view letter) {
  return letter.size() == 3 && static_cast<unsigned char>(letter[0]) >= 0xE3;
}

/// The end of a line is a space, and nothing between Chinese letters; none is left at either end of the
/// whole.
void join_lines(std::vector<Span>& spans) {
  const auto wide_before = [&](size_t span, size_t at) {
    if (at == 0)
      return span > 0 && spans[span - 1].text.size() >= 3 && spans[span - 1].kind == SpanKind::text &&
             is_wide(std::string_view(spans[span - 1].text).substr(spans[span - 1].text.size() - 3));
    return at >= 3 && is_wide(std::string_view(spans[span].text).substr(at - 3, 3));
  };
  const auto wide_after = [&](size_t span, size_t at) {
    if (at == spans[span].text.size())
      return span + 1 < spans.size() && spans[span + 1].kind == SpanKind::text &&
             is_wide(std::string_view(spans[span + 1].text).substr(0, 3));
    return is_wide(std::string_view(spans[span].text).substr(at, 3));
  };
  for (size_t i = 0; i < spans.size(); ++i) {
    std::string& text = spans[i].text;
    if (spans[i].kind != SpanKind::text) continue;
    for (size_t at; (at = text.find('\n')) != std::string::npos;)
      text.replace(at, 1, wide_before(i, at) && wide_after(i, at + 1) ? "" : " ");
  }
  if (spans.empty()) return;
  if (std::string& first = spans.front().text; spans.front().kind == SpanKind::text)
    first.erase(0, std::min(first.find_first_not_of(' '), first.size()));
  if (std::string& last = spans.back().text; spans.back().kind == SpanKind::text)
    last.erase(last.find_last_not_of(' ') + 1);
}

/// Takes what md4c finds, in the order of the text, and makes blocks of it.
class Collector {
 public:
  explicit Collector(std::string_view text) : text_(text) {}

  std::vector<Block> blocks;
  std::optional<DocumentFault> fault;

  static int enter_block(MD_BLOCKTYPE type, void* detail, void* self) {
    return of(self).guarded([&](Collector& c) { c.begin_block(type, detail); });
  }
  static int leave_block(MD_BLOCKTYPE type, void* /*detail*/, void* self) {
    return of(self).guarded([&](Collector& c) { c.end_block(type); });
  }
  static int enter_span(MD_SPANTYPE type, void* detail, void* self) {
    return of(self).guarded([&](Collector& c) { c.begin_span(type, detail); });
  }
  static int leave_span(MD_SPANTYPE type, void* /*detail*/, void* self) {
    return of(self).guarded([&](Collector& c) { c.end_span(type); });
  }
  static int take_text(MD_TEXTTYPE type, const MD_CHAR* words, MD_SIZE size, void* self) {
    return of(self).guarded([&](Collector& c) { c.add_text(type, {words, size}); });
  }

 private:
  struct List {
    bool ordered = false;
    int next = 1;
  };

  static Collector& of(void* self) { return *static_cast<Collector*>(self); }
  /// md4c is C: no exception may pass through it.
  int guarded(const std::function<void(Collector&)>& work) {
    if (fault) return 1;  // md4c goes on where the first text of a line was refused
    try {
      work(*this);
      return 0;
    } catch (DocumentFault& found) {
      fault = std::move(found);
      return 1;
    }
  }

  // --- places. md4c hands out parts of the text, but for line ends, which are its own.
  [[nodiscard]] bool is_ours(std::string_view words) const {
    const std::less<> before;
    return !before(words.data(), text_.data()) && before(words.data(), text_.data() + text_.size());
  }
  void look_at(std::string_view words) {
    if (!is_ours(words)) return;
    const auto at = static_cast<size_t>(words.data() - text_.data());
    if (at < counted_) counted_ = 0, line_ = 1;
    line_ += static_cast<int>(std::ranges::count(text_.substr(counted_, at - counted_), '\n'));
    counted_ = at;
  }
  /// md4c hands out nothing of a rule: it is the next line of nothing but - * _ after what was seen last.
  int line_of_rule() {
    while (counted_ < text_.size()) {
      const size_t end = std::min(text_.find('\n', counted_), text_.size());
      const std::string_view line = text_.substr(counted_, end - counted_);
      const bool found =
          line.find_first_not_of("-*_ \t>") == std::string_view::npos &&
          std::ranges::count_if(line, [](char c) { return c == '-' || c == '*' || c == '_'; }) >= 3;
      const int number = line_;
      if (end < text_.size()) ++line_;
      counted_ = std::min(end + 1, text_.size());
      if (found) return number;
    }
    return line_;
  }
  [[nodiscard]] bool follows_backslash(std::string_view words) const {
    return is_ours(words) && words.data() > text_.data() && words.data()[-1] == '\\';
  }

  // --- blocks
  Block& open_block(BlockKind kind) {
    Block block;
    block.kind = kind;
    block.depth = static_cast<int>(lists_.size());
    block.quote = quote_depth_ > 0 ? quote_ : 0;
    if (item_begins_ && kind == BlockKind::paragraph) {
      block.kind = BlockKind::list_item;
      block.number = lists_.back().ordered ? lists_.back().next++ : 0;
    } else if (item_begins_) {
      throw DocumentFault{"A list item begins with something that is no text",
                          "Begin the item with words; code, formulas and pictures may follow.", line_};
    }
    item_begins_ = false;
    open_ = true;
    blocks.push_back(std::move(block));
    return blocks.back();
  }

  void begin_block(MD_BLOCKTYPE type, void* detail) {
    flush();
    switch (type) {
      case MD_BLOCK_QUOTE:
        if (quote_depth_++ == 0) ++quote_;
        return;
      case MD_BLOCK_UL:
      case MD_BLOCK_OL: {
        close_paragraph();
        List list{type == MD_BLOCK_OL};
        if (list.ordered) list.next = static_cast<int>(static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start);
        lists_.push_back(list);
        return;
      }
      case MD_BLOCK_LI:
        close_paragraph();
        item_begins_ = true;
        return;
      case MD_BLOCK_HR:
        open_block(BlockKind::rule).line = line_of_rule();
        open_ = false;
        return;
      case MD_BLOCK_H:
        open_block(BlockKind::heading).level =
            static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
        return;
      case MD_BLOCK_CODE:
        open_block(BlockKind::code);
        return;
      case MD_BLOCK_P:
        open_block(BlockKind::paragraph);
        return;
      default:
        return;  // the document itself; HTML complains when its text comes
    }
  }

  void end_block(MD_BLOCKTYPE type) {
    flush();
    if (type == MD_BLOCK_QUOTE) --quote_depth_;
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) lists_.pop_back();
    if (type == MD_BLOCK_LI) {
      close_paragraph();
      if (item_begins_)
        throw DocumentFault{"A list item without words", "Write something, or leave it out.", line_};
    }
    if (type == MD_BLOCK_P || type == MD_BLOCK_H || type == MD_BLOCK_CODE) close_paragraph();
  }

  /// A paragraph is over: one that held nothing but a formula or a picture leaves no empty block behind.
  void close_paragraph() {
    if (!open_) return;
    open_ = false;
    Block& block = blocks.back();
    if (block.kind != BlockKind::code) join_lines(block.spans);
    const bool blank = std::ranges::all_of(
        block.spans, [](const Span& span) { return span.kind == SpanKind::text && span.text.empty(); });
    if (block.kind == BlockKind::paragraph && blank)
      blocks.pop_back();
    else if (block.line == 0)
      block.line = block.spans.empty() ? line_ : block.spans.front().line;
  }

  /// A formula or a picture that stands by itself parts the paragraph in which it is written.
  void set_apart(Block apart) {
    flush();
    Block around = open_ ? blocks.back() : Block{};
    if (item_begins_ || (open_ && around.kind == BlockKind::list_item && around.spans.empty()))
      throw DocumentFault{"A list item begins with something that is no text",
                          "Begin the item with words; code, formulas and pictures may follow.", apart.line};
    if (open_ && around.kind == BlockKind::heading)
      throw DocumentFault{"A heading holds a formula set apart, or a picture", "Put it below the heading.",
                          apart.line};
    close_paragraph();
    apart.depth = around.depth, apart.quote = around.quote;
    blocks.push_back(std::move(apart));
    open_block(BlockKind::paragraph);
  }

  // --- spans
  void begin_span(MD_SPANTYPE type, void* detail) {
    flush();
    switch (type) {
      case MD_SPAN_EM:
        ++emphasis_;
        return;
      case MD_SPAN_STRONG:
        ++bold_;
        return;
      case MD_SPAN_CODE:
        code_goes_on_ = false;
        return;
      case MD_SPAN_A: {
        const MD_ATTRIBUTE& target = static_cast<MD_SPAN_A_DETAIL*>(detail)->href;
        look_at({target.text, target.size});
        link_ = read_link({target.text, target.size}, line_);
        return;
      }
      case MD_SPAN_IMG: {
        const MD_ATTRIBUTE& path = static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src;
        look_at({path.text, path.size});
        picture_ = Block{};
        picture_->kind = BlockKind::picture;
        picture_->line = line_;
        picture_->text = read_picture_path({path.text, path.size}, line_);
        return;
      }
      case MD_SPAN_LATEXMATH:
      case MD_SPAN_LATEXMATH_DISPLAY:
        formula_.clear();
        formula_end_ = nullptr;
        formula_line_ = 0;
        in_formula_ = true;
        return;
      default:
        return;
    }
  }

  void end_span(MD_SPANTYPE type) {
    if (type == MD_SPAN_LATEXMATH || type == MD_SPAN_LATEXMATH_DISPLAY) return end_formula(type);
    flush();
    if (type == MD_SPAN_EM) --emphasis_;
    if (type == MD_SPAN_STRONG) --bold_;
    if (type == MD_SPAN_A) link_ = {};
    if (type == MD_SPAN_IMG && picture_) {
      Block picture = std::move(*picture_);
      picture_.reset();
      set_apart(std::move(picture));
    }
  }

  void end_formula(MD_SPANTYPE type) {
    in_formula_ = false;
    auto formula = read_formula(formula_);
    if (!formula)
      throw DocumentFault{fmt::format("{} ({})", formula.error().what, formula.error().where),
                          formula.error().hint, formula_line_ == 0 ? line_ : formula_line_};
    if (type == MD_SPAN_LATEXMATH) {
      Span span = styled(SpanKind::formula, formula_line_);
      span.text = formula->source;
      span.formula = std::move(*formula);
      add(std::move(span));
      return;
    }
    Block block;
    block.kind = BlockKind::formula;
    block.line = formula_line_;
    block.text = formula->source;
    block.formula = std::move(*formula);
    set_apart(std::move(block));
  }

  [[nodiscard]] Span styled(SpanKind kind, int line) const {
    Span span;
    span.kind = kind;
    span.line = line;
    span.bold = bold_ > 0;
    span.emphasis = emphasis_ > 0;
    span.link = link_;
    return span;
  }
  [[nodiscard]] std::vector<Span>& spans() {
    if (picture_) return picture_->spans;
    if (!open_) open_block(BlockKind::paragraph);  // the text of a tight list's item
    return blocks.back().spans;
  }
  void add(Span span) { spans().push_back(std::move(span)); }

  /// What has been gathered of plain text becomes spans.
  void flush() {
    if (words_.empty()) return;
    const std::string words = std::exchange(words_, {});
    append_marked(spans(), styled(SpanKind::text, words_line_), words);
  }

  // --- text
  void add_text(MD_TEXTTYPE type, std::string_view words) {
    look_at(words);
    if (in_formula_) return add_to_formula(words);
    switch (type) {
      case MD_TEXT_HTML:
        return refuse_html(words);
      case MD_TEXT_CODE:
        if (open_ && blocks.back().kind == BlockKind::code) {
          if (blocks.back().text.empty()) blocks.back().line = line_;
          blocks.back().text += words;
          return;
        }
        flush();
        add_code(words);
        return;
      case MD_TEXT_BR:
        flush();
        add(styled(SpanKind::line_break, line_));
        return;
      case MD_TEXT_SOFTBR:
        return gather("\n");  // a space or nothing: `join_lines` sees to it
      case MD_TEXT_ENTITY:
        return gather(read_entity(words, line_));
      case MD_TEXT_NULLCHAR:
        return gather("\uFFFD");
      default:
        if (follows_backslash(words) && words.starts_with('{')) return gather(escaped_open, words.substr(1));
        if (follows_backslash(words) && words.starts_with('}')) return gather(escaped_close, words.substr(1));
        gather(words);
    }
  }

  void gather(std::string_view words) {
    if (words_.empty() || words_ == "\n") words_line_ = line_;
    words_ += words;
  }
  void gather(char first, std::string_view words) {
    gather(std::string_view(&first, 1));
    gather(words);
  }
  void add_code(std::string_view words) {
    std::vector<Span>& all = spans();
    if (!all.empty() && all.back().kind == SpanKind::code && code_goes_on_) {
      all.back().text += words;
    } else {
      Span span = styled(SpanKind::code, line_);
      span.text = words;
      all.push_back(std::move(span));
    }
    code_goes_on_ = true;
  }

  /// md4c takes escapes out of formulas as out of text, where they are commands: what stands in the file
  /// counts.
  void add_to_formula(std::string_view words) {
    if (!is_ours(words)) {
      formula_ += ' ';
      formula_end_ = nullptr;
      return;
    }
    if (formula_line_ == 0) formula_line_ = line_;
    const bool gap = formula_end_ == nullptr || formula_end_ + 1 == words.data();
    if (gap && follows_backslash(words) && (formula_end_ == nullptr || *formula_end_ == '\\'))
      formula_ += '\\';
    formula_ += words;
    formula_end_ = words.data() + words.size();
  }

  void refuse_html(std::string_view words) {
    if (in_comment_ || words.starts_with("<!--")) {
      in_comment_ = words.find("-->") == std::string_view::npos;
      return;
    }
    if (words.find_first_not_of(" \n") == std::string_view::npos) return;
    throw DocumentFault{fmt::format("HTML is not drawn: {}", words.substr(0, words.find('\n'))),
                        "Use CommonMark’s own marks; for the sign itself write \\<.", line_};
  }

  std::string_view text_;
  size_t counted_ = 0;
  int line_ = 1;
  std::vector<List> lists_;
  int quote_ = 0, quote_depth_ = 0, emphasis_ = 0, bold_ = 0;
  bool item_begins_ = false, open_ = false, in_formula_ = false, in_comment_ = false, code_goes_on_ = false;
  Link link_;
  std::optional<Block> picture_;
  std::string words_, formula_;
  int words_line_ = 1, formula_line_ = 0;
  const char* formula_end_ = nullptr;
};

uint64_t next_id() {
  static std::atomic<uint64_t> last{0};
  return ++last;
}

}  // namespace

Expected<Document> read_document(std::string_view text, const std::string& file, int first_line) {
  const auto at_line = [&](int line) { return fmt::format("{}:{}", file, line + first_line - 1); };
  if (!is_utf8(text))
    return fail(FailureKind::bad_data, "The text is not UTF-8", at_line(1), "Save the file as UTF-8.");
  const std::string bracketed = with_bracketed_targets(text);
  Collector collector(bracketed);
  MD_PARSER parser{};
  parser.flags = MD_FLAG_LATEXMATHSPANS | MD_FLAG_NOINDENTEDCODEBLOCKS;
  parser.enter_block = Collector::enter_block;
  parser.leave_block = Collector::leave_block;
  parser.enter_span = Collector::enter_span;
  parser.leave_span = Collector::leave_span;
  parser.text = Collector::take_text;
  const int ended = md_parse(bracketed.data(), static_cast<MD_SIZE>(bracketed.size()), &parser, &collector);
  if (const auto& fault = collector.fault)
    return fail(FailureKind::bad_data, fault->what, at_line(fault->line), fault->hint);
  if (ended != 0)
    return fail(FailureKind::bad_data, "The text cannot be read", at_line(1), "Is it CommonMark?");
  Document document{next_id(), std::move(collector.blocks)};
  for (Block& block : document.blocks) {
    block.line += first_line - 1;
    for (Span& span : block.spans) {
      span.line += first_line - 1;
      if (span.link.kind != Link::Kind::none) span.link.line += first_line - 1;
    }
  }
  return document;
}

std::vector<Link> Document::links() const {
  std::vector<Link> all;
  for (const Block& block : blocks) {
    const Span* before = nullptr;
    for (const Span& span : block.spans) {
      const bool goes_on =
          before != nullptr && before->link.kind == span.link.kind && before->link.target == span.link.target;
      if (span.link.kind != Link::Kind::none && !goes_on) all.push_back(span.link);
      before = &span;
    }
  }
  return all;
}

std::vector<Document::Picture> Document::pictures() const {
  std::vector<Picture> all;
  for (const Block& block : blocks)
    if (block.kind == BlockKind::picture) all.push_back({block.text, block.line});
  return all;
}

std::string Document::plain() const {
  std::string plain;
  for (const Block& block : blocks) {
    if (block.kind == BlockKind::code) plain += block.text;
    if (block.kind == BlockKind::formula) plain += plain_formula(block.formula);
    for (const Span& span : block.spans) {
      if (span.kind == SpanKind::formula)
        plain += plain_formula(span.formula);
      else
        plain += span.kind == SpanKind::line_break ? " " : span.text;
    }
    if (!plain.empty() && plain.back() != '\n') plain += '\n';
  }
  return plain;
}

}  // namespace ganscope::lessons
