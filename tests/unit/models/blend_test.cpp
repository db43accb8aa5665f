#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/small_gan.h"

namespace ganscope {
namespace {

/// A conditional model of three classes of pictures; with its label embedded, or as rows that one-hot labels
/// add.
class Blend : public ::testing::TestWithParam<std::string> {
 protected:
  Blend() {
    at::set_num_threads(1);
    for (int i = 0; i < 2; ++i) model_->step(api::StepKind::both);
    snapshot_ = model_->snapshot();
    Random(1).fill_normal(latents_);
  }
  [[nodiscard]] api::Answer of_class(int label) const {
    return replica_->render(*snapshot_, api::Model::raw, latents_, {label, label, label}).value();
  }
  [[nodiscard]] Expected<api::Answer> of_shares(const std::vector<float>& shares) const {
    return replica_->render_blended(*snapshot_, api::Model::raw, {latents_, shares});
  }

  const config::Experiment made_ = testing::experiment({{"conditional", true}, {"condition_g", GetParam()}});
  std::unique_ptr<train::Stepper> model_ = testing::stepper(made_, testing::noise_pictures(16, 1));
  std::unique_ptr<train::Replica> replica_ =
      std::move(models::make_replica(models::Device::cpu, made_, model_->data_info()).value());
  train::SnapshotPointer snapshot_;
  std::vector<float> latents_ = std::vector<float>(8 * 3);
};

TEST_P(Blend, IsBitwiseAClassAtEitherEnd) {
  for (const int label : {0, 1}) {
    const float first = label == 0 ? 1.0F : 0.0F;
    const auto blended = of_shares({first, 1 - first, 0, first, 1 - first, 0, first, 1 - first, 0});
    ASSERT_TRUE(blended.has_value()) << blended.error().what;
    EXPECT_EQ(blended->pixels, of_class(label).pixels);
    EXPECT_EQ(blended->scores, of_class(label).scores);
  }
}

TEST_P(Blend, IsBitwiseAClassBesideAMixtureToo) {
  const auto blended = of_shares({1, 0, 0, 0.25F, 0.5F, 0.25F, 0, 1, 0});
  ASSERT_TRUE(blended.has_value());
  const api::Answer zero = of_class(0), one = of_class(1);
  const auto size = static_cast<std::ptrdiff_t>(blended->pixels.size() / 3);
  EXPECT_TRUE(std::equal(zero.pixels.begin(), zero.pixels.begin() + size, blended->pixels.begin()));
  EXPECT_TRUE(std::equal(one.pixels.end() - size, one.pixels.end(), blended->pixels.end() - size));
  EXPECT_EQ(blended->scores[0], zero.scores[0]);
  EXPECT_TRUE(std::isnan(blended->scores[1])) << "D knows no mixtures";
  EXPECT_EQ(blended->scores[2], one.scores[2]);
}

TEST_P(Blend, RefusesSharesThatAreNone) {
  const float nan = std::nanf("");
  for (const std::vector<float>& shares : {std::vector<float>{1, 0, 0},
                                           {1, 1, 0, 1, 0, 0, 1, 0, 0},
                                           {nan, nan, 0, 1, 0, 0, 1, 0, 0},
                                           std::vector<float>{}}) {
    const auto refused = of_shares(shares);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().kind, FailureKind::usage);
  }
}

INSTANTIATE_TEST_SUITE_P(Conditions, Blend, ::testing::Values("one-hot", "embedding"), [](const auto& test) {
  return test.param == "embedding" ? "embedding" : "one_hot";
});

}  // namespace
}  // namespace ganscope
