#include "core/data/points/sampled.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/data/options.h"
#include "core/data/parallel.h"
#include "core/data/points/framed.h"

namespace ganscope::data {
namespace {

constexpr int64_t usual_points = 50000;

}  // namespace

Expected<DatasetPointer> sampled(PointsRequest request, const config::Settings& settings,
                                 const WorkContext& context) {
  auto set = std::make_shared<Dataset>();
  const int64_t chosen = integer_of(settings, count_option());
  set->key = std::move(request.key);
  set->title = std::move(request.title);
  set->form = Form::points;
  set->count = chosen > 0 ? chosen : usual_points;
  set->dimensions = request.law->dimensions();
  const std::shared_ptr<const Law> law = std::move(request.law);
  std::vector<double> drawn;
  drawn.reserve(static_cast<size_t>(set->count * set->dimensions));
  Random random(mix_seed(static_cast<uint64_t>(integer_of(settings, seed_option())), 0));
  std::array<double, 2> point{};
  const std::span<double> x(point.data(), static_cast<size_t>(set->dimensions));
  for (int64_t i = 0; i < set->count; ++i) {
    if (i % 4096 == 0) {
      if (context.cancelled()) return stopped("Sampling points");
      context.report({"Sampling points", i, set->count});
    }
    law->sample(random, x);
    drawn.insert(drawn.end(), x.begin(), x.end());
  }
  set->frame = frame_for(drawn, set->dimensions, /*units=*/false);
  set->points = in_frame(drawn, set->dimensions, set->frame);
  set->modes = in_frame(std::move(request.modes), set->frame);
  set->law = in_frame(law, set->frame);
  return set;
}

Expected<DatasetPointer> sampled_mixture(std::string key, std::string title, int dimensions,
                                         std::vector<Kernel> kernels, const config::Settings& settings,
                                         const WorkContext& context) {
  Modes modes;
  bool equal = true;
  double total = 0;
  for (const Kernel& kernel : kernels) {
    modes.centres.push_back(kernel.centre);
    modes.sigma = std::max(modes.sigma, kernel.sigma);
    equal = equal && kernel.weight == kernels.front().weight;
    total += kernel.weight;
  }
  if (!equal)
    for (const Kernel& kernel : kernels) modes.weights.push_back(kernel.weight / total);
  return sampled({std::move(key), std::move(title),
                  std::make_shared<MixtureLaw>(dimensions, std::move(kernels)), std::move(modes)},
                 settings, context);
}

tl::unexpected<Failure> nothing_after_colon(const std::string& key, const std::string& spec) {
  return fail(FailureKind::usage, key + " takes nothing after a colon", key + ":" + spec,
              "Write " + key + ".");
}

}  // namespace ganscope::data
