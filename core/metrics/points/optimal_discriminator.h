#pragma once
#include <span>
#include <vector>

#include "core/data/law.h"

namespace ganscope::metrics {

/// The density of the law from which some points come, estimated with Gaussian kernels of one bandwidth. The
/// bandwidth is the one of 16, a factor of √2 apart, under which every point is most probable given all the
/// others (leave-one-out likelihood; Habbema 1974, Duin 1976): it finds the scale of narrow clusters, which
/// rules from the overall spread miss by far. n²/2 exponentials: 2,500 points take about 0.15 s.
class KernelDensity {
 public:
  /// `points` [n, dimensions], dimensions 1 or 2, two points at least, all finite.
  KernelDensity(std::span<const float> points, int dimensions);
  /// At `x` [dimensions]; per unit of length or area.
  [[nodiscard]] double at(std::span<const float> x) const;
  /// At point number `i`, estimated from all the others.
  [[nodiscard]] double without_itself(size_t i) const;
  [[nodiscard]] double bandwidth() const { return bandwidth_; }

 private:
  [[nodiscard]] double sum_at(std::span<const float> x) const;  ///< of exp(−‖x − x_i‖²/2h²)

  std::vector<float> points_;
  size_t dimensions_, count_;
  double bandwidth_ = 0;
};

/// D*(x) = p_data(x) / (p_data(x) + p_model(x)) (Goodfellow 2014, proposition 1); 0 where neither is.
[[nodiscard]] double optimal_discriminator(double p_data, double p_model);

/// The mean of |σ(D(x)) − D*(x)| over real and generated points, half and half: 0 for an optimal D, at
/// most 1. p_data is the law's density, p_model a KernelDensity of the generated points. `real` and `fake`
/// [n, dimensions], the latter from the very weights against which D trains; `d_real` and `d_fake` [n] what D
/// says of them. The estimate of p_model has a floor: what D = ½ gets beside samples of the law itself, about
/// 0.03 for 2,500 points of a ring. NaN when a point or a score is not finite. Cost as KernelDensity's, and
/// n·m exponentials: 500 of each take about 10 ms.
[[nodiscard]] double distance_to_optimum(const data::Law& law, std::span<const float> real,
                                         std::span<const float> d_real, std::span<const float> fake,
                                         std::span<const float> d_fake);

}  // namespace ganscope::metrics
