#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

// Samples that models with an encoder never learn from, so that it can be said how near they give back what
// they have not seen: every sixteenth of a data set that has enough.
namespace ganscope::data {

constexpr int64_t held_out_every = 16, fewest_to_hold_out_of = 256;

/// Whether sample `index` of `count` is one of them.
[[nodiscard]] constexpr bool is_held_out(int64_t index, int64_t count) {
  return count >= fewest_to_hold_out_of && index % held_out_every == held_out_every - 1;
}

/// At most `most` of them, spread evenly over the data; of a smaller data set, which holds none out, of all.
[[nodiscard]] inline std::vector<int64_t> held_out_samples(int64_t count, int64_t most) {
  std::vector<int64_t> all, some;
  for (int64_t i = 0; i < count; ++i)
    if (count < fewest_to_hold_out_of || is_held_out(i, count)) all.push_back(i);
  const auto there = static_cast<int64_t>(all.size()), wanted = std::min(most, there);
  for (int64_t i = 0; i < wanted; ++i) some.push_back(all[static_cast<size_t>(i * there / wanted)]);
  return some;
}

}  // namespace ganscope::data
