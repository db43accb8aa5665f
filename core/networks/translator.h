#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/base/failure.h"
#include "core/networks/layers.h"
#include "core/networks/normalisation.h"
#include "core/networks/task.h"
#include "core/networks/weights.h"

namespace ganscope::networks {

/// A picture of a picture: convolutions that halve it down to 4×4, and doublings on the way back that see
/// what was there on the way down (U-Net, Ronneberger 2015; as a generator Isola 2017, section 3.2.1). Here
/// sub-pixel convolutions double (Shi 2016), and nothing is computed at the picture's full size: the last one
/// sees the input's 2×2 squares as channels. Immutable, without weights.
class UNet {
 public:
  /// `in` channels to `out`, pictures `size` pixels a side, `width` channels at half the size, doubling with
  /// every halving.
  struct Plan {
    int64_t in = 3, out = 3, size = 32, width = 16;
  };
  explicit UNet(const Plan& plan);
  [[nodiscard]] const Layout& layout() const { return layout_; }
  /// [N, in, size, size] → [N, out, size, size], unbounded, channels_last.
  [[nodiscard]] at::Tensor forward(const Weights& weights, const at::Tensor& inputs, Mode mode) const;
  [[nodiscard]] const Plan& plan() const { return plan_; }
  /// Parameters of the layer that makes the picture: places of its weight and its bias in the layout.
  [[nodiscard]] const Convolution& last() const { return to_picture_.front(); }

 private:
  struct Up {
    Convolution convolution;
    Norm norm;
  };
  Layout layout_;
  Plan plan_;
  std::vector<Convolution> down_;
  std::vector<Up> up_;
  std::vector<Convolution> to_picture_;  // one
};

/// A discriminator that judges patches: every output sees a part of the picture only, so that it looks at
/// texture and edges and leaves the rest to the L1 term (Isola 2017, section 3.2.2). Three 4×4 convolutions
/// with stride 2, and one 3×3: 4×4 outputs of a picture of 32×32, each of which sees 38 pixels a side.
class PatchDiscriminator {
 public:
  /// `in` channels: of the input and of what was made of it together, or of the latter alone. `pool`: the
  /// shape of what else its state remembers, in its only buffer; empty: nothing.
  PatchDiscriminator(int64_t in, int64_t width, const std::vector<int64_t>& pool = {});
  [[nodiscard]] const Layout& layout() const { return layout_; }
  /// [N, in, H, W] → raw outputs [N, patches], line by line.
  [[nodiscard]] at::Tensor forward(const Weights& weights, const at::Tensor& shown) const;

 private:
  Layout layout_;
  std::vector<Convolution> down_;
  std::vector<Convolution> to_logits_;  // one
};

/// Fails with `usage` where such a U-Net does not suit the pictures: 16, 32 or 64 pixels a side.
[[nodiscard]] Expected<void> check_translated(const Task& task);

}  // namespace ganscope::networks
