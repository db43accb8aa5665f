#include "core/models/cyclegan/fake_pool.h"

#include <ATen/TensorOperators.h>

#include "core/models/torch_compat.h"

namespace ganscope::cyclegan {

at::Tensor from_pool(const at::Tensor& pool, int64_t seen, const at::Tensor& fakes, Random& random) {
  const int64_t places = pool.size(0);
  at::Tensor shown = fakes.detach().clone();
  if (places == 0) return shown;
  const at::NoGradGuard no_grad;
  for (int64_t i = 0; i < shown.size(0); ++i) {
    if (seen + i < places) {
      pool[seen + i].copy_(shown[i]);
      continue;
    }
    if (!random.chance(0.5)) continue;
    const at::Tensor place = pool[static_cast<int64_t>(random.below(static_cast<uint64_t>(places)))];
    const at::Tensor older = place.clone();
    place.copy_(shown[i]);
    shown[i].copy_(older);
  }
  return shown;
}

}  // namespace ganscope::cyclegan
