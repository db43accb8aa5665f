#include "core/models/learning/average.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/wide.h"
#include "core/models/torch_compat.h"

namespace ganscope::models {
namespace {

GANSCOPE_WIDE void average_loop(float* __restrict average, const float* __restrict value, int64_t count,
                                float keep) {
  for (int64_t i = 0; i < count; ++i) average[i] = keep * average[i] + (1 - keep) * value[i];
}

}  // namespace

void average_into(const at::Tensor& average, const at::Tensor& value, double keep) {
  GANSCOPE_CHECK(average.numel() == value.numel(), "an average must have the size of what it averages");
  const at::NoGradGuard no_grad;
  if (average.is_cpu()) {
    average_loop(average.data_ptr<float>(), value.data_ptr<float>(), average.numel(),
                 static_cast<float>(keep));
  } else {
    average.mul_(keep).add_(value, 1 - keep);
  }
}

double warm_decay(double decay, int64_t updates) {
  const double n = static_cast<double>(updates);
  return std::min(decay, (1 + n) / (10 + n));
}

}  // namespace ganscope::models
