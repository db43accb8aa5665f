#include "core/metrics/choice.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/base/random.h"

namespace ganscope::metrics {
namespace {

constexpr uint64_t seed = 20170626;

template <class T>
void shuffle(std::vector<T>& values) {
  Random random(seed);
  for (size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[random.below(i)]);
}

}  // namespace

std::vector<int64_t> shuffled_indices(int64_t count) {
  std::vector<int64_t> order(static_cast<size_t>(count));
  std::iota(order.begin(), order.end(), int64_t{0});
  shuffle(order);
  return order;
}

std::vector<int> labels_in_shares(std::span<const uint8_t> labels, int count) {
  std::vector<uint8_t> sorted(labels.begin(), labels.end());
  std::ranges::sort(sorted);
  std::vector<int> chosen;
  const auto wanted = static_cast<size_t>(std::max(count, 0));
  for (size_t i = 0; i < wanted && !sorted.empty(); ++i)
    chosen.push_back(sorted[(2 * i + 1) * sorted.size() / (2 * wanted)]);
  shuffle(chosen);
  return chosen;
}

}  // namespace ganscope::metrics
