#pragma once
#include <ATen/core/Tensor.h>

#include "core/base/random.h"

namespace ganscope::objectives {

/// Independent standard normals of the shape, type and device of `samples`, drawn from the training's own
/// generator.
[[nodiscard]] at::Tensor normal_like(const at::Tensor& samples, Random& random);

}  // namespace ganscope::objectives
