#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include "tests/support/small_gan.h"

namespace ganscope {
namespace {

TEST(JudgePoints, SaysOfGeneratedPointsWhatRenderingSays) {
  at::set_num_threads(1);
  const config::Experiment made = testing::experiment({{"network", std::string("mlp")}});
  const auto model = testing::stepper(made, testing::two_clusters());
  for (int i = 0; i < 3; ++i) model->step(api::StepKind::both);
  const auto replica = std::move(models::make_replica(models::Device::cpu, made, model->data_info()).value());
  const auto snapshot = model->snapshot();
  std::vector<float> latents(8 * 5);
  Random(1).fill_normal(latents);
  const auto drawn = replica->render(*snapshot, api::Model::raw, latents, {}).value();
  const auto judged = replica->judge_points(*snapshot, drawn.points);
  ASSERT_TRUE(judged.has_value());
  ASSERT_EQ(judged->size(), 5u);
  // The points went to the data's units and back, in float.
  for (size_t i = 0; i < 5; ++i) EXPECT_NEAR((*judged)[i], drawn.scores[i], 1e-5);
}

TEST(JudgePoints, RefusesPictures) {
  const config::Experiment made = testing::experiment({{"conditional", false}});
  const auto pictures = testing::stepper(made, testing::noise_pictures(16, 1));
  const auto replica =
      std::move(models::make_replica(models::Device::cpu, made, pictures->data_info()).value());
  EXPECT_EQ(replica->judge_points(*pictures->snapshot(), {0, 0}).error().kind, FailureKind::unsupported);
}

}  // namespace
}  // namespace ganscope
