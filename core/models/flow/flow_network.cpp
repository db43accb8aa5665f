#include "core/models/flow/flow_network.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/full.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "core/models/flow/parts.h"
#include "core/networks/editing.h"

namespace ganscope::flow {

at::Tensor features_of(const at::Tensor& times) {
  std::vector<at::Tensor> columns{times};
  for (const double turns : {1.0, 2.0, 4.0}) {
    const at::Tensor angle = times * (std::numbers::pi * turns);
    columns.push_back(angle.sin());
    columns.push_back(angle.cos());
  }
  return at::cat(columns, 1);
}

int latent_dim_of(const networks::Task& task) {
  return task.points ? task.dimensions : task.channels * task.height * task.width;
}

FlowNetwork::FlowNetwork(const config::Settings& settings, const networks::Task& task)
    : Generator(settings, task), task_(task), solver_(solver_of(settings)) {}

at::Tensor FlowNetwork::as_samples(const at::Tensor& latents) const {
  if (task_.points) return latents;
  return latents.view({-1, task_.height, task_.width, task_.channels}).permute({0, 3, 1, 2});
}

at::Tensor FlowNetwork::as_latents(const at::Tensor& samples) {
  return samples.dim() == 2 ? samples : samples.permute({0, 2, 3, 1}).flatten(1);
}

at::Tensor FlowNetwork::carried(const networks::Weights& weights, at::Tensor samples,
                                const at::Tensor& labels, double from, double to) const {
  const double whole = static_cast<double>(solver_.steps) * std::abs(to - from);
  const auto steps = std::max<int64_t>(1, std::llround(whole));
  const double step = (to - from) / static_cast<double>(steps);
  const auto velocity_at = [&](const at::Tensor& x, double time) {
    return velocity(weights, x, at::full({1, 1}, time, weights.flat.options().requires_grad(false)), labels);
  };
  for (int64_t i = 0; i < steps; ++i) {
    const double time = from + static_cast<double>(i) * step;
    at::Tensor v = velocity_at(samples, time);  // as the samples
    if (solver_.heun) v = 0.5 * (v + velocity_at(samples + step * v, time + step));
    samples = samples + step * v;
    if (i + 1 < steps) samples = networks::edited(weights, std::move(samples));
  }
  return samples;
}

at::Tensor FlowNetwork::draw(const networks::Weights& weights, const at::Tensor& input,
                             const at::Tensor& labels, networks::Mode /*mode*/) const {
  const at::Tensor drawn = carried(weights, as_samples(input), labels, 0, 1);
  return task_.points ? drawn : drawn.clamp(-1, 1);
}

}  // namespace ganscope::flow
