#include "core/gan/gan_state.h"

#include <ATen/ops/from_blob.h>
#include <sys/mman.h>

#include "core/base/check.h"
#include "core/gan/torch_compat.h"

namespace ganscope::gan {
namespace {

/// [count] float32 in pages of its own, undefined when there is no memory. The history keeps and drops many
/// megabytes over and over: from the heap they would leave holes that never close, and memory would creep.
at::Tensor block_of_pages(int64_t count) {
  const size_t bytes = static_cast<size_t>(count) * sizeof(float);
  void* pages =
      mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
  if (pages == MAP_FAILED) return {};
  return at::from_blob(
      pages, {count}, [bytes](void* begin) { munmap(begin, bytes); }, at::TensorOptions(at::kFloat));
}

}  // namespace

size_t GanSnapshot::bytes() const {
  size_t sum = sizeof(*this);
  for (const at::Tensor* tensor : tensors_.all()) sum += static_cast<size_t>(tensor->numel()) * sizeof(float);
  return sum;
}

void StateTensors::forget_unused(const Optimiser& optimiser) {
  for (Moments* moments : {&g_moments, &d_moments}) {
    if (!optimiser.remembers_first()) moments->first = moments->first.narrow(0, 0, 0);
    if (!optimiser.remembers_second()) moments->second = moments->second.narrow(0, 0, 0);
  }
}

StateTensors clone(const StateTensors& tensors) {
  const at::NoGradGuard no_grad;
  constexpr int64_t line = 16;  // floats: every tensor begins on a cache line
  const auto room = [](const at::Tensor& tensor) { return (tensor.numel() + line - 1) / line * line; };
  int64_t total = line;
  for (const at::Tensor* tensor : tensors.all()) total += room(*tensor);
  const at::Tensor block = tensors.g.is_cpu() ? block_of_pages(total) : at::Tensor();
  StateTensors copy = tensors;
  int64_t place = 0;
  for (at::Tensor* tensor : copy.all()) {
    const at::Tensor source = tensor->detach();
    if (!block.defined()) {
      *tensor = source.clone();
      continue;
    }
    *tensor = block.narrow(0, place, source.numel());
    tensor->copy_(source);
    place += room(source);
  }
  return copy;
}

void copy_into(StateTensors& target, const StateTensors& source) {
  const at::NoGradGuard no_grad;
  const auto to = target.all();
  const auto from = source.all();
  for (size_t i = 0; i < to.size(); ++i) {
    if (from[i]->numel() == 0) {  // left out
      to[i]->zero_();
      continue;
    }
    GANSCOPE_CHECK(to[i]->sizes() == from[i]->sizes(), "a state of other networks cannot be restored");
    to[i]->copy_(*from[i]);
  }
}

}  // namespace ganscope::gan
