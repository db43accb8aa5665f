#include "app/ui/widgets/document_lines.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/ui/bounded.h"

namespace ganscope::ui {
namespace {

using lessons::Link;
using lessons::Mark;
using lessons::Span;
using Run = DocumentLayout::Run;

/// What a line is never broken within: a word, a Chinese letter with the marks that cling to it, a link.
struct Unit {
  std::vector<Run> runs;
  float width = 0, space = 0;  ///< `space`: before it, unless it begins a line
  Run gap;                     ///< how that space is set
  bool begins_line = false;
};

bool alike(const Run& a, const Run& b) {
  return a.formula < 0 && b.formula < 0 && a.font == b.font && a.colour == b.colour && a.link == b.link &&
         a.dots == b.dots && a.factor == b.factor;
}

float width_of(const Ui& ui, const Run& run, const DocumentLayout& layout) {
  return run.formula >= 0 ? layout.formulas[static_cast<size_t>(run.formula)].width
                          : text_size(ui, run.font, run.text).x * run.factor;
}

/// Parts spans into units.
class Parter {
 public:
  Parter(const Ui& ui, const LineStyle& style, float width, DocumentLayout& layout)
      : ui_(ui), style_(style), width_(width), layout_(layout) {}

  std::vector<Unit> part(const std::vector<Span>& spans) {
    for (size_t i = 0; i < spans.size(); ++i) {
      const Span& span = spans[i];
      follow_links(i == 0 ? nullptr : &spans[i - 1], span);
      if (span.kind == Span::Kind::line_break) {
        end_unit();
        begins_line_ = true;
        spaced_ = false;
        before_ = 0;
      } else if (span.kind == Span::Kind::formula) {
        add_formula(span);
      } else {
        add_words(run_of(span), span);
      }
    }
    end_unit();
    return std::move(units_);
  }

 private:
  void follow_links(const Span* before, const Span& span) {
    if (span.link.kind == Link::Kind::none) {
      link_ = -1;
      return;
    }
    const bool goes_on =
        before != nullptr && before->link.kind == span.link.kind && before->link.target == span.link.target;
    if (goes_on) return;
    link_ = static_cast<int>(layout_.link_places.size());
    layout_.link_places.emplace_back();
  }

  [[nodiscard]] Run run_of(const Span& span) const {
    Run run;
    run.link = link_;
    run.font = span.bold || link_ >= 0 ? style_.strong : style_.regular;
    run.colour = span.bold || link_ >= 0 ? DocumentColour::text : style_.colour;
    if (span.emphasis && !span.bold) {
      run.font = Font::lesson_italic;
      run.factor = style_.italic_factor;
    }
    if (span.kind == Span::Kind::code || span.mark == Mark::number) run.font = style_.mono, run.factor = 1;
    if (span.mark == Mark::quiet) run.colour = DocumentColour::quiet;
    if (span.mark == Mark::strong)
      run.font = style_.strong, run.colour = DocumentColour::text, run.factor = 1;
    const auto player = [&](DocumentColour colour) {
      run.font = style_.strong, run.factor = 1;
      run.colour = colour;
    };
    if (span.mark == Mark::generator) player(DocumentColour::generator);
    if (span.mark == Mark::discriminator) player(DocumentColour::discriminator);
    if (span.mark == Mark::real) player(DocumentColour::real);
    return run;
  }

