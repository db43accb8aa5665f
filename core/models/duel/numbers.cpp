#include "core/models/duel/numbers.h"

#include <ATen/ops/empty.h>

#include <cstddef>

namespace ganscope::models {

std::vector<double> to_doubles(const at::Tensor& logits) {
  const at::Tensor plain = logits.detach().to(at::kCPU).contiguous();
  if (plain.scalar_type() == at::kDouble)
    return {plain.data_ptr<double>(), plain.data_ptr<double>() + plain.numel()};
  const float* values = plain.data_ptr<float>();
  return {values, values + plain.numel()};
}

at::Tensor to_tensor(std::span<const double> values, const at::Tensor& like) {
  const auto fill = [&]<class T>(T, at::ScalarType type) {
    const at::Tensor tensor = at::empty({static_cast<int64_t>(values.size())}, type);
    T* target = tensor.data_ptr<T>();
    for (size_t i = 0; i < values.size(); ++i) target[i] = static_cast<T>(values[i]);
    return tensor.to(like.device());
  };
  return like.scalar_type() == at::kDouble ? fill(0.0, at::kDouble) : fill(0.0F, at::kFloat);
}

}  // namespace ganscope::models
