#pragma once
// The one place that asks for LibTorch's version, and that names headers which move between versions.
#include <ATen/core/grad_mode.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/version.h>

static_assert(TORCH_VERSION_MAJOR > 1 || (TORCH_VERSION_MAJOR == 1 && TORCH_VERSION_MINOR >= 13),
              "ganscope needs LibTorch 1.13 or newer");

namespace ganscope::gan {

/// GPUs that this LibTorch can use; 0 in a build without CUDA.
[[nodiscard]] inline int cuda_device_count() {
  const auto& hooks = at::detail::getCUDAHooks();
  return hooks.hasCUDA() ? static_cast<int>(hooks.getNumGPUs()) : 0;
}

}  // namespace ganscope::gan