  void add_words(const Run& look, const Span& span) {
    const std::string& words = span.text;
    if (link_ >= 0) {
      Run whole = look;
      whole.text = span.text;
      keep_ = width_of(ui_, whole, layout_) <= width_;
      layout_.link_places[static_cast<size_t>(link_)].words += words;
    } else {
      keep_ = false;
    }
    for (size_t at = 0; at < words.size();) {
      unsigned int c = 0;
      const int bytes = std::max(1, ImTextCharFromUtf8(&c, words.data() + at, words.data() + words.size()));
      const std::string_view letter = std::string_view(words).substr(at, static_cast<size_t>(bytes));
      at += static_cast<size_t>(bytes);
      const bool within_link = keep_ && at > letter.size();
      if (c == ' ' && !within_link) {
        end_unit();
        spaced_ = true;
        gap_ = look;
        before_ = ' ';
        continue;
      }
      if (!unit_.runs.empty() && !within_link && may_break_between(before_, c)) end_unit();
      Run run = look;
      run.dots = span.emphasis && is_wide_letter(c);
      if (run.dots) run.font = style_.regular, run.factor = 1;
      append(std::move(run), letter);
      before_ = c;
    }
  }

  void add_formula(const Span& span) {
    if (!unit_.runs.empty() && is_wide_letter(before_) && may_break_between(before_, 'x')) end_unit();
    float size = style_.formula;
    FormulaLayout formula = lay_out_formula(ui_, span.formula, size, false);
    if (formula.width > width_)
      formula = lay_out_formula(ui_, span.formula, size * width_ / formula.width, false);
    Run run;
    run.link = link_;
    run.colour = span.bold ? DocumentColour::text : style_.colour;
    run.formula = static_cast<int>(layout_.formulas.size());
    layout_.formulas.push_back(std::move(formula));
    begin_unit();
    unit_.runs.push_back(std::move(run));
    before_ = 'x';
  }

  void append(Run run, std::string_view letter) {
    begin_unit();
    if (unit_.runs.empty() || !alike(unit_.runs.back(), run)) unit_.runs.push_back(std::move(run));
    unit_.runs.back().text += letter;
  }

  void begin_unit() {
    if (!unit_.runs.empty()) return;
    unit_.begins_line = std::exchange(begins_line_, false);
    if (!std::exchange(spaced_, false)) return;
    unit_.gap = gap_;
    unit_.gap.text = " ";
    unit_.space = width_of(ui_, unit_.gap, layout_);
  }

  void end_unit() {
    if (unit_.runs.empty()) return;
    for (Run& run : unit_.runs) {
      run.width = width_of(ui_, run, layout_);
      unit_.width += run.width;
    }
    units_.push_back(std::move(unit_));
    unit_ = {};
  }

  const Ui& ui_;
  const LineStyle& style_;
  float width_;
  DocumentLayout& layout_;
  std::vector<Unit> units_;
  Unit unit_;
  Run gap_;
  unsigned int before_ = 0;
  int link_ = -1;
  bool keep_ = false, spaced_ = false, begins_line_ = false;
};

/// Fills lines with units, one after the other.
class Filler {
 public:
  Filler(const Ui& ui, const LineStyle& style, ImVec2 top_left, float width, DocumentLayout& layout)
      : ui_(ui), style_(style), origin_(top_left), width_(width), y_(top_left.y), layout_(layout) {}

  void place(Unit unit) {
    float space = line_.empty() ? 0 : unit.space;
    if (unit.begins_line || (!line_.empty() && x_ + space + unit.width > width_)) {
      end_line();
      space = 0;
    }
    if (unit.width > width_ && line_.empty()) return cut(unit);
    for (Run& run : unit.runs) {
      put(std::move(run), space, unit.gap);
      space = 0;
    }
  }
  float finish() {
    end_line();
    return y_ - origin_.y;
  }

 private:
  void put(Run run, float space, const Run& gap) {
    const bool joins = !line_.empty() && alike(line_.back(), run) && (space == 0 || alike(line_.back(), gap));
    if (joins) {
      Run& last = line_.back();
      if (space > 0) last.text += ' ';
      last.text += run.text;
      last.width = width_of(ui_, last, layout_);
      x_ = last.at.x + last.width;
      return;
    }
    run.at.x = x_ + space;
    x_ = run.at.x + run.width;
    line_.push_back(std::move(run));
  }

