#include "core/foreign/module.h"

#include <ATen/TensorOperators.h>
#include <fmt/format.h>
#include <torch/csrc/jit/runtime/graph_executor.h>

#include <stdexcept>

namespace ganscope::foreign {
namespace {

const char* range_in_words(Range range) {
  switch (range) {
    case Range::symmetric:
      return "[−1, 1]";
    case Range::unit:
      return "[0, 1]";
    case Range::bytes:
      return "[0, 255]";
  }
  return "";
}

/// The type of its weights; half precision the CPU cannot compute with is gone by then.
at::ScalarType type_of(const torch::jit::Module& module) {
  for (const at::Tensor& parameter : module.parameters())
    if (parameter.is_floating_point()) return parameter.scalar_type();
  return at::kFloat;
}

at::Tensor first_tensor(const torch::jit::IValue& out) {
  if (out.isTensor()) return out.toTensor();
  if (out.isTuple() && !out.toTupleRef().elements().empty())
    return first_tensor(out.toTupleRef().elements()[0]);
  if (out.isTensorList() && !out.toTensorVector().empty()) return out.toTensorVector().front();
  throw std::runtime_error("its output is no tensor but a " + out.tagKind());
}

}  // namespace

std::string in_words(const Facts& facts) {
  const std::string latent = facts.form == Form::flat ? fmt::format("[N, {}]", facts.latent_dim)
                                                      : fmt::format("[N, {}, 1, 1]", facts.latent_dim);
  return fmt::format("It takes latents of {} numbers as {}{} and draws pictures of {} × {} × {} in {}",
                     facts.latent_dim, latent,
                     facts.classes > 0 ? fmt::format(", one of {} classes,", facts.classes) : "", facts.width,
                     facts.height, facts.channels, range_in_words(facts.range));
}

at::Tensor run_forward(torch::jit::Module& module, Form form, const at::Tensor& latents,
                       const at::Tensor& labels) {
  // Optimising a graph takes longer than drawing some pictures, and happens anew for every batch size.
  const torch::jit::GraphOptimizerEnabledGuard as_written(false);
  const at::Tensor rows = latents.to(type_of(module));
  torch::jit::Stack inputs{form == Form::flat ? rows : rows.unsqueeze(2).unsqueeze(3)};
  if (labels.defined()) inputs.emplace_back(labels);
  return first_tensor(module.forward(std::move(inputs))).to(at::kFloat);
}

at::Tensor in_symmetric_range(const at::Tensor& pictures, Range range) {
  switch (range) {
    case Range::symmetric:
      return pictures;
    case Range::unit:
      return pictures * 2 - 1;
    case Range::bytes:
      return pictures / 127.5 - 1;
  }
  return pictures;
}

}  // namespace ganscope::foreign
