#pragma once
#include <vector>

#include "app/ui/widgets/document_layout.h"

namespace ganscope::ui {

/// How the words of a block are set.
struct LineStyle {
  Font regular = Font::lesson, strong = Font::title, mono = Font::mono;
  float italic_factor = 1;         ///< how much larger than the lessons' italics
  float formula = inline_formula;  ///< em
  float line = 26;                 ///< from baseline to baseline, design px
  DocumentColour colour = DocumentColour::text;
};

/// Sets spans in lines of `width` pixels from `top_left` on, into the layout's runs. Chinese may end a line
/// between two letters, and no line begins with a closing mark or ends with an opening one. Returns the
/// height.
float set_lines(const Ui& ui, const std::vector<lessons::Span>& spans, const LineStyle& style,
                ImVec2 top_left, float width, DocumentLayout& layout);

/// Where the baseline of a line's text is below its top, whole pixels.
[[nodiscard]] float baseline_in_line(const Ui& ui, const LineStyle& style);

}  // namespace ganscope::ui
