#include "core/data/laws/kernel_estimate.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"

namespace ganscope::data {
namespace {

size_t stride(size_t i, size_t kernels, size_t count) { return i * count / kernels; }

std::array<double, 2> scott(std::span<const float> points, size_t dimensions) {
  GANSCOPE_CHECK(dimensions == 1 || dimensions == 2, "points have one or two dimensions");
  const size_t count = points.size() / dimensions;
  GANSCOPE_CHECK(count >= 2, "a kernel estimate needs at least two points");
  const auto kernels = static_cast<double>(std::min(count, KernelEstimate::most_kernels));
  std::array<double, 2> width{1, 1};
  double widest = 0;
  for (size_t d = 0; d < dimensions; ++d) {
    double mean = 0, squares = 0;
    for (size_t i = 0; i < count; ++i) mean += static_cast<double>(points[i * dimensions + d]);
    mean /= static_cast<double>(count);
    for (size_t i = 0; i < count; ++i)
      squares += std::pow(static_cast<double>(points[i * dimensions + d]) - mean, 2);
    width[d] = std::sqrt(squares / static_cast<double>(count)) *
               std::pow(kernels, -1.0 / static_cast<double>(dimensions + 4));
    widest = std::max(widest, width[d]);
  }
  GANSCOPE_CHECK(widest > 0, "a kernel estimate needs points that differ");
  // A column that never changes has no width of its own: a thousandth of the other's.
  for (size_t d = 0; d < dimensions; ++d) width[d] = std::max(width[d], 1e-3 * widest);
  return width;
}

std::vector<Kernel> kernels_of(std::span<const float> points, size_t dimensions,
                               const std::array<double, 2>& bandwidth) {
  const size_t count = points.size() / dimensions;
  const size_t wanted = std::min(count, KernelEstimate::most_kernels);
  std::vector<Kernel> kernels(wanted);
  for (size_t i = 0; i < wanted; ++i)
    for (size_t d = 0; d < dimensions; ++d)
      kernels[i].centre[d] =
          static_cast<double>(points[stride(i, wanted, count) * dimensions + d]) / bandwidth[d];
  return kernels;
}

}  // namespace

KernelEstimate::KernelEstimate(std::span<const float> points, int dimensions)
    : bandwidth_(scott(points, static_cast<size_t>(dimensions))),
      kernels_(dimensions, kernels_of(points, static_cast<size_t>(dimensions), bandwidth_)) {}

double KernelEstimate::density(std::span<const double> x) const {
  GANSCOPE_CHECK(x.size() == static_cast<size_t>(dimensions()), "`x` has not the law's dimensions");
  std::array<double, 2> scaled{};
  for (size_t d = 0; d < x.size(); ++d) scaled[d] = x[d] / bandwidth_[d];
  return kernels_.density({scaled.data(), x.size()}) / (bandwidth_[0] * bandwidth_[1]);
}

void KernelEstimate::sample(Random& random, std::span<double> x) const {
  kernels_.sample(random, x);
  for (size_t d = 0; d < x.size(); ++d) x[d] *= bandwidth_[d];
}

}  // namespace ganscope::data
