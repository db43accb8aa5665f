#include "core/networks/discriminator.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/scatter.h>
#include <ATen/ops/zeros.h>

#include <cmath>

namespace ganscope::networks {
namespace {

bool asked_for(const config::Settings& settings, const char* key) {
  return settings.has(key) && settings.flag(key);
}

}  // namespace

at::Tensor pack(const at::Tensor& samples, int64_t packing) {
  if (packing == 1) return samples;
  TORCH_CHECK(samples.size(0) % packing == 0, samples.size(0), " samples do not fill packs of ", packing);
  const int64_t packs = samples.size(0) / packing;
  if (samples.dim() == 2) return samples.reshape({packs, packing * samples.size(1)});
  return samples.reshape({packs, packing * samples.size(1), samples.size(2), samples.size(3)})
      .contiguous(at::MemoryFormat::ChannelsLast);
}

Discriminator::Discriminator(const config::Settings& settings, const Task& task)
    : classes_(task.classes), packing_(task.packing), outputs_(task.outputs), captions_(task.captions) {
  if (asked_for(settings, "spectral_norm")) kind_ = LayerKind::spectral;
  wants_stddev_ = asked_for(settings, "minibatch_stddev");
  concat_ = classes_ > 0 && settings.text("condition_d") == "concat";
  classifies_ = classes_ > 0 && settings.text("condition_d") == "classifier";
  if (captions_) embedding_dim_ = settings.integer("embedding_dim");
}

void Discriminator::declare_head(int64_t features) {
  to_logit_.emplace(layout_, "to_logit", features, outputs_, true, kind_);
  if (classes_ == 0 || concat_) return;
  if (captions_) {
    label_rows_.emplace(layout_, "caption_embedding", classes_ * packing_, embedding_dim_, kind_);
    from_caption_.emplace(layout_, "from_caption", embedding_dim_, features, false, kind_);
  } else if (classifies_) {
    to_class_.emplace(layout_, "to_class", features, classes_ * packing_, true, kind_);
  } else {
    label_rows_.emplace(layout_, "label_rows", classes_ * packing_, features, kind_);
  }
}

std::optional<MinibatchStddev> Discriminator::minibatch_stddev() {
  if (!wants_stddev_) return {};
  return MinibatchStddev(layout_, "minibatch_stddev");
}

at::Tensor Discriminator::words_of_packs(const at::Tensor& labels, int64_t packs) const {
  TORCH_CHECK(labels.dim() == 2 && labels.size(1) == classes_, "captions must be rows of ", classes_,
              " words");
  return labels.reshape({packs, packing_ * classes_});
}

Judgement Discriminator::judge(const Weights& weights, const at::Tensor& samples, const at::Tensor& labels,
                               Mode mode) const {
  const int64_t n = samples.size(0);
  TORCH_CHECK(classes_ == 0 || (labels.defined() && labels.size(0) == n * packing_),
              "labels must be one a sample, ", n * packing_);
  // Which of classes·m rows each sample of a pack has: those of its place in the pack.
  at::Tensor places = labels;  // [N·m] int64
  if (captions_) {
    places = words_of_packs(labels, n);
  } else if (classes_ > 0 && packing_ > 1) {
    const at::Tensor first = at::arange(packing_, labels.options()) * classes_;  // [m]
    places = (labels.view({n, packing_}) + first).flatten();
  }
  at::Tensor columns;  // [N, classes·m] float32
  if (concat_ && captions_)
    columns = places;
  else if (concat_)
    columns = at::zeros({n, label_columns()}, samples.options()).scatter_(1, places.view({n, packing_}), 1);

  const at::Tensor x = features(weights, samples, columns, mode);                 // [N, features]
  const at::Tensor answer = (*to_logit_)(weights, x, mode);                       // [N, outputs]
  Judgement judgement{outputs_ == 1 ? answer.squeeze(1) : answer, at::Tensor()};  // [N]
  if (from_caption_) {
    const at::Tensor said = at::leaky_relu((*label_rows_)(weights, places, mode), 0.2);  // [N, embedding_dim]
    const at::Tensor wanted = (*from_caption_)(weights, said, mode);                     // [N, features]
    judgement.logits = judgement.logits + (wanted * x).sum(1) / std::sqrt(static_cast<double>(x.size(1)));
  } else if (label_rows_) {
    at::Tensor rows = (*label_rows_)(weights, places, mode);  // [N·m, features]
    if (packing_ > 1) rows = rows.view({n, packing_, -1}).sum(1);
    judgement.logits = judgement.logits + (rows * x).sum(1);
  }
  if (to_class_) judgement.class_logits = (*to_class_)(weights, x, mode).view({n * packing_, classes_});
  return judgement;
}

}  // namespace ganscope::networks
