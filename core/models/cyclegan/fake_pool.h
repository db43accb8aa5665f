#pragma once
#include <ATen/core/Tensor.h>

#include "core/base/random.h"

namespace ganscope::cyclegan {

/// Fakes of past steps, of which D is shown some in place of new ones, so that it does not forget what G made
/// before (Shrivastava 2017; Zhu 2017, section 4). The pool is a tensor of the run's state, so that training
/// goes on bitwise from a checkpoint: `pool` [places, C, H, W]; how many of it are filled is a number of
/// updates.
///
/// → what D is shown of `fakes` [N, C, H, W]: each with probability ½ an older one, whose place it takes. The
/// first fakes fill the pool and are shown themselves.
[[nodiscard]] at::Tensor from_pool(const at::Tensor& pool, int64_t seen, const at::Tensor& fakes,
                                   Random& random);

}  // namespace ganscope::cyclegan
