#pragma once
#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

#include "core/base/failure.h"
#include "core/config/catalogue.h"
#include "core/networks/weights.h"

namespace ganscope::networks {

/// What goes in and comes out, from the data and the experiment.
struct Task {
  bool points = false;
  int channels = 0, height = 0, width = 0;  ///< images
  int dimensions = 0;                       ///< points
  int classes = 0;                          ///< 0: unconditional
  int latent_dim = 0;
};

/// Whether batch statistics are taken from this batch (and remembered), or the remembered ones are used.
enum class Mode { training, evaluation };

/// G: the shape of a network, without weights. Immutable, so it may be used from several threads on different
/// weights.
class Generator {
 public:
  virtual ~Generator() = default;
  [[nodiscard]] const Layout& layout() const { return layout_; }
  /// `latents` [N, latent_dim] float32, `labels` [N] int64 or undefined when unconditional → images [N, C, H,
  /// W] float32 in [−1, 1], channels_last; or points [N, dimensions] float32. `training` writes running
  /// statistics into `weights.buffers`.
  [[nodiscard]] virtual at::Tensor forward(const Weights& weights, const at::Tensor& latents,
                                           const at::Tensor& labels, Mode mode) const = 0;

 protected:
  Layout layout_;
};

/// D: likewise.
class Discriminator {
 public:
  virtual ~Discriminator() = default;
  [[nodiscard]] const Layout& layout() const { return layout_; }
  /// `samples` as G makes them, `labels` [N] int64 or undefined → raw outputs (logits) [N] float32.
  [[nodiscard]] virtual at::Tensor forward(const Weights& weights, const at::Tensor& samples,
                                           const at::Tensor& labels, Mode mode) const = 0;
  /// A sample's logit depends on the rest of its batch (batch normalisation), so that real and generated
  /// samples must not share one.
  [[nodiscard]] virtual bool mixes_samples() const { return false; }

 protected:
  Layout layout_;
};

/// One line of the registry. The makers fail with `usage` where network and task do not fit.
struct NetworkEntry {
  config::EntryInfo info;
  Expected<std::unique_ptr<Generator>> (*make_generator)(const config::Settings& settings, const Task& task);
  Expected<std::unique_ptr<Discriminator>> (*make_discriminator)(const config::Settings& settings,
                                                                 const Task& task);
};

/// All networks in the order in which they are shown.
[[nodiscard]] const std::vector<NetworkEntry>& all_networks();
/// The entry of `settings`' network; an unknown key fails with the nearest known one.
[[nodiscard]] Expected<const NetworkEntry*> find_network(const config::Settings& settings);

}  // namespace ganscope::networks
