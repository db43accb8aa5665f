#include <ATen/ops/empty.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "core/base/sigmoid.h"
#include "core/models/learning/state.h"
#include "core/models/replica/generator_replica.h"
#include "core/models/replica/packs.h"
#include "core/models/replica/rows.h"
#include "core/models/torch_compat.h"

namespace ganscope::models {
namespace {

void append_flat(const at::Tensor& values, std::vector<float>& to) {
  const at::Tensor plain = values.detach().to(at::kCPU, at::kFloat).contiguous();
  to.insert(to.end(), plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel());
}

std::vector<float> scores_of(const std::vector<float>& logits) {
  std::vector<float> scores;
  scores.reserve(logits.size());
  for (const float logit : logits) scores.push_back(sigmoid(logit));
  return scores;
}

}  // namespace

Expected<networks::Weights> GeneratorReplica::judge_of(const train::Snapshot& snapshot,
                                                       const api::Rows& pictures,
                                                       const std::vector<int>& labels) const {
  const auto d = judge_weights(snapshot);
  if (!d) return tl::unexpected(d.error());
  if (task_.points)
    return fail(FailureKind::unsupported, "this D judges points, not pictures", "pictures",
                "the Playground draws what it says of the whole plane");
  const int size = task_.channels * task_.height * task_.width;
  if (pictures.count < 0 || pictures.width != size ||
      pictures.values.size() != static_cast<size_t>(pictures.count) * static_cast<size_t>(size))
    return fail(FailureKind::usage,
                "D judges pictures of " + std::to_string(task_.width) + "×" + std::to_string(task_.height) +
                    " with " + std::to_string(task_.channels) + " channels",
                "pictures", "bring the picture to the size of the data");
  if (auto labelled = check_labels(labels, pictures.count); !labelled)
    return tl::unexpected(labelled.error());
  return *d;
}

at::Tensor GeneratorReplica::picture_rows(const api::Rows& pictures, int64_t from, int64_t count,
                                          const at::Device& device) const {
  return rows_of(pictures.values, from, count, pictures.width)
      .view({count, task_.channels, task_.height, task_.width})
      .to(device)
      .contiguous(at::MemoryFormat::ChannelsLast);
}

Expected<std::vector<float>> GeneratorReplica::judge_pictures(const train::Snapshot& snapshot,
                                                              const api::Rows& pictures,
                                                              const std::vector<int>& labels) {
  const c10::InferenceMode inference;
  const auto d = judge_of(snapshot, pictures, labels);
  if (!d) return tl::unexpected(d.error());
  std::vector<float> logits;
  for (int64_t from = 0; from < pictures.count; from += chunk) {
    const int64_t n = std::min<int64_t>(chunk, pictures.count - from);
    const at::Tensor x = picture_rows(pictures, from, n, d->flat.device());
    const at::Tensor y = label_rows(labels, from, n, d->flat.device());
    append_flat(d_->forward(*d, packs_of_samples(x, task_.packing), packs_of_labels(y, task_.packing),
                            networks::Mode::evaluation),
                logits);
  }
  return scores_of(logits);
}

Expected<train::JudgedSlopes> GeneratorReplica::judge_slopes(const train::Snapshot& snapshot,
                                                             const api::Rows& pictures,
                                                             const std::vector<int>& labels) {
  const auto d = judge_of(snapshot, pictures, labels);
  if (!d) return tl::unexpected(d.error());
  train::JudgedSlopes judged;
  judged.slopes = {pictures.count, pictures.width, {}};
  for (int64_t from = 0; from < pictures.count; from += chunk) {
    const int64_t n = std::min<int64_t>(chunk, pictures.count - from);
    const at::AutoGradMode with_graph(true);
    at::Tensor x = picture_rows(pictures, from, n, d->flat.device());
    x.set_requires_grad(true);
    const at::Tensor y = label_rows(labels, from, n, d->flat.device());
    const at::Tensor logits =
        d_->forward(*d, packs_of_samples(x, task_.packing), packs_of_labels(y, task_.packing),
                    networks::Mode::evaluation);  // [n]
    append_flat(logits, judged.logits);
    append_flat(torch::autograd::grad({logits.sum()}, {x}).front(), judged.slopes.values);  // [n, C, H, W]
  }
  judged.scores = scores_of(judged.logits);
  return judged;
}

}  // namespace ganscope::models
