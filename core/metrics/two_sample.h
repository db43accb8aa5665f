#pragma once
#include <cstdint>
#include <span>

#include "core/base/failure.h"
#include "core/base/progress.h"

namespace ganscope::metrics {

/// The classifier two-sample test (Lopez-Paz & Oquab 2017): a fresh classifier learns to tell real from
/// generated on half of the samples and is asked about the other half.
struct TwoSample {
  double accuracy = 0;    ///< 0.5: indistinguishable to it; 1: told apart every time
  int64_t questions = 0;  ///< asked about, half of them real: chance alone strays by √(¼/questions)
};

constexpr int64_t fewest_of_two_samples = 8;  ///< of each

/// Points [n, dimensions]: a perceptron of twice 64 hidden units on points scaled to unit variance, 400
/// batches of 256. As many of each as the smaller side has, 5,000 at most. About 0.5 s. NaN when a point is
/// not finite.
[[nodiscard]] Expected<TwoSample> two_sample_points(std::span<const float> real, std::span<const float> fake,
                                                    int dimensions, const WorkContext& context);

/// Pictures [n, height, width, channels] in bytes: the feature network's shape, fresh weights, 250 batches of
/// 64 pictures at 32×32. As many of each as the smaller side has, 2,000 at most. About 4 s.
struct PictureShape {
  int height = 0, width = 0, channels = 0;
};
[[nodiscard]] Expected<TwoSample> two_sample_pictures(std::span<const uint8_t> real,
                                                      std::span<const uint8_t> fake, PictureShape shape,
                                                      const WorkContext& context);

}  // namespace ganscope::metrics
