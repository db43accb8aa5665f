#include "core/models/flow/flow_replica.h"

#include <ATen/ops/full.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/models/flow/parts.h"
#include "core/models/replica/point_units.h"
#include "core/models/replica/rows.h"
#include "core/models/torch_compat.h"

namespace ganscope::flow {
namespace {

using models::chunk;

void append(std::vector<float>& to, const at::Tensor& rows) {
  const at::Tensor plain = rows.to(at::kCPU).contiguous();
  to.insert(to.end(), plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel());
}

}  // namespace

FlowReplica::FlowReplica(std::unique_ptr<FlowNetwork> network, const networks::Task& task)
    : FlowReplica(*network, std::move(network), task) {}

FlowReplica::FlowReplica(FlowNetwork& flow, std::unique_ptr<FlowNetwork>&& owned, const networks::Task& task)
    : GeneratorReplica(std::move(owned), nullptr, task, plans_of(flow)),
      flow_(&flow),
      usual_(flow.solver()) {}

Expected<networks::Weights> FlowReplica::weights_of(const train::Snapshot& snapshot, api::Model model,
                                                    const std::vector<float>& rows) const {
  Solver solver = usual_;
  if (const auto* own = dynamic_cast<const models::ModelSnapshot*>(&snapshot)) {
    const auto steps = own->progress().tuned.find("ode_steps");  // a kept moment has none
    if (steps != own->progress().tuned.end()) solver.steps = std::llround(steps->second);
  }
  flow_->solve_by(solver);
  return GeneratorReplica::weights_of(snapshot, model, rows);
}

Expected<api::Rows> FlowReplica::encode(const train::Snapshot& snapshot, api::Model model,
                                        const api::Rows& samples) {
  const c10::InferenceMode inference;
  const auto weights = weights_of(snapshot, model, {});
  if (!weights) return tl::unexpected(weights.error());
  if (auto good = check_samples(samples); !good) return tl::unexpected(good.error());
  if (task().classes > 0)
    return fail(FailureKind::unsupported, "which way a sample came depends on its class", "labels",
                "train without labels: conditional = false");
  const auto& own = dynamic_cast<const models::ModelSnapshot&>(snapshot);
  api::Rows codes{samples.count, task().latent_dim, {}};
  for (int64_t from = 0; from < samples.count; from += chunk) {
    const int64_t n = std::min<int64_t>(chunk, samples.count - from);
    append(codes.values,
           FlowNetwork::as_latents(flow_->carried(*weights, sample_rows(samples, from, n, own), {}, 1, 0)));
  }
  return codes;
}

Expected<api::Rows> FlowReplica::features(const train::Snapshot& /*snapshot*/, api::Model /*model*/,
                                          const std::vector<float>& /*latents*/,
                                          const std::vector<int>& /*labels*/, api::Space /*space*/) {
  return fail(FailureKind::unsupported,
              "a flow asks its network many times for one sample, so it has no first features", "network",
              "choose directions by what the data say, or train a GAN");
}

Expected<train::Current> FlowReplica::current(const train::Snapshot& snapshot, api::Model model,
                                              const train::CurrentAsk& ask) {
  const c10::InferenceMode inference;
  const auto weights = weights_of(snapshot, model, ask.latents);
  if (!weights) return tl::unexpected(weights.error());
  if (!task().points)
    return fail(FailureKind::unsupported, "a field of arrows is drawn of points", "data",
                "look at the stages of pictures");
  if (task().classes > 0)
    return fail(FailureKind::unsupported, "every class has a field of its own", "labels",
                "train without labels: conditional = false");
  const auto& scale = dynamic_cast<const models::ModelSnapshot&>(snapshot).scale();
  const auto width = static_cast<size_t>(task().dimensions);
  const auto device = weights->flat.device();
  train::Current current;
  const auto count = static_cast<int64_t>(ask.latents.size() / width);
  const at::Tensor latents = models::rows_of(ask.latents, 0, count, task().dimensions).to(device);
  append(current.points, ask.time > 0 ? flow_->carried(*weights, latents, {}, 0, ask.time) : latents);
  const std::vector<float> places = models::into_units(ask.places, scale, width);
  const at::Tensor at_places =
      models::rows_of(places, 0, static_cast<int64_t>(places.size() / width), task().dimensions).to(device);
  append(current.velocities,
         flow_->velocity(*weights, at_places, at::full({1, 1}, ask.time, weights->flat.options()), {}));
  for (size_t i = 0; i < current.points.size(); ++i)
    current.points[i] = current.points[i] * scale.unit[i % width] + scale.centre[i % width];
  for (size_t i = 0; i < current.velocities.size(); ++i) current.velocities[i] *= scale.unit[i % width];
  return current;
}

}  // namespace ganscope::flow
