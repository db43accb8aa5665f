#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/tensor.h>

#include <algorithm>
#include <functional>
#include <span>
#include <utility>

#include "core/models/learning/state.h"
#include "core/models/replica/generator_replica.h"
#include "core/models/replica/point_units.h"
#include "core/models/torch_compat.h"
#include "core/objectives/objective.h"

// D over the plane, and what it makes G's points do: by plain loops where D is a plain MLP, else by LibTorch.
namespace ganscope::models {
namespace {

/// Slopes by D's own units → by those of the frame.
void out_of_units(std::vector<float>& slopes, const PointScale& scale, size_t dimensions) {
  for (size_t i = 0; i < slopes.size(); ++i) slopes[i] /= scale.unit[i % dimensions];
}

std::vector<double> as_doubles(const float* values, size_t count) { return {values, values + count}; }

/// ∂loss/∂logit of every fake, from logits of fakes and of real points.
using LossSlopes = std::function<std::vector<double>(std::span<const double> fake)>;

}  // namespace

Expected<networks::Weights> GeneratorReplica::judge_of_points(const train::Snapshot& snapshot) const {
  const auto d = judge_weights(snapshot);
  if (!d) return tl::unexpected(d.error());
  if (!task_.points || task_.classes > 0)
    return fail(FailureKind::unsupported, "D judges no points without a label", "points",
                "train on points, unconditionally");
  if (task_.packing > 1)
    return fail(FailureKind::unsupported, "D judges several points at once, none by itself", "points",
                "set packing to 1");
  return *d;
}

networks::PlainMlp* GeneratorReplica::plain_judge(const networks::Weights& d) {
  if (!d.flat.device().is_cpu()) return nullptr;
  if (!plain_d_)
    if (auto plan = d_->plain()) plain_d_ = std::make_unique<networks::PlainMlp>(std::move(*plan));
  return plain_d_.get();
}

namespace {

/// D by LibTorch on points in its own units: logits [count] and, with `by_logit`, how Σ by_logit(logits) ·
/// logits changes with the points.
std::vector<float> judge_by_graph(const networks::Discriminator& d, const networks::Weights& weights,
                                  const std::vector<float>& own, int64_t dimensions,
                                  const LossSlopes& by_logit, std::vector<float>* slopes) {
  const at::AutoGradMode with_graph(slopes != nullptr);
  const auto count = static_cast<int64_t>(own.size()) / dimensions;
  at::Tensor points = at::empty({count, dimensions}, at::kFloat);
  std::ranges::copy(own, points.data_ptr<float>());
  points = points.to(weights.flat.device());
  if (slopes != nullptr) points.set_requires_grad(true);
  const at::Tensor logits = d.forward(weights, points, {}, networks::Mode::evaluation);  // [count]
  const at::Tensor plain = logits.detach().to(at::kCPU).contiguous();
  std::vector<float> said(plain.data_ptr<float>(), plain.data_ptr<float>() + count);
  if (slopes == nullptr) return said;
  const std::vector<double> pull = by_logit(as_doubles(said.data(), said.size()));
  at::Tensor weight = at::empty({count}, at::kFloat);
  std::transform(pull.begin(), pull.end(), weight.data_ptr<float>(),
                 [](double value) { return static_cast<float>(value); });
  const at::Tensor found =  // [count, dimensions]
      torch::autograd::grad({(logits * weight.to(logits.device())).sum()}, {points})
          .front()
          .to(at::kCPU)
          .contiguous();
  slopes->assign(found.data_ptr<float>(), found.data_ptr<float>() + found.numel());
  return said;
}

}  // namespace

Expected<train::JudgedPoints> GeneratorReplica::judge_field(const train::Snapshot& snapshot,
                                                            const std::vector<float>& points, bool slopes) {
  const auto d = judge_of_points(snapshot);
  if (!d) return tl::unexpected(d.error());
  const auto dimensions = static_cast<size_t>(task_.dimensions);
  const PointScale& scale = dynamic_cast<const ModelSnapshot&>(snapshot).scale();
  const std::vector<float> own = into_units(points, scale, dimensions);
  const auto count = static_cast<int64_t>(own.size() / dimensions);
  train::JudgedPoints judged;
  if (count == 0) return judged;
  if (networks::PlainMlp* plain = plain_judge(*d)) {
    const float* weights = d->flat.data_ptr<float>();
    const float* said = plain->forward(weights, own.data(), count);
    judged.logits.assign(said, said + count);
    if (slopes) {
      judged.slopes.values.resize(own.size());
      plain->input_slopes(weights, 0, count, judged.slopes.values.data());
    }
  } else {
    judged.logits = judge_by_graph(
        *d_, *d, own, task_.dimensions,
        [](std::span<const double> fake) { return std::vector<double>(fake.size(), 1.0); },
        slopes ? &judged.slopes.values : nullptr);
  }
  if (!slopes) return judged;
  judged.slopes.count = static_cast<int>(count);
  judged.slopes.width = task_.dimensions;
  out_of_units(judged.slopes.values, scale, dimensions);
  return judged;
}

Expected<api::Rows> GeneratorReplica::point_forces(const train::Snapshot& snapshot,
                                                   const config::Settings& game,
                                                   const std::vector<float>& points,
                                                   const std::vector<float>& real) {
  const auto d = judge_of_points(snapshot);
  if (!d) return tl::unexpected(d.error());
  const auto entry = objectives::find_objective(game);
  if (!entry) return tl::unexpected(entry.error());
  const std::unique_ptr<objectives::Objective> objective = (*entry)->make(game);
  if (objective->generator_needs_real() && real.size() != points.size())
    return fail(FailureKind::usage, "this objective compares every point with a real one", "points",
                "give it as many real points");
  const auto dimensions = static_cast<size_t>(task_.dimensions);
  const PointScale& scale = dynamic_cast<const ModelSnapshot&>(snapshot).scale();
  const std::vector<float> own = into_units(points, scale, dimensions);
  const size_t count = own.size() / dimensions;
  api::Rows forces{static_cast<int>(count), task_.dimensions, {}};
  if (count == 0) return forces;
  std::vector<double> of_real;
  if (objective->generator_needs_real()) {
    auto judged = judge_field(snapshot, real, false);
    if (!judged) return tl::unexpected(judged.error());
    of_real.assign(judged->logits.begin(), judged->logits.end());
  }
  // The loss is a mean: each point's own is `count` times its share.
  const LossSlopes pull = [&](std::span<const double> fake) {
    std::vector<double> slopes(fake.size());
    objective->generator_loss({of_real, fake}, {{}, slopes});
    for (double& slope : slopes) slope *= -static_cast<double>(fake.size());
    return slopes;
  };
  if (networks::PlainMlp* plain = plain_judge(*d)) {
    const float* weights = d->flat.data_ptr<float>();
    const float* said = plain->forward(weights, own.data(), static_cast<int64_t>(count));
    const std::vector<double> by_logit = pull(as_doubles(said, count));
    const std::vector<float> narrow(by_logit.begin(), by_logit.end());
    forces.values.resize(own.size());
    plain->backward(weights, narrow.data(), nullptr, forces.values.data());
  } else {
    (void)judge_by_graph(*d_, *d, own, task_.dimensions, pull, &forces.values);
  }
  out_of_units(forces.values, scale, dimensions);
  return forces;
}

}  // namespace ganscope::models
