#include <cmath>
#include <numbers>

#include "core/data/entries.h"
#include "core/data/options.h"
#include "core/data/points/sampled.h"

namespace ganscope::data {
namespace {

config::Option ring_modes() {
  return number_option("ring_modes", "Clusters", "How many clusters stand on the ring.", int64_t{8}, 1, 64);
}
config::Option ring_radius() {
  return number_option("ring_radius", "Radius", "How far the clusters are from the middle.", 1.0, 0.1, 10);
}
config::Option ring_sigma() {
  return number_option("ring_sigma", "Spread", "The standard deviation of every cluster.", 0.02, 0.001, 1);
}
config::Option grid_side() {
  return number_option("grid_side", "Clusters a side", "The grid has this number of clusters squared.",
                       int64_t{5}, 1, 12);
}
config::Option grid_spacing() {
  return number_option("grid_spacing", "Spacing", "How far neighbouring clusters are apart.", 2.0, 0.1, 10);
}
config::Option grid_sigma() {
  return number_option("grid_sigma", "Spread", "The standard deviation of every cluster.", 0.05, 0.001, 1);
}

Expected<DatasetPointer> load_ring(const config::Settings& settings, const std::string& spec,
                                   const WorkContext& context) {
  if (!spec.empty()) return nothing_after_colon("ring", spec);
  const double sigma = real_of(settings, ring_sigma());
  std::vector<Kernel> kernels;
  const int64_t modes = integer_of(settings, ring_modes());
  const double radius = real_of(settings, ring_radius());
  for (int64_t i = 0; i < modes; ++i) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(modes);
    kernels.push_back({{radius * std::cos(angle), radius * std::sin(angle)}, sigma});
  }
  return sampled_mixture("ring", "Ring of Gaussians", 2, std::move(kernels), settings, context);
}

Expected<DatasetPointer> load_grid(const config::Settings& settings, const std::string& spec,
                                   const WorkContext& context) {
  if (!spec.empty()) return nothing_after_colon("grid", spec);
  const double sigma = real_of(settings, grid_sigma());
  std::vector<Kernel> kernels;
  const int64_t side = integer_of(settings, grid_side());
  const double spacing = real_of(settings, grid_spacing());
  const double middle = static_cast<double>(side - 1) / 2;
  for (int64_t y = 0; y < side; ++y) {
    for (int64_t x = 0; x < side; ++x) {
      kernels.push_back(
          {{(static_cast<double>(x) - middle) * spacing, (static_cast<double>(y) - middle) * spacing},
           sigma});
    }
  }
  return sampled_mixture("grid", "Grid of Gaussians", 2, std::move(kernels), settings, context);
}

config::Option disjoint_distance() {
  return number_option("disjoint_distance", "Distance", "How far the clusters are from the middle.", 1.5, 0.1,
                       10);
}
config::Option disjoint_sigma() {
  return number_option("disjoint_sigma", "Spread", "The standard deviation of every cluster.", 0.2, 0.01, 2);
}

Expected<DatasetPointer> load_disjoint(const config::Settings& settings, const std::string& spec,
                                       const WorkContext& context) {
  if (!spec.empty()) return nothing_after_colon("disjoint", spec);
  const double distance = real_of(settings, disjoint_distance()), sigma = real_of(settings, disjoint_sigma());
  std::vector<Kernel> kernels;
  constexpr std::array shares{0.5, 0.3, 0.2};
  for (size_t i = 0; i < shares.size(); ++i) {
    const double angle = std::numbers::pi * (0.5 + 2.0 / 3 * static_cast<double>(i));
    kernels.push_back({{distance * std::cos(angle), distance * std::sin(angle)}, sigma, shares[i]});
  }
  return sampled_mixture("disjoint", "Disjoint clusters", 2, std::move(kernels), settings, context);
}

}  // namespace

DatasetEntry ring_entry() {
  return {{"ring",
           "Ring of Gaussians",
           "Points in clusters on a circle: the classic test for mode collapse.",
           {ring_modes(), ring_radius(), ring_sigma(), seed_option(), count_option()}},
          load_ring};
}

DatasetEntry grid_entry() {
  return {{"grid",
           "Grid of Gaussians",
           "Points in a square grid of clusters: many modes to find, none to forget.",
           {grid_side(), grid_spacing(), grid_sigma(), seed_option(), count_option()}},
          load_grid};
}

DatasetEntry disjoint_entry() {
  return {
      {"disjoint",
       "Disjoint clusters",
       "Three clusters of half, three tenths and a fifth of the points: has each got its share, and is there "
       "a bridge between them?",
       {disjoint_distance(), disjoint_sigma(), seed_option(), count_option()}},
      load_disjoint};
}

}  // namespace ganscope::data
