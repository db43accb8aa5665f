#pragma once
#include "core/objectives/regulariser.h"

namespace ganscope::objectives {

/// How much differentiable augmentation changes. At strength 1 the ranges are those of Zhao 2020, and they
/// shrink with it.
struct DiffAugmentation {
  double strength = 1;  ///< 0 to 1
  bool colour = true;   ///< brightness ±½, saturation × 0…2, contrast × ½…1½, one of each a picture
  bool translation = true;  ///< by up to an eighth of the side in x and in y; 0 (mid-grey) comes in
  bool cutout = true;       ///< a square of half the side is 0, its middle anywhere in the picture
};

/// Differentiable augmentation (Zhao 2020, "Differentiable augmentation for data-efficient GAN training"):
/// D never sees a picture as it is, neither real nor generated ones, so it cannot learn the real ones by
/// heart, and G, whose gradient comes through the augmentation, does not learn to augment. `pictures` [N, C,
/// H, W]; the same out, each picture augmented on its own, with the graph back to `pictures`. Where the paper
/// draws from the numerical library's generator, this draws from `random`.
[[nodiscard]] at::Tensor diff_augmented(const at::Tensor& pictures, const DiffAugmentation& how,
                                        Random& random);

/// Points (any tensor without four dimensions) go through unchanged.
[[nodiscard]] RegulariserEntry diff_augment();

}  // namespace ganscope::objectives
