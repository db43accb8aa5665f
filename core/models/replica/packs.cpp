#include "core/models/replica/packs.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/roll.h>
#include <ATen/ops/stack.h>

#include <vector>

namespace ganscope::models {
namespace {

std::vector<at::Tensor> with_neighbours(const at::Tensor& values, int64_t packing) {
  std::vector<at::Tensor> members;
  for (int64_t i = 0; i < packing; ++i) members.push_back(values.roll({-i}, {0}));
  return members;
}

}  // namespace

at::Tensor packs_of_samples(const at::Tensor& samples, int64_t packing) {
  if (packing == 1) return samples;
  const at::Tensor packs = at::cat(with_neighbours(samples, packing), 1);
  return packs.dim() == 4 ? packs.contiguous(at::MemoryFormat::ChannelsLast) : packs;
}

at::Tensor packs_of_labels(const at::Tensor& labels, int64_t packing) {
  if (packing == 1 || !labels.defined()) return labels;
  return at::stack(with_neighbours(labels, packing), 1).flatten(0, 1);
}

}  // namespace ganscope::models
