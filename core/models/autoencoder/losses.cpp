#include "core/models/autoencoder/losses.h"

#include <ATen/TensorOperators.h>

namespace ganscope::autoencoder {

at::Tensor kl_of(const Code& code) {
  const at::Tensor each =
      code.mean.square() + code.log_variance.exp() - code.log_variance - 1;  // [N, latent_dim]
  return 0.5 * each.sum() / static_cast<double>(code.mean.size(0));
}

at::Tensor error_in_variances(const at::Tensor& drawn, const at::Tensor& real, double sigma) {
  return (drawn - real).square().sum() / (2 * sigma * sigma * static_cast<double>(real.size(0)));
}

}  // namespace ganscope::autoencoder
