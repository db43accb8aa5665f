#pragma once
#include <vector>

#include "core/objectives/objective.h"

namespace ganscope::objectives {

/// f-GAN (Nowozin 2016): D's raw output v becomes T = g_f(v), and F = E T(x) − E f*(T(G(z))) is a lower bound
/// of the f-divergence (equation 6), which D raises and G lowers. g_f and f* are those of the paper's
/// table 2.
[[nodiscard]] std::vector<ObjectiveEntry> f_gan_objectives();

}  // namespace ganscope::objectives
