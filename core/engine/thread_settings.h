#pragma once
#include "core/engine/engine.h"

namespace ganscope {

/// What really holds on the calling thread.
[[nodiscard]] ThreadReport current_threads();

/// Torch's thread count is kept per thread: a worker that has used ATen before would not see main()'s
/// setting. First thing on every worker; returns what holds afterwards.
int adopt_threads(int threads);

}  // namespace ganscope
