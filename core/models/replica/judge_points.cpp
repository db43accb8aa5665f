#include <ATen/ops/empty.h>

#include <algorithm>

#include "core/base/sigmoid.h"
#include "core/models/learning/state.h"
#include "core/models/replica/generator_replica.h"
#include "core/models/replica/point_units.h"
#include "core/models/torch_compat.h"

namespace ganscope::models {

Expected<std::vector<float>> GeneratorReplica::judge_points(const train::Snapshot& snapshot,
                                                            const std::vector<float>& points) {
  const auto d = judge_weights(snapshot);
  if (!d) return tl::unexpected(d.error());
  if (!task_.points || task_.classes > 0)
    return fail(FailureKind::unsupported, "D judges no points without a label", "points",
                "train on points, unconditionally");
  const int64_t dimensions = task_.dimensions;
  const auto count = static_cast<int64_t>(points.size()) / dimensions;
  const c10::InferenceMode inference;
  const PointScale& scale = dynamic_cast<const ModelSnapshot&>(snapshot).scale();
  const std::vector<float> units = into_units(points, scale, static_cast<size_t>(dimensions));
  at::Tensor samples = at::empty({count, dimensions}, at::kFloat);  // [count, dimensions], D's own units
  std::copy_n(units.begin(), count * dimensions, samples.data_ptr<float>());
  const at::Tensor logits =  // [count]
      d_->forward(*d, samples.to(d->flat.device()), {}, networks::Mode::evaluation).to(at::kCPU).contiguous();
  std::vector<float> scores;
  for (int64_t i = 0; i < count; ++i) scores.push_back(sigmoid(logits.data_ptr<float>()[i]));
  return scores;
}

}  // namespace ganscope::models
