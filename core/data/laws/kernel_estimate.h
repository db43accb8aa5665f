#pragma once
#include <memory>
#include <span>
#include <vector>

#include "core/data/law.h"
#include "core/data/laws/mixture_law.h"

namespace ganscope::data {

/// The density of a sample of unknown origin, estimated with a Gaussian kernel around its points (Rosenblatt
/// 1956; Parzen 1962), the bandwidth by Scott's rule: in each dimension the standard deviation times
/// n^(−1/(dimensions + 4)). Of more than `most_kernels` points as many, evenly through the file, stand for
/// all, so that asking stays quick; n is their number. An estimate, so smoother than the truth.
class KernelEstimate final : public Law {
 public:
  static constexpr size_t most_kernels = 2000;

  /// `points` [count, dimensions], finite, at least two of them different.
  KernelEstimate(std::span<const float> points, int dimensions);

  [[nodiscard]] int dimensions() const override { return kernels_.dimensions(); }
  [[nodiscard]] double density(std::span<const double> x) const override;
  void sample(Random& random, std::span<double> x) const override;
  [[nodiscard]] const std::array<double, 2>& bandwidth() const { return bandwidth_; }

 private:
  std::array<double, 2> bandwidth_;  // a dimension each; 1 in a missing second
  MixtureLaw kernels_;               // of the points divided by the bandwidth, each N(0, 1)
};

}  // namespace ganscope::data
