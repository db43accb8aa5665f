#include "core/objectives/disturbances.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/ones.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace ganscope::objectives {
namespace {

TEST(InstanceNoise, FadesEvenlyAndIsGoneAtItsLastStep) {
  const auto noise = make_instance_noise(0.8, 100);
  const at::Tensor samples = at::ones({4, 3, 16, 16});
  Random random(5);
  const auto added = [&](int64_t step) {
    return (noise->transform(samples, random, step) - samples).std().item<double>();
  };
  // 3,072 draws: the deviation errs by about 1/√(2·3072) ≈ 1.3 %.
  EXPECT_NEAR(added(0), 0.8, 0.04);
  EXPECT_NEAR(added(75), 0.2, 0.01);
  EXPECT_EQ(noise->transform(samples, random, 100).data_ptr<float>(), samples.data_ptr<float>())
      << "nothing is computed any more";
}

TEST(LabelSmoothing, SoftensRealLabelsOnly) {
  std::vector<double> real(3), fake(3);
  Random random(1);
  const auto smoothing = make_label_smoothing(0.1);
  EXPECT_TRUE(smoothing->swaps_labels());
  smoothing->swap_labels(real, fake, random);
  EXPECT_EQ(real, (std::vector<double>{0.1, 0.1, 0.1}));
  EXPECT_EQ(fake, (std::vector<double>{0, 0, 0}));
}

TEST(LabelFlipping, SwapsLabelsOnBothSidesWithItsProbabilityAndLeavesTheOthers) {
  std::vector<double> real(4000, 0.1), fake(4000, 0.0);
  Random random(1);
  make_label_flipping(0.25)->swap_labels(real, fake, random);
  // 4,000 chances of 0.25: a standard deviation of 27
  EXPECT_NEAR(static_cast<double>(std::ranges::count(real, 1.0)), 1000, 110);
  EXPECT_NEAR(static_cast<double>(std::ranges::count(fake, 1.0)), 1000, 110);
  EXPECT_EQ(std::ranges::count(real, 0.1) + std::ranges::count(real, 1.0), 4000);
}

}  // namespace
}  // namespace ganscope::objectives
