#include "core/objectives/noise.h"

#include <ATen/ops/empty.h>

namespace ganscope::objectives {

at::Tensor normal_like(const at::Tensor& samples, Random& random) {
  at::Tensor noise = at::empty(samples.sizes(), at::kFloat);
  random.fill_normal({noise.data_ptr<float>(), static_cast<size_t>(noise.numel())});
  return noise.to(samples.options());
}

}  // namespace ganscope::objectives
