#include "core/metrics/points/optimal_discriminator.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/base/check.h"

namespace ganscope::metrics {
namespace {

constexpr size_t bandwidths = 16;
constexpr double widest = 0.5;  // bandwidth over the points' standard deviation; the narrowest is 1/181 of it

double squared_distance(std::span<const float> a, std::span<const float> b) {
  double sum = 0;
  for (size_t k = 0; k < a.size(); ++k) {
    const double difference = static_cast<double>(a[k]) - static_cast<double>(b[k]);
    sum += difference * difference;
  }
  return sum;
}

/// The root of the mean variance of the coordinates.
double spread_of(std::span<const float> points, size_t d) {
  const auto n = static_cast<double>(points.size() / d);
  double variance = 0;
  for (size_t k = 0; k < d; ++k) {
    double sum = 0, squares = 0;
    for (size_t i = k; i < points.size(); i += d) sum += static_cast<double>(points[i]);
    for (size_t i = k; i < points.size(); i += d) {
      const double difference = static_cast<double>(points[i]) - sum / n;
      squares += difference * difference;
    }
    variance += squares / n / static_cast<double>(d);
  }
  return std::sqrt(variance);
}

bool all_finite(std::span<const float> values) {
  return std::ranges::all_of(values, [](float value) { return std::isfinite(value); });
}

/// Bandwidth number c has the square of the widest over 2^c, so that its kernel is the widest one's, squared
/// c times.
double bandwidth_number(size_t c, double spread) {
  return widest * spread / std::sqrt(static_cast<double>(size_t{1} << c));
}

}  // namespace

KernelDensity::KernelDensity(std::span<const float> points, int dimensions)
    : points_(points.begin(), points.end()),
      dimensions_(static_cast<size_t>(dimensions)),
      count_(points.size() / static_cast<size_t>(dimensions)) {
  GANSCOPE_CHECK(count_ >= 2, "a density needs two points");
  const double spread = spread_of(points, dimensions_);
  if (spread <= 0) {  // all the same: as narrow as can be
    bandwidth_ = 1e-6 * (1 + std::abs(static_cast<double>(points_.front())));
    return;
  }
  const double h = bandwidth_number(0, spread);
  std::vector<std::array<double, bandwidths>> sums(count_);
  for (size_t i = 0; i < count_; ++i)
    for (size_t j = 0; j < i; ++j) {
      const double distance = squared_distance({&points_[i * dimensions_], dimensions_},
                                               {&points_[j * dimensions_], dimensions_});
      double kernel = std::exp(-distance / (2 * h * h));
      for (size_t c = 0; c < bandwidths && kernel > 1e-12; ++c, kernel *= kernel) {
        sums[i][c] += kernel;
        sums[j][c] += kernel;
      }
    }
  double best = -std::numeric_limits<double>::infinity();
  for (size_t c = 0; c < bandwidths; ++c) {
    const double width = bandwidth_number(c, spread);
    const double norm = std::pow(std::sqrt(2 * std::numbers::pi) * width, -dimensions);
    // A point far from all others would forbid every narrow bandwidth; below this it counts the same under
    // all.
    const double least = 1e-6 * std::pow(spread, -dimensions);
    double likelihood = 0;
    for (const auto& sum : sums)
      likelihood += std::log(std::max(norm * sum[c] / static_cast<double>(count_ - 1), least));
    if (likelihood <= best) continue;
    best = likelihood;
    bandwidth_ = width;
  }
}

double KernelDensity::sum_at(std::span<const float> x) const {
  const double factor = -1 / (2 * bandwidth_ * bandwidth_);
  double sum = 0;
  for (size_t i = 0; i < count_; ++i)
    sum += std::exp(factor * squared_distance(x, {&points_[i * dimensions_], dimensions_}));
  return sum;
}

double KernelDensity::at(std::span<const float> x) const {
  const double norm =
      std::pow(std::sqrt(2 * std::numbers::pi) * bandwidth_, -static_cast<double>(dimensions_));
  return norm * sum_at(x) / static_cast<double>(count_);
}

double KernelDensity::without_itself(size_t i) const {
  const double norm =
      std::pow(std::sqrt(2 * std::numbers::pi) * bandwidth_, -static_cast<double>(dimensions_));
  const double others = sum_at({&points_[i * dimensions_], dimensions_}) - 1;
  return norm * std::max(others, 0.0) / static_cast<double>(count_ - 1);
}

double optimal_discriminator(double p_data, double p_model) {
  return p_data > 0 ? p_data / (p_data + p_model) : 0;
}

double distance_to_optimum(const data::Law& law, std::span<const float> real, std::span<const float> d_real,
                           std::span<const float> fake, std::span<const float> d_fake) {
  const auto d = static_cast<size_t>(law.dimensions());
  GANSCOPE_CHECK(real.size() == d * d_real.size() && fake.size() == d * d_fake.size() && !d_real.empty(),
                 "every point needs D's judgement");
  if (!all_finite(real) || !all_finite(fake) || !all_finite(d_real) || !all_finite(d_fake))
    return std::numeric_limits<double>::quiet_NaN();
  const KernelDensity model(fake, law.dimensions());
  const auto p_data = [&](std::span<const float> point) {
    const std::array<double, 2> x{static_cast<double>(point[0]), static_cast<double>(point[d - 1])};
    return law.density({x.data(), d});
  };
  double of_real = 0, of_fake = 0;
  for (size_t i = 0; i < d_real.size(); ++i) {
    const auto point = real.subspan(i * d, d);
    of_real +=
        std::abs(static_cast<double>(d_real[i]) - optimal_discriminator(p_data(point), model.at(point)));
  }
  for (size_t i = 0; i < d_fake.size(); ++i) {
    const auto point = fake.subspan(i * d, d);
    of_fake += std::abs(static_cast<double>(d_fake[i]) -
                        optimal_discriminator(p_data(point), model.without_itself(i)));
  }
  return (of_real / static_cast<double>(d_real.size()) + of_fake / static_cast<double>(d_fake.size())) / 2;
}

}  // namespace ganscope::metrics
