#pragma once
#include <ATen/core/Tensor.h>

#include <optional>
#include <string>

#include "core/networks/network.h"

namespace ganscope::networks {

/// y = x Wᵀ + b on rows. [N, in] → [N, out]
struct Linear {
  Linear(Layout& layout, const std::string& name, int64_t in, int64_t out, bool with_bias = true);
  [[nodiscard]] at::Tensor operator()(const Weights& weights, const at::Tensor& x) const;
  size_t weight;
  std::optional<size_t> bias;
};

/// One trained row a class: what a one-hot label times a matrix is, without the product. [N] int64 → [N,
/// width]
struct LabelRows {
  LabelRows(Layout& layout, const std::string& name, int64_t classes, int64_t width);
  [[nodiscard]] at::Tensor operator()(const Weights& weights, const at::Tensor& labels) const;
  size_t rows;
};

/// [N, in, H, W] → [N, out, H', W']
struct Convolution {
  Convolution(Layout& layout, const std::string& name, int64_t in, int64_t out, int64_t kernel,
              int64_t stride_, int64_t padding_, bool with_bias);
  [[nodiscard]] at::Tensor operator()(const Weights& weights, const at::Tensor& x) const;
  size_t weight;
  std::optional<size_t> bias;
  int64_t stride, padding;
};

/// Batch normalisation (Ioffe & Szegedy 2015), momentum 0.1, eps 1e-5. Keeps the shape of x.
struct BatchNorm {
  BatchNorm(Layout& layout, const std::string& name, int64_t channels);
  [[nodiscard]] at::Tensor operator()(const Weights& weights, const at::Tensor& x, Mode mode) const;
  size_t scale, shift, mean, variance;
};

/// The projection discriminator's label term (Miyato & Koyama 2018): ⟨row of y, features⟩. → [N]
[[nodiscard]] at::Tensor projection(const LabelRows& rows, const Weights& weights, const at::Tensor& features,
                                    const at::Tensor& labels);

}  // namespace ganscope::networks
