#include <cmath>
#include <numbers>

#include "core/data/entries.h"
#include "core/data/laws/curve_law.h"
#include "core/data/options.h"
#include "core/data/points/sampled.h"

namespace ganscope::data {
namespace {

using std::numbers::pi;

config::Option noise(const std::string& key, double initial) {
  return number_option(key, "Noise", "The standard deviation of the points around the curve, in x and in y.",
                       initial, 0.005, 1);
}

config::Option spiral_turns() {
  return number_option("spiral_turns", "Turns", "How often the spiral winds around the middle.", 1.5, 0.25,
                       4);
}
config::Option spiral_arms() {
  return number_option("spiral_arms", "Arms", "How many spirals turn into each other.", int64_t{1}, 1, 4);
}
config::Option spiral_radius() {
  return number_option("spiral_radius", "Radius", "How far the spiral reaches from the middle.", 1.0, 0.1,
                       10);
}
config::Option spiral_sigma() { return noise("spiral_sigma", 0.03); }

Expected<DatasetPointer> load_spiral(const config::Settings& settings, const std::string& spec,
                                     const WorkContext& context) {
  if (!spec.empty()) return nothing_after_colon("spiral", spec);
  const int64_t arms = integer_of(settings, spiral_arms());
  const double radius = real_of(settings, spiral_radius()), turns = real_of(settings, spiral_turns());
  std::vector<Curve> curves;
  for (int64_t arm = 0; arm < arms; ++arm) {
    const double start = 2 * pi * static_cast<double>(arm) / static_cast<double>(arms);
    curves.push_back({[=](double t) {  // Archimedes' spiral, begun a little off the middle
      const double r = radius * (0.1 + 0.9 * t), angle = start + 2 * pi * turns * t;
      return std::array{r * std::cos(angle), r * std::sin(angle)};
    }});
  }
  return sampled({"spiral", "Spiral", law_along(curves, real_of(settings, spiral_sigma()))}, settings,
                 context);
}

config::Option moons_sigma() { return noise("moons_sigma", 0.06); }

Expected<DatasetPointer> load_moons(const config::Settings& settings, const std::string& spec,
                                    const WorkContext& context) {
  if (!spec.empty()) return nothing_after_colon("moons", spec);
  const std::vector<Curve> curves{{[](double t) {
                                    return std::array{std::cos(pi * t) - 0.5, std::sin(pi * t) - 0.25};
                                  }},
                                  {[](double t) {
                                    return std::array{0.5 - std::cos(pi * t), 0.25 - std::sin(pi * t)};
                                  }}};
  return sampled({"moons", "Two moons", law_along(curves, real_of(settings, moons_sigma()))}, settings,
                 context);
}

config::Option circles_inner() {
  return number_option("circles_inner", "Inner circle",
                       "The radius of the inner circle, where that of the outer one is 1.", 0.5, 0.05, 0.95);
}
config::Option circles_sigma() { return noise("circles_sigma", 0.04); }

Expected<DatasetPointer> load_circles(const config::Settings& settings, const std::string& spec,
                                      const WorkContext& context) {
  if (!spec.empty()) return nothing_after_colon("circles", spec);
  std::vector<Curve> curves;
  for (const double radius : {1.0, real_of(settings, circles_inner())}) {
    curves.push_back({[=](double t) {
      return std::array{radius * std::cos(2 * pi * t), radius * std::sin(2 * pi * t)};
    }});
  }
  return sampled({"circles", "Two circles", law_along(curves, real_of(settings, circles_sigma()))}, settings,
                 context);
}

config::Option line_length() {
  return number_option("line_length", "Length", "How long the line is.", 2.0, 0.1, 20);
}
config::Option line_angle() {
  config::Option option = number_option("line_angle", "Angle", "How steeply the line rises.", 30.0, -90, 90);
  option.unit = "°";
  return option;
}
config::Option line_sigma() { return noise("line_sigma", 0.05); }

Expected<DatasetPointer> load_line(const config::Settings& settings, const std::string& spec,
                                   const WorkContext& context) {
  if (!spec.empty()) return nothing_after_colon("line", spec);
  const double length = real_of(settings, line_length()), angle = real_of(settings, line_angle()) * pi / 180;
  const Curve line{[=](double t) {
    return std::array{length * (t - 0.5) * std::cos(angle), length * (t - 0.5) * std::sin(angle)};
  }};
  return sampled({"line", "Line", law_along({line}, real_of(settings, line_sigma()))}, settings, context);
}

}  // namespace

DatasetEntry spiral_entry() {
  return {{"spiral",
           "Spiral",
           "Points along a spiral: the generator must roll up a sheet of noise.",
           {spiral_turns(), spiral_arms(), spiral_radius(), spiral_sigma(), seed_option(), count_option()}},
          load_spiral};
}

DatasetEntry moons_entry() {
  return {{"moons",
           "Two moons",
           "Points along two half circles that reach into each other without touching.",
           {moons_sigma(), seed_option(), count_option()}},
          load_moons};
}

DatasetEntry circles_entry() {
  return {{"circles",
           "Two circles",
           "Points along a circle within a circle, half of them on each.",
           {circles_inner(), circles_sigma(), seed_option(), count_option()}},
          load_circles};
}

DatasetEntry line_entry() {
  return {{"line",
           "Line",
           "Points along a straight line: data that fill almost nothing of the plane.",
           {line_length(), line_angle(), line_sigma(), seed_option(), count_option()}},
          load_line};
}

}  // namespace ganscope::data
