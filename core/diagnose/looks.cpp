#include "core/diagnose/looks.h"

#include "core/diagnose/thresholds.h"

namespace ganscope::diagnose {

using T = Thresholds;

std::vector<Bin> newest_bins(const Course& course, double seconds, size_t least) {
  const auto& bins = course.bins();
  if (bins.size() < least || course.seconds() - bins.front().seconds < seconds) return {};
  size_t first = bins.size() - least;
  while (first > 0 && course.seconds() - bins[first].seconds < seconds) --first;
  return {bins.begin() + static_cast<std::ptrdiff_t>(first), bins.end()};
}

double mean_of(std::span<const Bin> bins, Curve curve) {
  double sum = 0;
  for (const Bin& bin : bins) sum += bin[curve];
  return bins.empty() ? no_value : sum / static_cast<double>(bins.size());
}

bool agree(const std::deque<Measured>& all, size_t end, size_t least, double seconds, const Holds& holds) {
  for (size_t count = 1; count <= end && holds(all[end - count]); ++count)
    if (count >= least && all[end - 1].seconds - all[end - count].seconds >= seconds) return true;
  return false;
}

bool agree(const Course& course, const Holds& holds) {
  const auto& all = course.measured();
  return agree(all, all.size(), T::agreeing, T::agreeing_s, holds);
}

bool samples_are_poor(const Course& course) {
  return agree(course, [&](const Measured& m) {
    return course.value(m, Figure::high_quality) < T::poor_quality ||
           course.value(m, Figure::frechet) > T::poor_frechet * course.floor(Figure::frechet);
  });
}

Figure distance_of(const Course& course) {
  return course.measures(Figure::frechet) ? Figure::frechet : Figure::js;
}

}  // namespace ganscope::diagnose
