#include "core/models/translation/translator.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/tanh.h>

#include "core/models/torch_compat.h"

namespace ganscope::models {
namespace {

int64_t outputs(const networks::Task& task, Translator::Ending ending) {
  return task.channels + (ending == Translator::Ending::masked ? 1 : 0);
}

}  // namespace

Translator::Translator(const networks::Task& task, int64_t width, Ending ending)
    : channels_(task.channels),
      ending_(ending),
      net_({task.input_channels, outputs(task, ending), task.height, width}) {}

Translator::Drawn Translator::draw(const networks::Weights& weights, const at::Tensor& inputs,
                                   networks::Mode mode) const {
  const at::Tensor said = net_.forward(weights, inputs, mode);
  const at::Tensor drawn = at::tanh(said.narrow(1, 0, channels_));
  if (ending_ == Ending::whole) return {drawn, {}};
  const at::Tensor mask = ending_ == Ending::masked
                              ? at::sigmoid(said.narrow(1, channels_, 1))
                              : (1 - inputs.narrow(1, inputs.size(1) - 1, 1)) * 0.5;  // [N, 1, H, W]
  return {inputs.narrow(1, 0, channels_) * (1 - mask) + mask * drawn, mask};
}

void Translator::calm(const networks::Weights& weights) const {
  if (ending_ != Ending::masked) return;
  constexpr double calmer = 0.1, nearly_closed = -1;
  const at::NoGradGuard no_grad;
  const networks::Convolution& last = net_.last();
  weights.parameters[last.weight].mul_(calmer);
  // Four channels become the 2×2 pixels of one: the mask's are the last four.
  weights.parameters[*last.bias].narrow(0, 4 * channels_, 4).fill_(nearly_closed);
}

}  // namespace ganscope::models
