#include "core/models/flow/losses.h"

#include <ATen/TensorOperators.h>

namespace ganscope::flow {

at::Tensor on_the_line(const at::Tensor& noise, const at::Tensor& samples, const at::Tensor& times) {
  const at::Tensor t = samples.dim() == 4 ? times.view({-1, 1, 1, 1}) : times;
  return noise + t * (samples - noise);
}

at::Tensor velocity_errors(const at::Tensor& velocity, const at::Tensor& noise, const at::Tensor& samples) {
  return (velocity - (samples - noise)).square().flatten(1).mean(1);
}

}  // namespace ganscope::flow
