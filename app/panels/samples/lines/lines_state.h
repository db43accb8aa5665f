#pragma once
#include <algorithm>
#include <string_view>

#include "app/model/tools.h"
#include "app/ui/bounded.h"

namespace ganscope::panels::samples {

constexpr int shown_lines = 16, compact_lines = 12;  ///< in one column
using model::morph_lines;
constexpr std::string_view lines_view_key = "train/lines", morph_view_key = "train/morph";

/// What the text view keeps: where the morph goes to.
struct LinesState final : model::ToolState {
  static constexpr std::string_view key = "train/lines";
  int morph_to = -1;  ///< a fixed latent; −1: nobody chose one
};

/// Columns of lines side by side: two where lines are of a few letters.
[[nodiscard]] int line_columns(const api::DataInfo& data);

[[nodiscard]] inline int morph_from(const model::UiModel& model) {
  return ui::within(model.selected_latent, 0, model::fixed_latents - 1);
}
/// The chosen one, else one further down the list.
[[nodiscard]] inline int morph_to(const model::UiModel& model) {
  const int chosen = model::tool_state<LinesState>(model).morph_to;
  return chosen >= 0 ? chosen : (morph_from(model) + compact_lines - 3) % compact_lines;
}

}  // namespace ganscope::panels::samples
