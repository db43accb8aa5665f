#pragma once
#include <cstdint>

#include "core/data/dataset.h"

namespace ganscope::data {

/// Samples [from, from + count) with their labels, attributes and, where they are paired, inputs.
[[nodiscard]] std::shared_ptr<Dataset> part_of(const Dataset& set, int64_t from, int64_t count);

/// How many of `count` are held out.
[[nodiscard]] int64_t held_out_count(int64_t count);

/// Takes the last ones of paired data out of training; of too few it says so in a remark.
[[nodiscard]] DatasetPointer hold_out(const std::shared_ptr<Dataset>& set);

}  // namespace ganscope::data
