#pragma once
#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "app/model/tools.h"
#include "core/language/lines.h"

namespace ganscope::panels::samples {

constexpr int shown_lines = 16, compact_lines = 12;
constexpr int morph_lines = 9;
constexpr std::string_view lines_view_key = "train/lines", morph_view_key = "train/morph";

/// What the text view keeps: where the morph goes to.
struct LinesState final : model::ToolState {
  static constexpr std::string_view key = "train/lines";
  int morph_to = -1;  ///< a fixed latent; −1: nobody chose one
};

[[nodiscard]] inline int morph_from(const model::UiModel& model) {
  return std::clamp(model.selected_latent, 0, model::fixed_latents - 1);
}
/// The chosen one, else one further down the list.
[[nodiscard]] inline int morph_to(const model::UiModel& model) {
  const int chosen = model::tool_state<LinesState>(model).morph_to;
  return chosen >= 0 ? chosen : (morph_from(model) + compact_lines - 3) % compact_lines;
}

/// The line number `index` of an answer; empty: it has none.
[[nodiscard]] inline std::vector<int> line_of(const api::Answer& answer, const api::DataInfo& data,
                                              int index) {
  const size_t bytes = static_cast<size_t>(data.height) * static_cast<size_t>(data.width);
  const size_t begin = static_cast<size_t>(index) * bytes;
  if (index < 0 || bytes == 0 || answer.values.size() < begin + bytes) return {};
  return language::lines_of(std::span(answer.values).subspan(begin, bytes), data.height, data.width).words;
}

}  // namespace ganscope::panels::samples
