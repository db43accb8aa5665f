#include "core/metrics/points/histogram.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/check.h"

namespace ganscope::metrics {
namespace {

constexpr double left_out = 0.001;  // of the reference at either end of a coordinate
constexpr double margin = 0.05;     // of the box's size on either side

}  // namespace

Histogram::Histogram(std::span<const float> reference, int dimensions)
    : dimensions_(static_cast<size_t>(dimensions)), side_(dimensions == 1 ? cells_of_line : cells_of_side) {
  GANSCOPE_CHECK(dimensions == 1 || dimensions == 2, "a histogram has one dimension or two");
  const size_t n = reference.size() / dimensions_;
  GANSCOPE_CHECK(n > 0, "a histogram needs a point");
  for (size_t k = 0; k < dimensions_; ++k) {
    std::vector<float> values;
    for (size_t i = 0; i < n; ++i) values.push_back(reference[i * dimensions_ + k]);
    std::ranges::sort(values);
    const auto cut = static_cast<size_t>(left_out * static_cast<double>(n));
    const auto first = static_cast<double>(values[cut]), last = static_cast<double>(values[n - 1 - cut]);
    const double around = std::max(margin * (last - first), 1e-6 * (1 + std::abs(first)));
    low_[k] = first - around;
    size_[k] = last + around - low_[k];
  }
  const std::vector<int64_t> counts = count(reference);
  for (const int64_t here : counts) shares_.push_back(static_cast<double>(here) / static_cast<double>(n));
}

std::vector<int64_t> Histogram::count(std::span<const float> points) const {
  size_t cells = 1;
  for (size_t k = 0; k < dimensions_; ++k) cells *= static_cast<size_t>(side_);
  std::vector<int64_t> counts(cells + 1);
  for (size_t i = 0; i + dimensions_ <= points.size(); i += dimensions_) {
    size_t cell = 0;
    for (size_t k = 0; k < dimensions_; ++k) {
      const double along = side_ * (static_cast<double>(points[i + k]) - low_[k]) / size_[k];
      if (!(along >= 0 && along < side_)) {  // NaN as well
        cell = cells;
        break;
      }
      cell = cell * static_cast<size_t>(side_) + static_cast<size_t>(along);
    }
    ++counts[cell];
  }
  return counts;
}

Divergences Histogram::compare(std::span<const float> points) const {
  const std::vector<int64_t> counts = count(points);
  const auto n = static_cast<double>(points.size() / dimensions_);
  GANSCOPE_CHECK(n > 0, "a histogram needs a point");
  std::vector<double> plain, smooth;
  const double pseudo = 1.0 / static_cast<double>(counts.size());
  for (const int64_t here : counts) {
    plain.push_back(static_cast<double>(here) / n);
    smooth.push_back((static_cast<double>(here) + pseudo) / (n + 1));
  }
  return {divergences(shares_, smooth).kl, divergences(shares_, plain).js};
}

Divergences divergences(std::span<const double> data, std::span<const double> model) {
  GANSCOPE_CHECK(data.size() == model.size(), "the histograms have different cells");
  Divergences result;
  const auto term = [](double a, double b) { return a > 0 ? a * std::log(a / b) : 0.0; };
  for (size_t i = 0; i < data.size(); ++i) {
    const double middle = (data[i] + model[i]) / 2;
    result.kl +=
        model[i] > 0 || data[i] <= 0 ? term(data[i], model[i]) : std::numeric_limits<double>::infinity();
    result.js += (term(data[i], middle) + term(model[i], middle)) / 2;
  }
  return result;
}

}  // namespace ganscope::metrics
