#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/api/layers.h"
#include "core/api/slow_step.h"

/// Arithmetic on what a step tells, and how its numbers are written.
namespace ganscope::panels::slowly {

/// With so many significant digits: 0.798 · 1.30 · 0.0042 · 3.1e-06.
[[nodiscard]] std::string significant(double value, int digits);

/// Factors and what they multiply out to, as written: three digits each, the product two, and the product of
/// the factors as written rounds to the product as written. The last factor gives way, by less than one in a
/// hundred.
struct Multiplied {
  std::vector<std::string> factors;
  std::string product;
};
[[nodiscard]] Multiplied multiplied(std::span<const double> factors, double product);

/// Two terms and their sum, as written: three places after the point, and the terms as written add up.
struct Added {
  std::string first, second, sum;
};
[[nodiscard]] Added added(double first, double sum);

[[nodiscard]] double mean(std::span<const float> values);
/// The mean of σ(v).
[[nodiscard]] double mean_belief(std::span<const float> logits);
/// Σ |v|: of slopes by the mean loss, the mean of what each sample is told.
[[nodiscard]] double total_length(std::span<const float> values);

/// ‖∂L_G/∂θ‖ as three factors: how hard the verdicts are pulled, mean of N·|∂L/∂v|; how much that is at the
/// samples, mean of N·‖∂L/∂x‖, as a multiple of it; and how much at the weights, as a multiple of that.
struct ChainOfG {
  double verdict = 0, by_verdict = 0, by_weights = 0, length = 0;
  [[nodiscard]] double at_samples() const { return verdict * by_verdict; }
};
[[nodiscard]] ChainOfG chain_of_g(const api::PartFacts& loss, const api::PartFacts& gradient);

/// How a gradient comes through the layers on its way from the last to the first, by what the first gets of
/// what the last gets: less than a hundredth, it vanishes; else even where every layer gets at least half of
/// the next and the first no more than twice the last; else less than half, it fades; more than twice, it
/// grows; or uneven, with a narrow place on the way.
enum class Passage { even, uneven, fading, vanishing, growing, none };
struct Passing {
  Passage passage = Passage::none;
  double first_of_last = 0;  ///< what the first layer gets, as a share of what the last gets
};
[[nodiscard]] Passing passing(std::span<const api::LayerLength> layers);

/// A layer's name as it is read: "hidden3" is the third of those called hidden. `number` may be empty.
struct LayerTitle {
  std::string kind, number;
};
[[nodiscard]] LayerTitle layer_title(std::string_view name);

/// "2→48→48→2" or "2→3×128→2" of an MLP, "64 → 3×32×32" of others' G, "3×32×32 → 512 → 1" of their D.
[[nodiscard]] std::string chain_words(const std::vector<api::LayerRow>& layers, std::string_view player);

/// Pairs [N, 2] of samples of one or two dimensions; of more, the first two.
[[nodiscard]] std::vector<float> pairs(const api::Numbers& rows);

/// Shares of `values` that fall into equal parts of [low, high]; what lies outside falls into the last ones.
[[nodiscard]] std::vector<float> histogram(std::span<const float> values, double low, double high, int bins);

}  // namespace ganscope::panels::slowly
