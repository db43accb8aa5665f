#include "core/networks/normalisation.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/rsqrt.h>
#include <ATen/ops/var_mean.h>

#include <vector>

#include "core/networks/halves.h"
#include "core/networks/trace.h"

namespace ganscope::networks {
namespace {

constexpr double eps = 1e-5;

const char* kind_of(Norm::Over over) {
  if (over == Norm::Over::batch) return "batch norm";
  return over == Norm::Over::instance ? "instance norm" : "layer norm";
}

}  // namespace

std::optional<Norm::Over> norm_of(const std::string& name) {
  if (name == "batch") return Norm::Over::batch;
  if (name == "instance") return Norm::Over::instance;
  if (name == "layer") return Norm::Over::layer;
  return {};
}

Norm::Norm(Layout& layout, const std::string& name, int64_t channels, Over over)
    : over_(over),
      scale_(layout.parameter(name + ".scale", {channels}, Role::scale, 1)),
      shift_(layout.parameter(name + ".shift", {channels}, Role::shift, 1)) {
  if (over != Over::batch) return;
  mean_ = layout.buffer(name + ".mean", {channels}, 0);
  variance_ = layout.buffer(name + ".variance", {channels}, 1);
}

at::Tensor Norm::operator()(const Weights& weights, const at::Tensor& x, Mode mode) const {
  const at::Tensor y = over_ == Over::batch ? by_batch(weights, x, mode) : by_sample(weights, x);
  if (weights.trace != nullptr)
    note(weights, kind_of(over_), "", x, y, {scale_, shift_}, y.numel() / y.size(0));
  return y;
}

at::Tensor Norm::by_batch(const Weights& weights, const at::Tensor& x, Mode mode) const {
  const auto norm = [&](const at::Tensor& batch) {
    return at::batch_norm(batch, weights.parameters[scale_], weights.parameters[shift_],
                          weights.buffers[*mean_], weights.buffers[*variance_], mode != Mode::evaluation, 0.1,
                          eps, true);
  };
  return mode == Mode::training_halves ? by_halves(x, norm) : norm(x);
}

at::Tensor Norm::by_sample(const Weights& weights, const at::Tensor& x) const {
  std::vector<int64_t> over, by_channel(static_cast<size_t>(x.dim()), 1);
  for (int64_t d = over_ == Over::layer ? 1 : 2; d < x.dim(); ++d) over.push_back(d);
  by_channel[1] = x.size(1);
  TORCH_CHECK(!over.empty(), "instance norm needs pictures");
  const auto [variance, mean] = at::var_mean(x, at::IntArrayRef(over), /*unbiased=*/false, /*keepdim=*/true);
  return (x - mean) * (variance + eps).rsqrt() * weights.parameters[scale_].view(by_channel) +
         weights.parameters[shift_].view(by_channel);
}

}  // namespace ganscope::networks
