#include <ATen/core/grad_mode.h>

#include "core/models/learning/state.h"
#include "core/models/replica/generator_replica.h"
#include "core/models/replica/layer_notes.h"
#include "core/models/replica/point_units.h"
#include "core/models/replica/rows.h"
#include "core/models/torch_compat.h"

namespace ganscope::models {

Expected<train::JudgedInside> GeneratorReplica::judge_inside(const train::Snapshot& snapshot,
                                                             const std::vector<float>& points) {
  const c10::InferenceMode inference;
  auto d = judge_of_points(snapshot);
  if (!d) return tl::unexpected(d.error());
  const auto dimensions = static_cast<size_t>(task_.dimensions);
  const auto& own = dynamic_cast<const ModelSnapshot&>(snapshot);
  const std::vector<float> units = into_units(points, own.scale(), dimensions);
  const auto count = static_cast<int64_t>(units.size() / dimensions);
  train::JudgedInside inside;
  networks::Trace trace;
  bool answered = false;  // a product has been passed: what comes into the next layer are its answers, bent
  trace.see = [&](const networks::LayerNote& note, const at::Tensor& in, const at::Tensor&) {
    if (answered && !belongs_to_layer_before(note)) {
      const at::Tensor plain = in.flatten(1).to(at::kCPU, at::kFloat).contiguous();  // [count, neurons]
      const auto neurons = static_cast<int>(plain.size(1));
      inside.layers.push_back({neurons,
                               1,
                               1,
                               {static_cast<int>(count),
                                neurons,
                                {plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel()}}});
      answered = false;
    }
    answered = answered || is_product(note);
  };
  d->trace = &trace;
  const at::Tensor samples = rows_of(units, 0, count, task_.dimensions).to(d->flat.device());
  const at::Tensor logits =  // [count]
      d_->forward(*d, samples, {}, networks::Mode::evaluation).to(at::kCPU).contiguous();
  inside.logits.assign(logits.data_ptr<float>(), logits.data_ptr<float>() + count);
  return inside;
}

}  // namespace ganscope::models
