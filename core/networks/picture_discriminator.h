#pragma once
#include <optional>

#include "core/networks/discriminator.h"

namespace ganscope::networks {

/// A trunk of blocks for square pictures: checks what it is given, lays the labels' columns beside the
/// channels, and puts minibatch standard deviation before the last block. A network declares its blocks and
/// overrides `block` and `ending`.
class PictureDiscriminator : public Discriminator {
 protected:
  PictureDiscriminator(const config::Settings& settings, const Task& task);

  /// Channels of what the first block takes: the pictures' of a pack, and the labels'.
  [[nodiscard]] int64_t first_channels() const { return channels_ + label_columns(); }

  [[nodiscard]] virtual size_t block_count() const = 0;
  /// x [N, C, H, W] through the block number `i`.
  [[nodiscard]] virtual at::Tensor block(size_t i, const Weights& weights, const at::Tensor& x,
                                         Mode mode) const = 0;
  /// What the last block made → [N, features].
  [[nodiscard]] virtual at::Tensor ending(const at::Tensor& x) const = 0;

 private:
  [[nodiscard]] at::Tensor features(const Weights& weights, const at::Tensor& samples,
                                    const at::Tensor& columns, Mode mode) const final;

  int64_t channels_, size_;
  std::optional<MinibatchStddev> stddev_;
};

}  // namespace ganscope::networks
