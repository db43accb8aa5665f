#include "core/gan/gan_state.h"

#include "core/base/check.h"
#include "core/gan/torch_compat.h"

namespace ganscope::gan {

size_t GanSnapshot::bytes() const {
  size_t sum = sizeof(*this);
  for (const at::Tensor* tensor : tensors_.all()) sum += static_cast<size_t>(tensor->numel()) * sizeof(float);
  return sum;
}

StateTensors clone(const StateTensors& tensors) {
  const at::NoGradGuard no_grad;
  StateTensors copy = tensors;
  for (at::Tensor* tensor : copy.all()) *tensor = tensor->detach().clone();
  return copy;
}

void copy_into(StateTensors& target, const StateTensors& source) {
  const at::NoGradGuard no_grad;
  const auto to = target.all();
  const auto from = source.all();
  for (size_t i = 0; i < to.size(); ++i) {
    GANSCOPE_CHECK(to[i]->sizes() == from[i]->sizes(), "a state of other networks cannot be restored");
    to[i]->copy_(*from[i]);
  }
}

}  // namespace ganscope::gan
