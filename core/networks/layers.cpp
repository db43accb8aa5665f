#include "core/networks/layers.h"

#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/conv_transpose2d.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/upsample_nearest2d.h>
#include <dlfcn.h>

#include "core/networks/convolutions.h"
#include "core/networks/halves.h"
#include "core/networks/ordinary.h"
#include "core/networks/pixel_shuffle.h"
#include "core/networks/scaling_convolutions.h"
#include "core/networks/trace.h"

namespace ganscope::networks {
namespace {

constexpr int64_t large_product = 1 << 19;  // multiplications

// Debian's reference BLAS is ten times as slow as OpenBLAS or MKL; then oneDNN, which torch always has, does
// the products.
bool blas_is_slow() {
  static const bool slow = dlsym(RTLD_DEFAULT, "openblas_get_config") == nullptr && !at::hasMKL();
  return slow;
}

c10::optional<at::Tensor> optional_parameter(const Weights& weights, const std::optional<size_t>& index) {
  if (!index) return {};
  return weights.parameters[*index];
}

std::optional<SpectralNorm> spectral_norm(Layout& layout, size_t weight, LayerKind kind) {
  if (kind == LayerKind::plain) return {};
  return SpectralNorm(layout, weight);
}

at::Tensor normalised(const Weights& weights, size_t weight, const std::optional<SpectralNorm>& spectral,
                      Mode mode) {
  return spectral ? (*spectral)(weights, mode) : weights.parameters[weight];
}

// y [N, C, H, W] and a number a channel, where there is one.
at::Tensor with_bias(const Weights& weights, const at::Tensor& y, const std::optional<size_t>& bias) {
  return bias ? y + weights.parameters[*bias].view({1, -1, 1, 1}) : y;
}

at::Tensor product(const at::Tensor& x, const at::Tensor& matrix, const c10::optional<at::Tensor>& bias) {
  const bool large = x.size(0) >= 16 && x.size(0) * matrix.numel() >= large_product;
  if (large && x.is_cpu() && x.scalar_type() == at::kFloat && blas_is_slow()) {  // a 1×1 convolution
    const at::Tensor pixels = x.view({x.size(0), 1, 1, x.size(1)}).permute({0, 3, 1, 2});  // [N, in, 1, 1]
    const at::Tensor kernel = matrix.view({matrix.size(0), 1, 1, matrix.size(1)}).permute({0, 3, 1, 2});
    return at::conv2d(pixels, kernel, bias).view({x.size(0), matrix.size(0)});
  }
  return at::linear(x, matrix, bias);
}

std::string in_words(const Kernel& kernel) {
  const std::string size = std::to_string(kernel.size) + "×" + std::to_string(kernel.size);
  return kernel.stride == 1 ? size : size + ", stride " + std::to_string(kernel.stride);
}

}  // namespace

Linear::Linear(Layout& layout, const std::string& name, int64_t in, int64_t out, bool with_bias,
               LayerKind kind)
    : weight(layout.parameter(name + ".weight", {out, in}, Role::weight, in)) {
  if (with_bias) bias = layout.parameter(name + ".bias", {out}, Role::bias, in);
  spectral = spectral_norm(layout, weight, kind);
}

at::Tensor Linear::operator()(const Weights& weights, const at::Tensor& x, Mode mode) const {
  const at::Tensor y =
      product(x, normalised(weights, weight, spectral, mode), optional_parameter(weights, bias));
  if (weights.trace != nullptr) note(weights, "linear", "", x, y, {weight, bias}, x.size(1) * y.size(1));
  return y;
}

LabelRows::LabelRows(Layout& layout, const std::string& name, int64_t classes, int64_t width, LayerKind kind)
    : rows(layout.parameter(name + ".weight", {classes, width}, Role::weight, width)),
      spectral(spectral_norm(layout, rows, kind)) {}

at::Tensor LabelRows::operator()(const Weights& weights, const at::Tensor& labels, Mode mode) const {
  const at::Tensor table = normalised(weights, rows, spectral, mode);  // [classes, width]
  const at::Tensor y = labels.dim() == 2 ? at::matmul(labels, table) : at::index_select(table, 0, labels);
  if (weights.trace != nullptr) note(weights, "label rows", "", labels, y, {rows}, y.numel());
  return y;
}

Convolution::Convolution(Layout& layout, const std::string& name, int64_t in, int64_t out, Kernel kernel_,
                         bool with_bias, LayerKind kind)
    : weight(layout.parameter(name + ".weight", {out, in, kernel_.size, kernel_.size}, Role::weight,
                              in * kernel_.size * kernel_.size)),
      kernel(kernel_) {
  if (with_bias) bias = layout.parameter(name + ".bias", {out}, Role::bias, in * kernel.size * kernel.size);
  spectral = spectral_norm(layout, weight, kind);
}

at::Tensor Convolution::operator()(const Weights& weights, const at::Tensor& x, Mode mode,
                                   double leak) const {
  const at::Tensor w = normalised(weights, weight, spectral, mode);
  const c10::optional<at::Tensor> b = optional_parameter(weights, bias);
  const bool own = has_own_convolution(x, w, kernel.stride, kernel.padding);
  at::Tensor y = own ? own_convolution(x, w, b, kernel.stride, kernel.padding, leak)
                     : at::conv2d(x, w, b, kernel.stride, kernel.padding);
  if (!own && leak != 1) y = at::leaky_relu_(y, leak);
  if (weights.trace != nullptr)
    note(weights, "convolution", in_words(kernel), x, y, {weight, bias},
         y[0].numel() * x.size(1) * kernel.size * kernel.size);
  return y;
}

at::Tensor Convolution::of_upsampled(const Weights& weights, const at::Tensor& x) const {
  TORCH_CHECK(kernel.size == 3 && kernel.stride == 1 && kernel.padding == 1 && !spectral,
              "only a plain 3×3 convolution with stride and padding 1 can take upsampling in");
  const at::Tensor y =
      ordinary_operations()
          ? at::conv2d(at::upsample_nearest2d(x, {x.size(2) * 2, x.size(3) * 2}), weights.parameters[weight],
                       optional_parameter(weights, bias), kernel.stride, kernel.padding)
          : with_bias(weights, doubling_convolution(x, doubling_kernel(weights.parameters[weight])), bias);
  if (weights.trace != nullptr) {
    const at::Tensor large = upsample(weights, x);
    // As the layers are defined, and counted by hand: 3×3 products a value, of which four are computed.
    note(weights, "convolution", in_words(kernel), large, y, {weight, bias}, y[0].numel() * x.size(1) * 9);
  }
  return y;
}

TransposedConvolution::TransposedConvolution(Layout& layout, const std::string& name, int64_t in, int64_t out,
                                             bool with_bias)
    : weight(layout.parameter(name + ".weight", {in, out, 4, 4}, Role::weight, 16 * out)) {
  // fan_in as PyTorch counts it for this layer
  if (with_bias) bias = layout.parameter(name + ".bias", {out}, Role::bias, 16 * out);
}

at::Tensor TransposedConvolution::operator()(const Weights& weights, const at::Tensor& x) const {
  const at::Tensor y = with_bias(weights, doubling_convolution(x, weights.parameters[weight]), bias);
  if (weights.trace != nullptr)
    note(weights, "transposed convolution", "4×4, stride 2", x, y, {weight, bias},
         x[0].numel() * y.size(1) * 16);
  return y;
}

at::Tensor upsample(const Weights& weights, const at::Tensor& x) {
  const at::Tensor y = at::upsample_nearest2d(x, {x.size(2) * 2, x.size(3) * 2});
  if (weights.trace != nullptr) note(weights, "upsampling", "nearest ×2", x, y, {}, 0);
  return y;
}

at::Tensor pixel_shuffle(const Weights& weights, const at::Tensor& x) {
  const at::Tensor y = shuffled_pixels(x);
  if (weights.trace != nullptr) note(weights, "pixel shuffle", "×2", x, y, {}, 0);
  return y;
}

at::Tensor average_pool(const Weights& weights, const at::Tensor& x) {
  const at::Tensor y = at::avg_pool2d(x, 2);
  if (weights.trace != nullptr) note(weights, "pooling", "mean of 2×2", x, y, {}, 0);
  return y;
}

MinibatchStddev::MinibatchStddev(Layout& layout, const std::string& name)
    : mean(layout.buffer(name + ".mean", {1}, 0)) {}

at::Tensor MinibatchStddev::operator()(const Weights& weights, const at::Tensor& x, Mode mode) const {
  if (mode == Mode::training_halves)
    return by_halves(x, [&](const at::Tensor& half) { return (*this)(weights, half, Mode::training); });
  at::Tensor spread = weights.buffers[mean];  // [1]
  if (mode == Mode::training) {
    const at::Tensor centred = x - x.mean({0}, /*keepdim=*/true);
    spread = (centred.square().mean({0}) + 1e-8).sqrt().mean().view({1});
    const at::NoGradGuard no_grad;
    store(weights.buffers[mean], weights.buffers[mean] * 0.9 + spread.detach() * 0.1);
  }
  const at::Tensor y = with_columns(x, spread.view({1, 1}).expand({x.size(0), 1}));
  if (weights.trace != nullptr) note(weights, "minibatch deviation", "", x, y, {}, 0);
  return y;
}

at::Tensor with_columns(const at::Tensor& x, const at::Tensor& columns) {
  if (x.dim() == 2) return at::cat({x, columns}, 1);
  const at::Tensor maps =
      columns.view({x.size(0), -1, 1, 1}).expand({x.size(0), columns.size(1), x.size(2), x.size(3)});
  return at::cat({x, maps}, 1).contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace ganscope::networks
