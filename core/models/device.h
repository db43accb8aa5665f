#pragma once
#include <ATen/core/Tensor.h>

#include "core/base/failure.h"

namespace ganscope::models {

/// Where tensors live. `automatic`: a GPU when this LibTorch can use one, else silently the CPU.
enum class Device { automatic, cpu, cuda };

/// The device itself, prepared so that the same seed gives the same numbers there. Fails with `unsupported`
/// for `cuda` where there is no GPU.
[[nodiscard]] Expected<at::Device> choose(Device device);

}  // namespace ganscope::models
