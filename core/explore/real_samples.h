#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/explore/picture_values.h"

namespace ganscope::explore {

/// Samples of the run's data by their numbers, as an encoder takes them: pictures in [−1, 1] or points in the
/// data's frame, [count, values]; and their classes where the model is told them. None where the data are not
/// shared or of another shape, or a number is none of theirs.
[[nodiscard]] RealPictures real_samples(const train::Subject& subject, std::span<const int64_t> numbers);

/// The mean of |a − b| over all values, of which both have as many.
[[nodiscard]] double mean_distance(std::span<const float> a, std::span<const float> b);
/// As many copies of the mean of the rows: what is answered without looking.
[[nodiscard]] std::vector<float> mean_rows(const api::Rows& rows);

}  // namespace ganscope::explore
