#pragma once
#include <memory>

#include "core/objectives/regulariser.h"

namespace ganscope::objectives {

/// Keeps G's pictures as flat as real ones where those are flat:
///   L_G += λ · mean over c, i, j of max(0, E φ(|∇²G(z)|) − E φ(|∇²x|)),  φ(u) = min(u, edge),
/// ∇² the five-point Laplacian of channel c at the inner pixel (i, j), in values of [−1, 1]; the first
/// expectation over the batch, the second over all real pictures. What is steeper than `edge` counts as an
/// edge however steep, so that no edge is softened; an `edge` of 8 or more compares the bare contrast, which
/// does soften them. A measure of our own; no paper.
[[nodiscard]] std::unique_ptr<Regulariser> make_grain_matching(double lambda, double edge);

[[nodiscard]] RegulariserEntry grain_matching();

}  // namespace ganscope::objectives
