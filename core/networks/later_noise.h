#pragma once
#include <ATen/core/Tensor.h>

#include <optional>

#include "core/base/failure.h"
#include "core/config/option.h"
#include "core/networks/weights.h"

namespace ganscope::networks {

/// How many numbers at the end of a latent of `latent_dim` are z⁽²⁾, which enters a later layer; 0: none, all
/// enter the first.
[[nodiscard]] int64_t later_numbers(const config::Settings& settings, int64_t latent_dim);
/// Fails with `usage` where a latent has too few numbers to be parted.
[[nodiscard]] Expected<void> check_later_noise(const config::Settings& settings);

/// Noise at a hidden layer (Goodfellow 2016, section 3.1: z⁽¹⁾ into the first layer, z⁽²⁾ into a later one).
/// With A [width, count] and a the layer's answers: additive a + A z⁽²⁾, multiplicative a · (1 + A z⁽²⁾), a
/// number a neuron or channel.
class LaterNoise {
 public:
  /// At a layer `width` wide; none where the settings want none.
  static std::optional<LaterNoise> at_layer(Layout& layout, const config::Settings& settings,
                                            int64_t latent_dim, int64_t width);
  /// `answers` [N, width] or [N, width, H, W], `input` [N, latent_dim or more] → as the answers.
  [[nodiscard]] at::Tensor operator()(const Weights& weights, const at::Tensor& answers,
                                      const at::Tensor& input) const;

 private:
  LaterNoise(size_t matrix, bool multiplies, int64_t first, int64_t count)
      : matrix_(matrix), multiplies_(multiplies), first_(first), count_(count) {}
  size_t matrix_;
  bool multiplies_;
  int64_t first_, count_;  // of the latent's numbers
};

}  // namespace ganscope::networks
