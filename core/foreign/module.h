#pragma once
#include <ATen/core/Tensor.h>
#include <torch/csrc/jit/api/module.h>

#include <string>

#include "core/base/failure.h"
#include "core/foreign/facts.h"

namespace ganscope::foreign {

/// Reads a TorchScript file, onto the CPU and for evaluation. What is in it is a program: reading it may run
/// it. Fails with a sentence where the file is something else: weights without a program, a pickle, a
/// safetensors file, cut short, or made by a newer torch.
[[nodiscard]] Expected<torch::jit::Module> read_module(const std::string& path);

/// The one line of what the numerical library threw that says what is wrong: without the traceback around it.
[[nodiscard]] std::string telling_line(const std::string& thrown);

/// Runs `forward` on latents [n, latent_dim] and, where `labels` is defined, classes int64 [n]. Returns the
/// pictures as the program makes them (of several outputs the first), in float32. Throws what it throws;
/// std::runtime_error where the output is no tensor.
[[nodiscard]] at::Tensor run_forward(torch::jit::Module& module, Form form, const at::Tensor& latents,
                                     const at::Tensor& labels);

/// Values as the program makes them → [−1, 1], differentiable and not cut.
[[nodiscard]] at::Tensor in_symmetric_range(const at::Tensor& pictures, Range range);

}  // namespace ganscope::foreign
