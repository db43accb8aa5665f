#include "core/networks/discriminator.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/scatter.h>
#include <ATen/ops/zeros.h>

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
    : classes_(task.classes), packing_(task.packing), outputs_(task.outputs) {
  if (asked_for(settings, "spectral_norm")) kind_ = LayerKind::spectral;
  wants_stddev_ = asked_for(settings, "minibatch_stddev");
  concat_ = classes_ > 0 && settings.text("condition_d") == "concat";
  classifies_ = classes_ > 0 && settings.text("condition_d") == "classifier";
}

void Discriminator::declare_head(int64_t features) {
  to_logit_.emplace(layout_, "to_logit", features, outputs_, true, kind_);
  if (classes_ == 0 || concat_) return;
  if (classifies_)
    to_class_.emplace(layout_, "to_class", features, classes_ * packing_, true, kind_);
  else
    label_rows_.emplace(layout_, "label_rows", classes_ * packing_, features, kind_);
}

std::optional<MinibatchStddev> Discriminator::minibatch_stddev() {
  if (!wants_stddev_) return {};
  return MinibatchStddev(layout_, "minibatch_stddev");
}

Judgement Discriminator::judge(const Weights& weights, const at::Tensor& samples, const at::Tensor& labels,
                               Mode mode) const {
  const int64_t n = samples.size(0);
  TORCH_CHECK(classes_ == 0 || (labels.defined() && labels.numel() == n * packing_),
              "labels must be one a sample, ", n * packing_);
  // Which of classes·m rows each sample of a pack has: those of its place in the pack.
  at::Tensor places = labels;  // [N·m] int64
  if (classes_ > 0 && packing_ > 1) {
    const at::Tensor first = at::arange(packing_, labels.options()) * classes_;  // [m]
    places = (labels.view({n, packing_}) + first).flatten();
  }
  at::Tensor columns;  // [N, classes·m] float32
  if (concat_)
    columns = at::zeros({n, label_columns()}, samples.options()).scatter_(1, places.view({n, packing_}), 1);

  const at::Tensor x = features(weights, samples, columns, mode);             // [N, features]
  const at::Tensor said = (*to_logit_)(weights, x, mode);                     // [N, outputs]
  Judgement judgement{outputs_ == 1 ? said.squeeze(1) : said, at::Tensor()};  // [N]
  if (label_rows_) {
    at::Tensor rows = (*label_rows_)(weights, places, mode);  // [N·m, features]
    if (packing_ > 1) rows = rows.view({n, packing_, -1}).sum(1);
    judgement.logits = judgement.logits + (rows * x).sum(1);
  }
  if (to_class_) judgement.class_logits = (*to_class_)(weights, x, mode).view({n * packing_, classes_});
  return judgement;
}

}  // namespace ganscope::networks
