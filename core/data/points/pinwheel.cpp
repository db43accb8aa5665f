#include <cmath>
#include <numbers>

#include "core/base/check.h"
#include "core/data/entries.h"
#include "core/data/options.h"
#include "core/data/points/sampled.h"

namespace ganscope::data {
namespace {

config::Option arms() {
  return number_option("pinwheel_arms", "Arms", "How many arms the pinwheel has.", int64_t{5}, 1, 16);
}
config::Option twist() {
  config::Option option =
      number_option("pinwheel_twist", "Twist", "How far an arm turns for every unit away from the middle.",
                    60.0, -360, 360);
  option.unit = "°";
  return option;
}
config::Option along() {
  return number_option("pinwheel_length", "Arm length",
                       "The standard deviation of the points along their arm.", 0.3, 0.02, 1);
}
config::Option across() {
  return number_option("pinwheel_width", "Arm width",
                       "The standard deviation of the points across their arm.", 0.08, 0.01, 1);
}

/// After the pinwheel of Johnson 2016 (structured VAEs): Gaussian arms around a circle of radius 1, twisted.
/// Here the twist turns each point by an angle in proportion to its distance from the middle. That keeps
/// areas, so that the density of a point is the untwisted arm's density at the point turned back.
class PinwheelLaw final : public Law {
 public:
  PinwheelLaw(int64_t arms, double twist, double along, double across)
      : arms_(arms), twist_(twist), along_(along), across_(across) {}

  [[nodiscard]] int dimensions() const override { return 2; }

  [[nodiscard]] double density(std::span<const double> x) const override {
    GANSCOPE_CHECK(x.size() == 2, "`x` has not the law's dimensions");
    const double radius = std::hypot(x[0], x[1]);
    const double angle = std::atan2(x[1], x[0]) - twist_ * radius;
    double sum = 0;
    for (int64_t arm = 0; arm < arms_; ++arm) {
      const double u = (radius * std::cos(angle - direction(arm)) - 1) / along_;
      const double v = radius * std::sin(angle - direction(arm)) / across_;
      sum += std::exp(-0.5 * (u * u + v * v));
    }
    return sum / (static_cast<double>(arms_) * 2 * std::numbers::pi * along_ * across_);
  }

  void sample(Random& random, std::span<double> x) const override {
    GANSCOPE_CHECK(x.size() == 2, "`x` has not the law's dimensions");
    const auto arm = static_cast<int64_t>(random.below(static_cast<uint64_t>(arms_)));
    const double u = 1 + along_ * random.normal(), v = across_ * random.normal();
    const double radius = std::hypot(u, v);
    const double angle = std::atan2(v, u) + direction(arm) + twist_ * radius;
    x[0] = radius * std::cos(angle);
    x[1] = radius * std::sin(angle);
  }

 private:
  [[nodiscard]] double direction(int64_t arm) const {
    return 2 * std::numbers::pi * static_cast<double>(arm) / static_cast<double>(arms_);
  }

  int64_t arms_;
  double twist_;  // radians a unit
  double along_, across_;
};

Expected<DatasetPointer> load_pinwheel(const config::Settings& settings, const std::string& spec,
                                       const WorkContext& context) {
  if (!spec.empty()) return nothing_after_colon("pinwheel", spec);
  auto law = std::make_shared<PinwheelLaw>(integer_of(settings, arms()),
                                           real_of(settings, twist()) * std::numbers::pi / 180,
                                           real_of(settings, along()), real_of(settings, across()));
  return sampled({"pinwheel", "Pinwheel", std::move(law)}, settings, context);
}

}  // namespace

DatasetEntry pinwheel_entry() {
  return {{"pinwheel",
           "Pinwheel",
           "Points in curved arms around the middle: modes that are neither round nor straight.",
           {arms(), twist(), along(), across(), seed_option(), count_option()}},
          load_pinwheel};
}

}  // namespace ganscope::data
