#include <cmath>
#include <numbers>

#include "core/base/check.h"
#include "core/data/entries.h"
#include "core/data/options.h"
#include "core/data/points/sampled.h"

namespace ganscope::data {
namespace {

config::Option mean(const char* axis) {
  return number_option(std::string("gaussian_mean_") + axis, std::string("Mean ") + axis,
                       std::string("Where the middle of the cloud is on the ") + axis + " axis.", 0.0, -10,
                       10);
}
config::Option sigma(const char* axis, double initial) {
  return number_option(std::string("gaussian_sigma_") + axis, std::string("Spread ") + axis,
                       std::string("The standard deviation of ") + axis +
                           "; its square is the covariance matrix's entry on the diagonal.",
                       initial, 0.01, 10);
}
config::Option correlation() {
  return number_option("gaussian_correlation", "Correlation",
                       "How strongly y follows x, from −1 to 1: the covariance of x and y divided by both "
                       "standard deviations.",
                       0.6, -0.99, 0.99);
}

/// N(μ, Σ) in the plane, Σ = [[σx², ρσxσy], [ρσxσy, σy²]].
class GaussianLaw final : public Law {
 public:
  GaussianLaw(std::array<double, 2> mean, std::array<double, 2> sigma, double correlation)
      : mean_(mean),
        sigma_(sigma),
        correlation_(correlation),
        rest_(std::sqrt(1 - correlation * correlation)) {}

  [[nodiscard]] int dimensions() const override { return 2; }

  [[nodiscard]] double density(std::span<const double> x) const override {
    GANSCOPE_CHECK(x.size() == 2, "`x` has not the law's dimensions");
    // Undoes `sample`: two independent standard normals.
    const double first = (x[0] - mean_[0]) / sigma_[0];
    const double second = ((x[1] - mean_[1]) / sigma_[1] - correlation_ * first) / rest_;
    return std::exp(-0.5 * (first * first + second * second)) /
           (2 * std::numbers::pi * sigma_[0] * sigma_[1] * rest_);
  }

  void sample(Random& random, std::span<double> x) const override {
    GANSCOPE_CHECK(x.size() == 2, "`x` has not the law's dimensions");
    const double first = random.normal(), second = random.normal();
    x[0] = mean_[0] + sigma_[0] * first;
    x[1] = mean_[1] + sigma_[1] * (correlation_ * first + rest_ * second);
  }

 private:
  std::array<double, 2> mean_, sigma_;
  double correlation_, rest_;  // rest: √(1 − ρ²)
};

Expected<DatasetPointer> load_gaussian(const config::Settings& settings, const std::string& spec,
                                       const WorkContext& context) {
  if (!spec.empty()) return nothing_after_colon("gaussian", spec);
  auto law = std::make_shared<GaussianLaw>(
      std::array{real_of(settings, mean("x")), real_of(settings, mean("y"))},
      std::array{real_of(settings, sigma("x", 1.0)), real_of(settings, sigma("y", 0.5))},
      real_of(settings, correlation()));
  return sampled({"gaussian", "Gaussian", std::move(law)}, settings, context);
}

}  // namespace

DatasetEntry gaussian_entry() {
  return {{"gaussian",
           "Gaussian",
           "One slanted cloud of points with any mean and covariance: the simplest thing to learn.",
           {mean("x"), mean("y"), sigma("x", 1.0), sigma("y", 0.5), correlation(), seed_option(),
            count_option()}},
          load_gaussian};
}

}  // namespace ganscope::data
