#pragma once
#include <cstddef>
#include <deque>
#include <functional>
#include <span>
#include <vector>

#include "core/diagnose/course.h"

// How rules look at a course.
namespace ganscope::diagnose {

/// The newest bins that cover `seconds` and `least` bins; none when the run is shorter.
[[nodiscard]] std::vector<Bin> newest_bins(const Course& course, double seconds, size_t least);

/// NaN when a bin has no value.
[[nodiscard]] double mean_of(std::span<const Bin> bins, Curve curve);

/// What D says of real samples and of fakes, and how G is pulled, by their curves.
struct DuelCurves {
  Curve real = Curve::d_real, fake = Curve::d_fake, pull = Curve::grad_g;
};

using Holds = std::function<bool(const Measured&)>;

/// Whether the measurements before `end` agree with `holds`: at least so many in a row, over at least so long
/// a time.
[[nodiscard]] bool agree(const std::deque<Measured>& all, size_t end, size_t least, double seconds,
                         const Holds& holds);
/// Whether the newest measurements do.
[[nodiscard]] bool agree(const Course& course, const Holds& holds);

/// Whether samples of measurement after measurement are far from the data, whatever the networks say.
[[nodiscard]] bool samples_are_poor(const Course& course);

/// The figure that says how far samples are from the data, smaller is better: Fréchet of pictures, of points
/// JS.
[[nodiscard]] Figure distance_of(const Course& course);

}  // namespace ganscope::diagnose
