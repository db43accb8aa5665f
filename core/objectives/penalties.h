#pragma once
#include <memory>

#include "core/objectives/regulariser.h"

namespace ganscope::objectives {

/// γ/2 · E‖∇ₓD(x)‖² on real samples (R1) or on generated ones (R2; Mescheder 2018, equations 9 and 10), every
/// `interval`-th D update and then times `interval` (lazily, as Karras 2020): the same strength on average at
/// a fraction of the cost.
[[nodiscard]] std::unique_ptr<Regulariser> make_r1(double gamma, int64_t interval);
[[nodiscard]] std::unique_ptr<Regulariser> make_r2(double gamma, int64_t interval);

/// λ · E(‖∇D(x̂)‖₂ − 1)², x̂ = αx + (1 − α)G(z), α uniform in [0, 1), one a pair (Gulrajani 2017, algorithm 1).
[[nodiscard]] std::unique_ptr<Regulariser> make_gradient_penalty(double lambda);

/// λ · E(‖∇D(x + δ)‖₂ − 1)², δ ~ N(0, (c·s)²), s the standard deviation of all values of the batch (Kodali
/// 2017, algorithm 1, where δ ~ N(0, c); relative to s as in the authors' program, so that c means the same
/// for any data).
[[nodiscard]] std::unique_ptr<Regulariser> make_dragan(double lambda, double spread);

[[nodiscard]] RegulariserEntry r1();
[[nodiscard]] RegulariserEntry r2();
[[nodiscard]] RegulariserEntry dragan();

/// The option of `make_gradient_penalty`, for the objective that carries it.
[[nodiscard]] config::Option gp_lambda();
[[nodiscard]] std::unique_ptr<Regulariser> gradient_penalty_of(const config::Settings& settings);

}  // namespace ganscope::objectives
