#pragma once
#include <ATen/core/Tensor.h>

#include "core/models/autoencoder/parts.h"

namespace ganscope::autoencoder {

/// KL(N(μ, s²) ‖ N(0, 1)) = ½ Σ (μ² + s² − log s² − 1) over the numbers of a code, in nats; the mean over
/// the codes, [] (Kingma & Welling 2014, appendix B).
[[nodiscard]] at::Tensor kl_of(const Code& code);

/// Σ (y − x)²/(2σ²) over the values of a sample, the mean over the samples, []: −log N(x; y, σ²) but for a
/// constant. Both [N, …].
[[nodiscard]] at::Tensor error_in_variances(const at::Tensor& drawn, const at::Tensor& real, double sigma);

}  // namespace ganscope::autoencoder
