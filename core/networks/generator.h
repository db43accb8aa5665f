#pragma once
#include <ATen/core/Tensor.h>

#include <optional>
#include <string>
#include <vector>

#include "core/config/option.h"
#include "core/networks/later_noise.h"
#include "core/networks/layers.h"
#include "core/networks/plain_mlp.h"
#include "core/networks/task.h"
#include "core/networks/weights.h"

namespace ganscope::networks {

/// G: the shape of a network, without weights, in three parts: latents z are shaped (normal, uniform, on the
/// sphere) and mapped to w, w is synthesised into samples. Without a mapping network w is the shaped z.
/// Immutable, so it may be used from several threads on different weights. What all generators share stands
/// here; a network declares its layers after this constructor and overrides `draw`.
class Generator {
 public:
  virtual ~Generator() = default;
  [[nodiscard]] const Layout& layout() const { return layout_; }

  /// `latents` [N, latent_dim] float32 standard normal, `labels` [N] int64, or [N, classes] float32 of shares
  /// or of words (LabelRows), or undefined when unconditional → images [N, C, H, W] float32 in [−1, 1],
  /// channels_last; or points [N, dimensions] float32. `training` writes running statistics into
  /// `weights.buffers`.
  [[nodiscard]] at::Tensor forward(const Weights& weights, const at::Tensor& latents,
                                   const at::Tensor& labels, Mode mode) const {
    return synthesise(weights, map(weights, latents), labels, mode);
  }
  /// z → w, both [N, latent_dim] float32. The latent's distribution first (`latent`: normal keeps z; uniform
  /// is 2Φ(z) − 1; sphere is z·√d/‖z‖), then the mapping network: z divided by its root mean square, and
  /// `mapping_layers` linear layers with leaky ReLU 0.2 (Karras 2019, whose layers are all as wide as w and
  /// learn at a hundredth of the rate; here the inner ones are `mapping_width` wide and learn like the rest).
  [[nodiscard]] at::Tensor map(const Weights& weights, const at::Tensor& latents) const;
  /// w [N, latent_dim] and `labels` → samples, as `forward`.
  [[nodiscard]] at::Tensor synthesise(const Weights& weights, const at::Tensor& w, const at::Tensor& labels,
                                      Mode mode) const;
  /// Whether w is something else than the shaped z.
  [[nodiscard]] bool has_mapping() const { return !mapping_.empty(); }
  /// How many numbers of w enter which layer, in their order: all of them the first one, or fewer, and the
  /// others later ones: z⁽¹⁾, z⁽²⁾ …
  [[nodiscard]] virtual std::vector<int64_t> latent_parts() const;
  /// From the shaped z on: its layers, where they are a plain MLP that makes points.
  [[nodiscard]] virtual std::optional<PlainPlan> plain() const { return {}; }

 protected:
  /// Reads `latent`, `mapping_layers`, `mapping_width`, `condition_g`, `embedding_dim`, `later_noise` and
  /// `later_numbers`, where there are such options.
  Generator(const config::Settings& settings, const Task& task);
  /// Of `input` in `draw`, which is w and the label's embedding behind it where there is one: what the first
  /// layer is given, all of it but z⁽²⁾.
  [[nodiscard]] int64_t first_dim() const { return latent_dim_ - later_numbers_ + embedding_dim_; }
  [[nodiscard]] at::Tensor first_input(const at::Tensor& input) const;
  /// Its numbers from `latent_dim` on alone behind the first `count`.
  [[nodiscard]] at::Tensor with_embedding(const at::Tensor& input, int64_t count) const;
  /// Declares the rows that one-hot labels add to a layer `width` wide (what a one-hot label beside the
  /// layer's input comes to); nothing where labels are embedded or absent.
  [[nodiscard]] std::optional<LabelRows> label_rows(const std::string& name, int64_t width);
  /// `input` [N, latent_dim + embedding] → samples. `labels` for those rows.
  [[nodiscard]] virtual at::Tensor draw(const Weights& weights, const at::Tensor& input,
                                        const at::Tensor& labels, Mode mode) const = 0;

  Layout layout_;

 private:
  enum class Latent { normal, uniform, sphere };
  Latent latent_ = Latent::normal;
  int64_t latent_dim_, embedding_dim_ = 0, classes_;
  bool captions_;
  int64_t later_numbers_;
  std::vector<Linear> mapping_;
  std::optional<LabelRows> embedding_;
};

}  // namespace ganscope::networks
