#include <cmath>
#include <numbers>

#include "core/base/random.h"
#include "core/data/entries.h"
#include "core/data/options.h"
#include "core/data/parallel.h"

namespace ganscope::data {
namespace {

constexpr int64_t usual_count = 50000;

config::Option number_option(std::string key, std::string title, std::string help, config::Value initial,
                             double min, double max) {
  return {.key = std::move(key),
          .title = std::move(title),
          .help = std::move(help),
          .initial = std::move(initial),
          .min = min,
          .max = max,
          .choices = {},
          .unit = ""};
}

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

/// Points of an equal mixture: the mode by chance, then a normal deviation in x and y.
Expected<DatasetPointer> sampled(Dataset set, const config::Settings& settings, const WorkContext& context) {
  const int64_t chosen = integer_of(settings, count_option());
  set.kind = Kind::points;
  set.count = chosen > 0 ? chosen : usual_count;
  set.dimensions = 2;
  set.points.reserve(static_cast<size_t>(set.count) * 2);
  Random random(mix_seed(static_cast<uint64_t>(integer_of(settings, seed_option())), 0));
  for (int64_t i = 0; i < set.count; ++i) {
    if (i % 4096 == 0) {
      if (context.cancelled()) return stopped("Sampling points");
      context.report({"Sampling points", i, set.count});
    }
    const auto& centre = set.modes.centres[random.below(set.modes.centres.size())];
    for (const double middle : centre) {
      set.points.push_back(static_cast<float>(middle + set.modes.sigma * random.normal()));
    }
  }
  return std::make_shared<const Dataset>(std::move(set));
}

tl::unexpected<Failure> nothing_after_colon(const std::string& key, const std::string& spec) {
  return fail(FailureKind::usage, key + " takes nothing after a colon", key + ":" + spec,
              "Write " + key + ".");
}

Expected<DatasetPointer> load_ring(const config::Settings& settings, const std::string& spec,
                                   const WorkContext& context) {
  if (!spec.empty()) return nothing_after_colon("ring", spec);
  Dataset set;
  set.key = "ring";
  set.title = "Ring of Gaussians";
  set.modes.sigma = real_of(settings, ring_sigma());
  const int64_t modes = integer_of(settings, ring_modes());
  const double radius = real_of(settings, ring_radius());
  for (int64_t i = 0; i < modes; ++i) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(modes);
    set.modes.centres.push_back({radius * std::cos(angle), radius * std::sin(angle)});
  }
  return sampled(std::move(set), settings, context);
}

Expected<DatasetPointer> load_grid(const config::Settings& settings, const std::string& spec,
                                   const WorkContext& context) {
  if (!spec.empty()) return nothing_after_colon("grid", spec);
  Dataset set;
  set.key = "grid";
  set.title = "Grid of Gaussians";
  set.modes.sigma = real_of(settings, grid_sigma());
  const int64_t side = integer_of(settings, grid_side());
  const double spacing = real_of(settings, grid_spacing());
  const double middle = static_cast<double>(side - 1) / 2;
  for (int64_t y = 0; y < side; ++y) {
    for (int64_t x = 0; x < side; ++x) {
      set.modes.centres.push_back(
          {(static_cast<double>(x) - middle) * spacing, (static_cast<double>(y) - middle) * spacing});
    }
  }
  return sampled(std::move(set), settings, context);
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

}  // namespace ganscope::data
