#include <cmath>

#include "core/base/check.h"
#include "core/data/entries.h"
#include "core/data/options.h"
#include "core/data/points/sampled.h"
#include "core/data/text/mixture_text.h"

namespace ganscope::data {
namespace {

config::Option two_distance() {
  return number_option("two_gaussians_distance", "Distance", "How far the two middles are apart.", 4.0, 0.1,
                       40);
}
config::Option two_sigma() {
  return number_option("two_gaussians_sigma", "Spread", "The standard deviation of both.", 0.5, 0.01, 10);
}
config::Option two_share() {
  return number_option("two_gaussians_share", "Left share", "How much of the data is in the left one.", 0.5,
                       0.01, 0.99);
}

Expected<DatasetPointer> load_two(const config::Settings& settings, const std::string& spec,
                                  const WorkContext& context) {
  if (!spec.empty()) return nothing_after_colon("two-gaussians", spec);
  const double half = real_of(settings, two_distance()) / 2, sigma = real_of(settings, two_sigma());
  const double share = real_of(settings, two_share());
  return sampled_mixture("two-gaussians", "Two Gaussians", 1,
                         {{{-half, 0}, sigma, share}, {{half, 0}, sigma, 1 - share}}, settings, context);
}

config::Option uniform_centre() {
  return number_option("uniform_centre", "Middle", "Where the middle of the interval is.", 0.0, -100, 100);
}
config::Option uniform_width() {
  return number_option("uniform_width", "Width", "How long the interval is.", 2.0, 0.01, 100);
}

class UniformLaw final : public Law {
 public:
  UniformLaw(double low, double width) : low_(low), width_(width) {}
  [[nodiscard]] int dimensions() const override { return 1; }
  [[nodiscard]] double density(std::span<const double> x) const override {
    GANSCOPE_CHECK(x.size() == 1, "`x` has not the law's dimensions");
    return x[0] >= low_ && x[0] < low_ + width_ ? 1 / width_ : 0;
  }
  void sample(Random& random, std::span<double> x) const override {
    GANSCOPE_CHECK(x.size() == 1, "`x` has not the law's dimensions");
    x[0] = low_ + width_ * random.uniform();
  }

 private:
  double low_, width_;
};

Expected<DatasetPointer> load_uniform(const config::Settings& settings, const std::string& spec,
                                      const WorkContext& context) {
  if (!spec.empty()) return nothing_after_colon("uniform", spec);
  const double width = real_of(settings, uniform_width());
  return sampled({"uniform", "Uniform",
                  std::make_shared<UniformLaw>(real_of(settings, uniform_centre()) - width / 2, width)},
                 settings, context);
}

config::Option exponential_rate() {
  return number_option("exponential_rate", "Rate",
                       "How fast the density falls: the mean is 1 divided by this.", 1.0, 0.01, 100);
}

/// λe^(−λx) for x ≥ 0.
class ExponentialLaw final : public Law {
 public:
  explicit ExponentialLaw(double rate) : rate_(rate) {}
  [[nodiscard]] int dimensions() const override { return 1; }
  [[nodiscard]] double density(std::span<const double> x) const override {
    GANSCOPE_CHECK(x.size() == 1, "`x` has not the law's dimensions");
    return x[0] >= 0 ? rate_ * std::exp(-rate_ * x[0]) : 0;
  }
  void sample(Random& random, std::span<double> x) const override {
    GANSCOPE_CHECK(x.size() == 1, "`x` has not the law's dimensions");
    x[0] = -std::log1p(-random.uniform()) / rate_;
  }

 private:
  double rate_;
};

Expected<DatasetPointer> load_exponential(const config::Settings& settings, const std::string& spec,
                                          const WorkContext& context) {
  if (!spec.empty()) return nothing_after_colon("exponential", spec);
  return sampled(
      {"exponential", "Exponential", std::make_shared<ExponentialLaw>(real_of(settings, exponential_rate()))},
      settings, context);
}

config::Option mixture_parts() {
  return {.key = "mixture_parts",
          .title = "Parts",
          .help = "The Gaussians of the mixture as WEIGHT:MEAN:SIGMA, with commas between them.",
          .initial = std::string("0.3:-2:0.5, 0.7:1:0.8")};
}

Expected<DatasetPointer> load_mixture(const config::Settings& settings, const std::string& spec,
                                      const WorkContext& context) {
  auto kernels = spec.empty() ? read_mixture(text_of(settings, mixture_parts()), "mixture_parts")
                              : read_mixture(spec, "mixture:" + spec);
  if (!kernels) return tl::unexpected(kernels.error());
  return sampled_mixture("mixture", "Mixture", 1, std::move(*kernels), settings, context);
}

}  // namespace

DatasetEntry two_gaussians_entry() {
  return {{"two-gaussians",
           "Two Gaussians",
           "Numbers from two bells: the smallest data set in which a generator can lose half.",
           {two_distance(), two_sigma(), two_share(), seed_option(), count_option()}},
          load_two};
}

DatasetEntry uniform_entry() {
  return {{"uniform",
           "Uniform",
           "Numbers spread evenly over an interval: two hard edges.",
           {uniform_centre(), uniform_width(), seed_option(), count_option()}},
          load_uniform};
}

DatasetEntry exponential_entry() {
  return {{"exponential",
           "Exponential",
           "Numbers from 0 upwards that become rarer and rarer: one hard edge and a long tail.",
           {exponential_rate(), seed_option(), count_option()}},
          load_exponential};
}

DatasetEntry mixture_entry() {
  return {{"mixture",
           "Mixture",
           "Numbers from any mixture of bells, as many and as uneven as you write down.",
           {mixture_parts(), seed_option(), count_option()}},
          load_mixture};
}

}  // namespace ganscope::data
