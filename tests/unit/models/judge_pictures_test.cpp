// What D says of pictures, and how that changes with their values.
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/explore/picture_values.h"
#include "core/models/learning/state.h"
#include "tests/support/small_gan.h"

namespace ganscope {
namespace {

using Changes = std::vector<std::pair<std::string, config::Value>>;

struct Judge {
  explicit Judge(Changes changes, int channels = 3) {
    at::set_num_threads(1);
    changes.emplace_back("network", std::string("dcgan"));
    changes.emplace_back("init", std::string("pytorch"));
    made = testing::experiment(changes);
    model = testing::stepper(made, testing::noise_pictures(16, channels));
    for (int i = 0; i < 3; ++i) model->step(api::StepKind::both);
    replica = std::move(models::make_replica(models::Device::cpu, made, model->data_info()).value());
    snapshot = model->snapshot();
    latents.resize(8 * 5);
    Random(1).fill_normal(latents);
  }
  config::Experiment made;
  std::unique_ptr<train::Stepper> model;
  std::unique_ptr<train::Replica> replica;
  train::SnapshotPointer snapshot;
  std::vector<float> latents;  ///< five
};

class JudgePictures : public ::testing::TestWithParam<std::string> {
 protected:
  static Changes changes() {
    if (GetParam() == "labels") return {{"conditional", true}};
    if (GetParam() == "packs") return {{"conditional", false}, {"packing", int64_t{2}}};
    return {{"conditional", false}};
  }
  static std::vector<int> labels() {
    return GetParam() == "labels" ? std::vector<int>{0, 1, 2, 0, 1} : std::vector<int>{};
  }
};

TEST_P(JudgePictures, SaysOfDrawnPicturesWhatRenderingSays) {
  const Judge judge(changes());
  const auto drawn = judge.replica->render(*judge.snapshot, api::Model::raw, judge.latents, labels()).value();
  const api::Rows pictures = explore::values_of(drawn, 3);
  const auto scores = judge.replica->judge_pictures(*judge.snapshot, pictures, labels()).value();
  const auto slopes = judge.replica->judge_slopes(*judge.snapshot, pictures, labels()).value();
  ASSERT_EQ(scores.size(), 5U);
  for (size_t i = 0; i < 5; ++i) {
    EXPECT_NEAR(scores[i], drawn.scores[i], 0.01) << "pixels were bytes in between";
    EXPECT_FLOAT_EQ(slopes.scores[i], scores[i]);
    EXPECT_NEAR(1 / (1 + std::exp(-slopes.logits[i])), scores[i], 1e-6);
  }
}

TEST_P(JudgePictures, ItsSlopesAreThoseThatSmallChangesShow) {
  const Judge judge(changes());
  const auto drawn = judge.replica->render(*judge.snapshot, api::Model::raw, judge.latents, labels()).value();
  const api::Rows pictures = explore::values_of(drawn, 3);
  const auto judged = judge.replica->judge_slopes(*judge.snapshot, pictures, labels()).value();
  ASSERT_EQ(judged.slopes.values.size(), pictures.values.size());
  // Along a random way through all pictures at once.
  std::vector<float> way(pictures.values.size());
  Random(3).fill_normal(way);
  constexpr float small = 1e-3F;
  double sums[2] = {}, along = 0;
  for (const bool ahead : {false, true}) {
    api::Rows moved = pictures;
    for (size_t i = 0; i < way.size(); ++i) moved.values[i] += (ahead ? small : -small) * way[i];
    const auto there = judge.replica->judge_slopes(*judge.snapshot, moved, labels()).value();
    for (const float logit : there.logits) sums[ahead ? 1 : 0] += static_cast<double>(logit);
  }
  for (size_t i = 0; i < way.size(); ++i)
    along += static_cast<double>(way[i]) * static_cast<double>(judged.slopes.values[i]);
  const double expected = (sums[1] - sums[0]) / (2 * static_cast<double>(small));
  EXPECT_NEAR(along, expected, 0.02 * std::abs(expected) + 1e-3);
  EXPECT_GT(std::abs(expected), 1e-3) << "it says something";
}

INSTANTIATE_TEST_SUITE_P(All, JudgePictures, ::testing::Values("plain", "labels", "packs"),
                         [](const auto& test) { return test.param; });

TEST(JudgePictures, RefusesWhatItCannotJudgeWithAHint) {
  const Judge judge({{"conditional", false}});
  const auto wrong_size = judge.replica->judge_pictures(*judge.snapshot, {1, 4, {0, 0, 0, 0}}, {});
  ASSERT_FALSE(wrong_size.has_value());
  EXPECT_EQ(wrong_size.error().kind, FailureKind::usage);
  const Judge labelled({{"conditional", true}});
  const api::Rows picture{1, 3 * 16 * 16, std::vector<float>(3 * 16 * 16)};
  EXPECT_EQ(labelled.replica->judge_pictures(*labelled.snapshot, picture, {}).error().kind,
            FailureKind::usage);
  const config::Experiment points = testing::experiment({{"network", std::string("mlp")}});
  const auto model = testing::stepper(points, testing::two_clusters());
  const auto replica =
      std::move(models::make_replica(models::Device::cpu, points, model->data_info()).value());
  const auto refused = replica->judge_slopes(*model->snapshot(), picture, {});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, FailureKind::unsupported);
  EXPECT_FALSE(refused.error().hint.empty());
}

}  // namespace
}  // namespace ganscope
