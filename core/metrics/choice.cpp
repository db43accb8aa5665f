#include "core/metrics/choice.h"

#include <numeric>
#include <utility>

#include "core/base/random.h"

namespace ganscope::metrics {

std::vector<int64_t> shuffled_indices(int64_t count) {
  constexpr uint64_t seed = 20170626;
  std::vector<int64_t> order(static_cast<size_t>(count));
  std::iota(order.begin(), order.end(), int64_t{0});
  Random random(seed);
  for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  return order;
}

}  // namespace ganscope::metrics
