#include "core/networks/layers.h"

#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/linear.h>
#include <dlfcn.h>

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

}  // namespace

Linear::Linear(Layout& layout, const std::string& name, int64_t in, int64_t out, bool with_bias)
    : weight(layout.parameter(name + ".weight", {out, in}, Role::weight, in)) {
  if (with_bias) bias = layout.parameter(name + ".bias", {out}, Role::bias, in);
}

at::Tensor Linear::operator()(const Weights& weights, const at::Tensor& x) const {
  const at::Tensor& matrix = weights.parameters[weight];
  const bool large = x.size(0) >= 16 && x.size(0) * matrix.numel() >= large_product;
  if (large && x.is_cpu() && x.scalar_type() == at::kFloat && blas_is_slow()) {  // a 1×1 convolution
    const at::Tensor pixels = x.view({x.size(0), 1, 1, x.size(1)}).permute({0, 3, 1, 2});  // [N, in, 1, 1]
    const at::Tensor kernel = matrix.view({matrix.size(0), 1, 1, matrix.size(1)}).permute({0, 3, 1, 2});
    return at::conv2d(pixels, kernel, optional_parameter(weights, bias)).view({x.size(0), matrix.size(0)});
  }
  return at::linear(x, matrix, optional_parameter(weights, bias));
}

LabelRows::LabelRows(Layout& layout, const std::string& name, int64_t classes, int64_t width)
    : rows(layout.parameter(name + ".weight", {classes, width}, Role::weight, width)) {}

at::Tensor LabelRows::operator()(const Weights& weights, const at::Tensor& labels) const {
  return at::index_select(weights.parameters[rows], 0, labels);
}

Convolution::Convolution(Layout& layout, const std::string& name, int64_t in, int64_t out, int64_t kernel,
                         int64_t stride_, int64_t padding_, bool with_bias)
    : weight(
          layout.parameter(name + ".weight", {out, in, kernel, kernel}, Role::weight, in * kernel * kernel)),
      stride(stride_),
      padding(padding_) {
  if (with_bias) bias = layout.parameter(name + ".bias", {out}, Role::bias, in * kernel * kernel);
}

at::Tensor Convolution::operator()(const Weights& weights, const at::Tensor& x) const {
  return at::conv2d(x, weights.parameters[weight], optional_parameter(weights, bias), stride, padding);
}

BatchNorm::BatchNorm(Layout& layout, const std::string& name, int64_t channels)
    : scale(layout.parameter(name + ".scale", {channels}, Role::scale, 1)),
      shift(layout.parameter(name + ".shift", {channels}, Role::shift, 1)),
      mean(layout.buffer(name + ".mean", {channels}, 0)),
      variance(layout.buffer(name + ".variance", {channels}, 1)) {}

at::Tensor BatchNorm::operator()(const Weights& weights, const at::Tensor& x, Mode mode) const {
  return at::batch_norm(x, weights.parameters[scale], weights.parameters[shift], weights.buffers[mean],
                        weights.buffers[variance], mode == Mode::training, 0.1, 1e-5, true);
}

at::Tensor projection(const LabelRows& rows, const Weights& weights, const at::Tensor& features,
                      const at::Tensor& labels) {
  return (rows(weights, labels) * features).sum(1);
}

}  // namespace ganscope::networks
