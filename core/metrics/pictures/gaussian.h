#pragma once
#include <span>
#include <vector>

namespace ganscope::metrics {

/// Mean and covariance (divided by n − 1) of some vectors, in double precision.
struct Gaussian {
  std::vector<double> mean;        ///< [d]
  std::vector<double> covariance;  ///< [d, d], symmetric
};

/// Fits rows [n, dimensions]; at least two rows.
[[nodiscard]] Gaussian fit_gaussian(std::span<const float> rows, int dimensions);

/// ‖μ₁−μ₂‖² + Tr(Σ₁ + Σ₂ − 2(Σ₁^½ Σ₂ Σ₁^½)^½): the Fréchet (2-Wasserstein) distance of two Gaussians,
/// squared, as FID has it (Dowson & Landau 1982; Heusel 2017). Never negative.
[[nodiscard]] double frechet_distance(const Gaussian& a, const Gaussian& b);

}  // namespace ganscope::metrics
