#pragma once
#include <array>
#include <vector>

#include "core/data/law.h"

namespace ganscope::data {

/// One isotropic Gaussian of a mixture.
struct Kernel {
  std::array<double, 2> centre{};  ///< the second is unused in one dimension
  double sigma = 1;                ///< standard deviation, > 0
  double weight = 1;               ///< > 0, relative: a mixture divides by their sum
};

/// Σ weight · N(centre, σ²): clusters, and, with kernels closer than σ along it, a curve with normal noise
/// around it.
class MixtureLaw final : public Law {
 public:
  /// At least one kernel; `dimensions` 1 or 2.
  MixtureLaw(int dimensions, std::vector<Kernel> kernels);

  [[nodiscard]] int dimensions() const override { return dimensions_; }
  [[nodiscard]] double density(std::span<const double> x) const override;
  void sample(Random& random, std::span<double> x) const override;
  [[nodiscard]] const std::vector<Kernel>& kernels() const { return kernels_; }

 private:
  struct Factor {
    double height;   // of the kernel's density at its centre, times its share
    double inverse;  // 1 / 2σ²
  };
  int dimensions_;
  std::vector<Kernel> kernels_;
  std::vector<Factor> factors_;
  std::vector<double> cumulative_;  // shares summed up; empty when all weights are equal
};

}  // namespace ganscope::data
