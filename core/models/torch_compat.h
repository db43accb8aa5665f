#pragma once
// The one place that asks for LibTorch's version, and that names headers which move between versions.
#include <ATen/Context.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/cuda.h>
#include <torch/version.h>

static_assert(TORCH_VERSION_MAJOR > 1 || (TORCH_VERSION_MAJOR == 1 && TORCH_VERSION_MINOR >= 13),
              "ganscope needs LibTorch 1.13 or newer");

namespace ganscope::models {

/// GPUs that this LibTorch can use; 0 in a build without CUDA.
[[nodiscard]] inline int cuda_device_count() { return static_cast<int>(torch::cuda::device_count()); }

/// The same seed shall give the same numbers on a GPU too: cuDNN's deterministic convolutions alone, and
/// float32 as on the CPU instead of TF32's ten bits of mantissa.
inline void make_cuda_deterministic() {
  at::Context& context = at::globalContext();
  context.setDeterministicCuDNN(true);
  context.setBenchmarkCuDNN(false);
  context.setAllowTF32CuDNN(false);
}

}  // namespace ganscope::models
