#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace ganscope::metrics {

/// How much neighbouring pixels differ where they hardly should: the mean of |∇²x|, ∇² the five-point
/// Laplacian (the four neighbours' sum − four times the pixel) of one channel, in values of [−1, 1], so from
/// 0 to 8. Noise of standard deviation s on every pixel alone gives 3.6 s.
class Grain {
 public:
  /// Looks in `real` [count, height, width, channels] for the flattest tenth of the inner pixels: those where
  /// the mean of |∇²| over all pictures and channels is smallest.
  Grain(std::span<const uint8_t> real, int64_t count, int height, int width, int channels);

  /// Over the flattest tenth of the inner pixels. NaN for pictures without inner pixels, or of none at all.
  [[nodiscard]] double flattest(std::span<const uint8_t> pictures, int64_t count) const;
  /// Over the upper corners: two squares of inner pixels, an eighth of the picture's width each.
  [[nodiscard]] double upper_corners(std::span<const uint8_t> pictures, int64_t count) const;

 private:
  [[nodiscard]] std::vector<double> contrast(std::span<const uint8_t> pictures, int64_t count) const;
  [[nodiscard]] double over(const std::vector<size_t>& places, std::span<const uint8_t> pictures,
                            int64_t count) const;

  int height_, width_, channels_;
  std::vector<size_t> flattest_, corners_;  // places of [height − 2, width − 2]
};

}  // namespace ganscope::metrics
