#pragma once
#include <string>
#include <vector>

#include "core/base/failure.h"
#include "core/data/laws/mixture_law.h"

namespace ganscope::data {

/// Reads a mixture in one dimension: "0.3:-2:0.5, 0.7:1:0.8" is 0.3 · N(−2, 0.5²) + 0.7 · N(1, 0.8²). Weights
/// need not sum to 1. 1 to 64 parts; weights in (0, 1e6], means within ±1000, sigmas in [0.001, 1000]. Fails
/// with `usage` and names the part.
[[nodiscard]] Expected<std::vector<Kernel>> read_mixture(const std::string& text, const std::string& where);

}  // namespace ganscope::data
