#pragma once
#include <ATen/core/Tensor.h>

#include <optional>
#include <string>

#include "core/networks/task.h"
#include "core/networks/weights.h"

namespace ganscope::networks {

/// Brings every channel to mean 0 and variance 1, then to a trained scale and shift; eps 1e-5; keeps shape
/// and memory order. What mean and variance are taken over: `batch` (Ioffe & Szegedy 2015; running statistics
/// with momentum 0.1 in evaluation) the batch and the picture; `instance` (Ulyanov 2016) one sample's
/// channel; `layer` (Ba 2016) one sample's channels together.
class Norm {
 public:
  enum class Over { batch, instance, layer };
  Norm(Layout& layout, const std::string& name, int64_t channels, Over over);
  /// [N, C, H, W] or [N, C]; a single value a channel and sample has no instance norm.
  [[nodiscard]] at::Tensor operator()(const Weights& weights, const at::Tensor& x, Mode mode) const;

 private:
  [[nodiscard]] at::Tensor by_batch(const Weights& weights, const at::Tensor& x, Mode mode) const;
  [[nodiscard]] at::Tensor by_sample(const Weights& weights, const at::Tensor& x) const;

  Over over_;
  size_t scale_, shift_;
  std::optional<size_t> mean_, variance_;
};

/// "batch", "instance", "layer"; "none" is nothing.
[[nodiscard]] std::optional<Norm::Over> norm_of(const std::string& name);

}  // namespace ganscope::networks