  /// A word that is longer than a line ends it wherever it must.
  void cut(const Unit& unit) {
    for (const Run& run : unit.runs) {
      if (run.formula >= 0) {
        put(run, 0, unit.gap);
        continue;
      }
      for (size_t at = 0; at < run.text.size();) {
        unsigned int c = 0;
        const int bytes = ImTextCharFromUtf8(&c, run.text.data() + at, run.text.data() + run.text.size());
        Run letter = run;
        letter.text = run.text.substr(at, static_cast<size_t>(std::max(1, bytes)));
        at += letter.text.size();
        letter.width = width_of(ui_, letter, layout_);
        if (!line_.empty() && x_ + letter.width > width_) end_line();
        put(std::move(letter), 0, unit.gap);
      }
    }
  }

  void end_line() {
    if (line_.empty()) return;
    const float line = ui_.px(style_.line), rest = baseline_in_line(ui_, style_), spare = ui_.px(1);
    float above = 0, below = 0;  // what formulas need beyond an ordinary line
    for (const Run& run : line_) {
      if (run.formula < 0) continue;
      const FormulaLayout& formula = layout_.formulas[static_cast<size_t>(run.formula)];
      above = std::max(above, formula.ascent + spare - rest);
      below = std::max(below, formula.descent + spare - (line - rest));
    }
    const float baseline = std::floor(y_ + std::max(above, 0.0F) + rest + 0.5F);
    for (Run& run : line_) {
      run.at.x += origin_.x;
      run.at.y = baseline;
      if (run.link >= 0) note_link(run);
      if (run.dots) add_dots(run);
      layout_.runs.push_back(std::move(run));
    }
    y_ += std::max(above, 0.0F) + line + std::max(below, 0.0F);
    line_.clear();
    x_ = 0;
  }

  void note_link(const Run& run) {
    DocumentLayout::LinkPlace& place = layout_.link_places[static_cast<size_t>(run.link)];
    const float up = ui_.px(0.72F * style_.line), down = ui_.px(0.26F * style_.line);
    if (!place.placed) {
      place = {
          {run.at.x, run.at.y - up}, {run.at.x + run.width, run.at.y + down}, std::move(place.words), true};
    } else if (place.max.y == run.at.y + down) {
      place.max.x = run.at.x + run.width;
    }
  }

  void add_dots(const Run& run) {
    float x = run.at.x;
    for (size_t at = 0; at < run.text.size();) {
      unsigned int c = 0;
      const int bytes = ImTextCharFromUtf8(&c, run.text.data() + at, run.text.data() + run.text.size());
      const std::string_view letter =
          std::string_view(run.text).substr(at, static_cast<size_t>(std::max(1, bytes)));
      const float width = text_size(ui_, run.font, letter).x;
      at += letter.size();
      const ImVec2 centre{x + width / 2, run.at.y + ui_.px(5)};
      if (c >= 0x3400 && c < 0xFF00)
        layout_.shapes.push_back({DocumentLayout::Shape::Kind::dot, centre, centre});
      x += width;
    }
  }

  const Ui& ui_;
  const LineStyle& style_;
  ImVec2 origin_;
  float width_, y_, x_ = 0;
  DocumentLayout& layout_;
  std::vector<Run> line_;
};

}  // namespace

float baseline_in_line(const Ui& ui, const LineStyle& style) {
  const ImFont* face = font_of(ui, style.regular);
  return std::floor((ui.px(style.line) - face->FontSize) / 2 + face->Ascent + 0.5F);
}

float set_lines(const Ui& ui, const std::vector<lessons::Span>& spans, const LineStyle& style,
                ImVec2 top_left, float width, DocumentLayout& layout) {
  Filler filler(ui, style, top_left, width, layout);
  for (Unit& unit : Parter(ui, style, width, layout).part(spans)) filler.place(std::move(unit));
  return filler.finish();
}

}  // namespace ganscope::ui
