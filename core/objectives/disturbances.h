#pragma once
#include <memory>

#include "core/objectives/regulariser.h"

namespace ganscope::objectives {

/// Adds σ·N(0, 1) to everything that D is shown, σ falling evenly from `sigma` to 0 at step `steps` (Sønderby
/// 2017; Arjovsky & Bottou 2017): real and generated samples overlap, so that D cannot be sure.
[[nodiscard]] std::unique_ptr<Regulariser> make_instance_noise(double sigma, int64_t steps);

/// One-sided label smoothing (Salimans 2016, 3.4): D's target for real samples is 1 − `smoothing`.
[[nodiscard]] std::unique_ptr<Regulariser> make_label_smoothing(double smoothing);

/// In every D update the label of each sample, real or generated, is swapped with this probability.
[[nodiscard]] std::unique_ptr<Regulariser> make_label_flipping(double probability);

[[nodiscard]] RegulariserEntry instance_noise();
[[nodiscard]] RegulariserEntry label_smoothing();
[[nodiscard]] RegulariserEntry label_flipping();

}  // namespace ganscope::objectives
