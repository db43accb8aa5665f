#include "core/metrics/pictures/kernel_distance.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/base/check.h"
#include "core/base/packed_rows.h"
#include "core/base/random.h"

namespace ganscope::metrics {
namespace {

constexpr uint64_t subset_seed = 20180101;  // fixed: the same subsets in every call

/// The sum of k(x, y) over every row x of `rows` and every packed row y; without the pairs (i, i) when
/// `skip_diagonal`.
double kernel_sum(std::span<const float> rows, const PackedRows& packed, bool skip_diagonal) {
  const size_t d = packed.dimensions(), n = rows.size() / d;
  std::vector<float> products(packed.count());
  double sum = 0;
  for (size_t i = 0; i < n; ++i) {
    packed.dot_products(rows.subspan(i * d, d), products);
    if (skip_diagonal) products[i] = -static_cast<float>(d);  // its kernel value is then 0
    for (const float product : products) {
      const double base = static_cast<double>(product) / static_cast<double>(d) + 1;
      sum += base * base * base;
    }
  }
  return sum;
}

/// `size` different rows, in random order.
std::vector<float> some_rows(std::span<const float> rows, size_t d, size_t size, Random& random) {
  std::vector<size_t> order(rows.size() / d);
  std::iota(order.begin(), order.end(), size_t{0});
  std::vector<float> chosen;
  for (size_t i = 0; i < size; ++i) {
    std::swap(order[i], order[i + random.below(order.size() - i)]);
    const auto row = rows.subspan(order[i] * d, d);
    chosen.insert(chosen.end(), row.begin(), row.end());
  }
  return chosen;
}

}  // namespace

double squared_mmd(std::span<const float> a, std::span<const float> b, int dimensions) {
  const PackedRows packed_a(a, dimensions), packed_b(b, dimensions);
  const auto n = static_cast<double>(packed_a.count()), m = static_cast<double>(packed_b.count());
  GANSCOPE_CHECK(n >= 2 && m >= 2, "a kernel distance needs two rows of each");
  return kernel_sum(a, packed_a, true) / (n * (n - 1)) + kernel_sum(b, packed_b, true) / (m * (m - 1)) -
         2 * kernel_sum(a, packed_b, false) / (n * m);
}

KernelDistance kernel_distance(std::span<const float> a, std::span<const float> b, int dimensions,
                               int subsets, int64_t subset_size) {
  const auto d = static_cast<size_t>(dimensions);
  const size_t size = std::min({a.size() / d, b.size() / d, static_cast<size_t>(subset_size)});
  if (size == a.size() / d && size == b.size() / d) subsets = 1;  // every subset would be the same
  Random random(subset_seed);
  std::vector<double> values;
  for (int s = 0; s < subsets; ++s) {
    const std::vector<float> from_a = some_rows(a, d, size, random), from_b = some_rows(b, d, size, random);
    values.push_back(squared_mmd(from_a, from_b, dimensions));
  }
  KernelDistance result;
  for (const double value : values) result.mean += value / static_cast<double>(values.size());
  double squares = 0;
  for (const double value : values) squares += (value - result.mean) * (value - result.mean);
  const auto k = static_cast<double>(values.size());
  if (k > 1) result.error = std::sqrt(squares / (k - 1) / k);
  return result;
}

}  // namespace ganscope::metrics
