#include <ATen/ops/empty.h>

#include <algorithm>

#include "core/base/sigmoid.h"
#include "core/gan/gan_replica.h"
#include "core/gan/gan_state.h"
#include "core/gan/point_units.h"
#include "core/gan/torch_compat.h"

namespace ganscope::gan {

Expected<std::vector<float>> GanReplica::judge_points(const train::Snapshot& snapshot,
                                                      const std::vector<float>& points) {
  const auto* own = dynamic_cast<const GanSnapshot*>(&snapshot);
  if (own != nullptr && !own->whole())
    return fail(FailureKind::unsupported, "of this moment D was not kept", "snapshot",
                "look at the newest weights");
  if (own == nullptr || own->tensors().d.size(0) != d_->layout().flat_size())
    return fail(FailureKind::bad_data, "these weights belong to other networks", "snapshot",
                "open the run anew");
  if (!task_.points || task_.classes > 0)
    return fail(FailureKind::unsupported, "D judges no points without a label", "points",
                "train on points, unconditionally");
  const int64_t dimensions = task_.dimensions;
  const auto count = static_cast<int64_t>(points.size()) / dimensions;
  const c10::InferenceMode inference;
  const StateTensors& tensors = own->tensors();
  const networks::Weights d = d_->layout().view(tensors.d, tensors.d_buffers, false);
  const std::vector<float> units = into_units(points, own->scale(), static_cast<size_t>(dimensions));
  at::Tensor samples = at::empty({count, dimensions}, at::kFloat);  // [count, dimensions], D's own units
  std::copy_n(units.begin(), count * dimensions, samples.data_ptr<float>());
  const at::Tensor logits =  // [count]
      d_->forward(d, samples.to(tensors.d.device()), {}, networks::Mode::evaluation)
          .to(at::kCPU)
          .contiguous();
  std::vector<float> scores;
  for (int64_t i = 0; i < count; ++i) scores.push_back(sigmoid(logits.data_ptr<float>()[i]));
  return scores;
}

}  // namespace ganscope::gan
