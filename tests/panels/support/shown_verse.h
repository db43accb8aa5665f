#pragma once
#include <cstdint>
#include <vector>

#include "core/api/ask.h"
#include "core/api/measures.h"
#include "core/api/status.h"

/// What a run of `verse` shows: lines of the grammar, one in four of which says a noun twice.
namespace ganscope::testing {

[[nodiscard]] api::DataInfo verse_data();
/// One line, as values and as it is painted.
void append_verse(uint64_t seed, bool real, std::vector<uint8_t>& values, std::vector<uint8_t>& rgba);
/// Px of the picture of a line.
[[nodiscard]] int painted_verse();
/// As the tool "lines" says it of what `result` has: a real line that differs at one place, and how much D
/// would gain.
void answer_with_nearest_verse(api::Answer& result);
/// Valid and copied lines, and each rule; learned within some hundred steps.
[[nodiscard]] api::MeasureTable verse_measures();
[[nodiscard]] std::vector<api::MeasureRow> verse_measured(int64_t steps);

}  // namespace ganscope::testing
