#include "core/networks/spectral_norm.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/dot.h>
#include <ATen/ops/mv.h>

#include <cmath>

namespace ganscope::networks {
namespace {

// [out, everything else]. A convolution's weight lies as [out, kh, kw, in] in memory; that order of columns
// needs no copy, and singular values do not care.
at::Tensor as_matrix(const at::Tensor& weight) {
  return weight.dim() == 4 ? weight.permute({0, 2, 3, 1}).flatten(1) : weight;
}

at::Tensor unit(const at::Tensor& vector) { return vector / (vector.norm() + 1e-12); }

float unit_value(int64_t count) { return static_cast<float>(1 / std::sqrt(static_cast<double>(count))); }

}  // namespace

SpectralNorm::SpectralNorm(Layout& layout, size_t weight) : weight_(weight) {
  const Part& part = layout.parameters()[weight];
  const std::string name = part.name;
  const int64_t rows = part.shape[0];
  const int64_t columns = part.count / rows;
  u_ = layout.buffer(name + ".u", {rows}, unit_value(rows));
  v_ = layout.buffer(name + ".v", {columns}, unit_value(columns));
}

at::Tensor SpectralNorm::operator()(const Weights& weights, Mode mode) const {
  const at::Tensor& weight = weights.parameters[weight_];
  const at::Tensor matrix = as_matrix(weight);  // [out, rest]
  at::Tensor u = weights.buffers[u_], v = weights.buffers[v_];
  if (mode != Mode::evaluation) {
    const at::NoGradGuard no_grad;
    const at::Tensor next_v = unit(matrix.t().mv(u));
    const at::Tensor next_u = unit(matrix.mv(next_v));
    store(v, next_v);
    store(u, next_u);
    // The graph keeps these, for the next pass writes the buffers again.
    v = next_v;
    u = next_u;
  }
  return weight / u.dot(matrix.mv(v));
}

}  // namespace ganscope::networks
