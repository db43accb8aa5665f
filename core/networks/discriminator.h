#pragma once
#include <ATen/core/Tensor.h>

#include <optional>
#include <string>

#include "core/config/option.h"
#include "core/networks/layers.h"
#include "core/networks/plain_mlp.h"
#include "core/networks/task.h"
#include "core/networks/weights.h"

namespace ganscope::networks {

/// What D says. N counts what it judges: samples, or packs of them.
struct Judgement {
  at::Tensor logits;        ///< [N] float32, raw outputs; [N, outputs] where the task asks for several
  at::Tensor class_logits;  ///< [samples, classes] with an auxiliary classifier, else undefined
};

/// `samples` [N, C, H, W] or [N, d] → packs of `packing` neighbours, [N/m, C·m, H, W] or [N/m, d·m]. N must
/// be a multiple of m.
[[nodiscard]] at::Tensor pack(const at::Tensor& samples, int64_t packing);

/// D: the shape of a network, without weights, immutable like a Generator: a trunk turns samples into
/// features, and the head that all trunks share makes the judgement. A network declares its trunk after this
/// constructor, then calls `declare_head`, and overrides `features`.
class Discriminator {
 public:
  virtual ~Discriminator() = default;
  [[nodiscard]] const Layout& layout() const { return layout_; }

  /// `samples` as G makes them, packed when the task says so: [N, C·m, H, W] or [N, d·m]. `labels` int64 or
  /// undefined when unconditional: one a sample, [N·m], neighbours in a pack beside each other. The label's
  /// part, by `condition_d`: "projection" adds ⟨row of y, features⟩ (Miyato & Koyama 2018), "concat" gives D
  /// the one-hot label beside its input (Mirza & Osindero 2014), "classifier" has D name the class instead
  /// (AC-GAN, Odena 2017). In a pack every sample has its own. Captions are rows of words instead, [N·m,
  /// words] float32: with projection ⟨P e(c), features⟩ / √features is added, where e embeds the words (Reed
  /// 2016); with concat the row stands beside the input.
  [[nodiscard]] Judgement judge(const Weights& weights, const at::Tensor& samples, const at::Tensor& labels,
                                Mode mode) const;
  /// The logits of `judge`, [N].
  [[nodiscard]] at::Tensor forward(const Weights& weights, const at::Tensor& samples,
                                   const at::Tensor& labels, Mode mode) const {
    return judge(weights, samples, labels, mode).logits;
  }
  /// From packed points to the logit: its layers, where they are a plain MLP.
  [[nodiscard]] virtual std::optional<PlainPlan> plain() const { return {}; }

 protected:
  /// Reads `condition_d`, and `spectral_norm` and `minibatch_stddev` where they are there.
  Discriminator(const config::Settings& settings, const Task& task);
  /// Declares the layers behind `features` values a sample.
  void declare_head(int64_t features);

  [[nodiscard]] const Linear& to_logit() const { return *to_logit_; }
  /// Values of one label beside the input: classes·m with concat, else 0.
  [[nodiscard]] int64_t label_columns() const { return concat_ ? classes_ * packing_ : 0; }
  /// How D's layers are made: spectrally normalised or plain.
  [[nodiscard]] LayerKind layer_kind() const { return kind_; }
  /// The layer of minibatch standard deviation where the option asks for it. A trunk has it before its last
  /// hidden layer, which therefore takes `stddev_columns()` more channels.
  [[nodiscard]] std::optional<MinibatchStddev> minibatch_stddev();
  [[nodiscard]] int64_t stddev_columns() const { return wants_stddev_ ? 1 : 0; }

  /// `samples` → [N, features] with a graph. `columns` [N, label_columns()] float32 one-hot labels, undefined
  /// unless there are some.
  [[nodiscard]] virtual at::Tensor features(const Weights& weights, const at::Tensor& samples,
                                            const at::Tensor& columns, Mode mode) const = 0;

  Layout layout_;

 private:
  LayerKind kind_ = LayerKind::plain;
  /// Numbers of the whole condition of a pack: words of all its samples. [N, classes·m]
  [[nodiscard]] at::Tensor words_of_packs(const at::Tensor& labels, int64_t packs) const;

  int64_t classes_, packing_, outputs_, embedding_dim_ = 0;
  bool captions_ = false, concat_ = false, classifies_ = false, wants_stddev_ = false;
  std::optional<Linear> to_logit_;
  std::optional<LabelRows> label_rows_;
  std::optional<Linear> from_caption_;  ///< P: from what `label_rows_` embeds
  std::optional<Linear> to_class_;
};

}  // namespace ganscope::networks
