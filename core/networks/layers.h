#pragma once
#include <ATen/core/Tensor.h>

#include <optional>
#include <string>

#include "core/networks/spectral_norm.h"
#include "core/networks/task.h"
#include "core/networks/weights.h"

namespace ganscope::networks {

/// y = x Wᵀ + b on rows. [N, in] → [N, out]
struct Linear {
  Linear(Layout& layout, const std::string& name, int64_t in, int64_t out, bool with_bias = true,
         LayerKind kind = LayerKind::plain);
  [[nodiscard]] at::Tensor operator()(const Weights& weights, const at::Tensor& x,
                                      Mode mode = Mode::evaluation) const;
  size_t weight;
  std::optional<size_t> bias;
  std::optional<SpectralNorm> spectral;
};

/// One trained row a class: what a one-hot label times a matrix is, without the product. [N] int64 → [N,
/// width]. Or [N, classes] float32, shares of the classes: their rows mixed, which for a one-hot row is that
/// class's own, bit for bit. Of captions, rows of words said (1) or not (0): the sum of those said.
struct LabelRows {
  LabelRows(Layout& layout, const std::string& name, int64_t classes, int64_t width,
            LayerKind kind = LayerKind::plain);
  [[nodiscard]] at::Tensor operator()(const Weights& weights, const at::Tensor& labels,
                                      Mode mode = Mode::evaluation) const;
  size_t rows;
  std::optional<SpectralNorm> spectral;
};

struct Kernel {
  int64_t size, stride, padding;
  /// 4×4 that makes a picture half as large.
  [[nodiscard]] bool halves() const { return size == 4 && stride == 2 && padding == 1; }
};

/// [N, in, H, W] → [N, out, H', W']
struct Convolution {
  Convolution(Layout& layout, const std::string& name, int64_t in, int64_t out, Kernel kernel_,
              bool with_bias, LayerKind kind = LayerKind::plain);
  /// `leak`: a leaky ReLU in the same pass, its slope where the result is negative; 1: none.
  [[nodiscard]] at::Tensor operator()(const Weights& weights, const at::Tensor& x,
                                      Mode mode = Mode::evaluation, double leak = 1) const;
  /// What it makes of the nearest neighbours of x, twice as large: 3×3 with stride and padding 1 only. The
  /// doubled picture is never made. [N, in, H, W] → [N, out, 2H, 2W]
  [[nodiscard]] at::Tensor of_upsampled(const Weights& weights, const at::Tensor& x) const;
  size_t weight;
  std::optional<size_t> bias;
  Kernel kernel;
  std::optional<SpectralNorm> spectral;
};

/// The transposed convolution that doubles a picture, 4×4 with stride 2 and padding 1: [N, in, H, W] → [N,
/// out, 2H, 2W], channels_last.
struct TransposedConvolution {
  TransposedConvolution(Layout& layout, const std::string& name, int64_t in, int64_t out, bool with_bias);
  [[nodiscard]] at::Tensor operator()(const Weights& weights, const at::Tensor& x) const;
  size_t weight;
  std::optional<size_t> bias;
};

/// Nearest neighbour, twice as large. [N, C, H, W] → [N, C, 2H, 2W]
[[nodiscard]] at::Tensor upsample(const Weights& weights, const at::Tensor& x);
/// Every four channels become the 2×2 pixels of one: what follows a sub-pixel convolution (Shi 2016). [N, 4C,
/// H, W] → [N, C, 2H, 2W]
[[nodiscard]] at::Tensor pixel_shuffle(const Weights& weights, const at::Tensor& x);
/// Means of 2×2 pixels. [N, C, H, W] → [N, C, H/2, W/2]
[[nodiscard]] at::Tensor average_pool(const Weights& weights, const at::Tensor& x);

/// Minibatch standard deviation (Karras 2018): how much the batch varies, one number for all of it, as one
/// more channel, so that D sees a generator that repeats itself. The standard deviation over the batch of
/// every value, averaged. In training it is taken from the batch and its running mean is remembered; in
/// evaluation (here not as in the paper) it is that running mean, so that a sample's logit does not depend on
/// what it is judged with.
struct MinibatchStddev {
  MinibatchStddev(Layout& layout, const std::string& name);
  /// [N, C, H, W] → [N, C + 1, H, W], or [N, F] → [N, F + 1]
  [[nodiscard]] at::Tensor operator()(const Weights& weights, const at::Tensor& x, Mode mode) const;
  size_t mean;
};

/// One-hot rows beside the input: [N, K] spread over the picture as K more channels, or K more columns.
[[nodiscard]] at::Tensor with_columns(const at::Tensor& x, const at::Tensor& columns);

}  // namespace ganscope::networks
