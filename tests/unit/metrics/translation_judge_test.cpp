#include "core/metrics/pictures/translation_judge.h"

#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "tests/support/fake_stepper.h"
#include "tests/support/mirrored_squares.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::metrics {
namespace {

class Translations : public ::testing::Test {
 protected:
  Translations() {
    at::set_num_threads(1);
    setenv("XDG_CACHE_HOME", folder_.path().c_str(), 1);
  }
  ~Translations() override { unsetenv("XDG_CACHE_HOME"); }
  testing::TemporaryFolder folder_;
};

TEST_F(Translations, TruthIsTheFloorAndTheInputAloneTheTrivialAnswer) {
  auto judge = TranslationJudge::make(testing::mirrored_pairs(), {}, {});
  ASSERT_TRUE(judge) << judge.error().what;
  ASSERT_EQ(judge->directions().size(), 1u);
  const auto& direction = judge->directions().front();
  EXPECT_EQ(direction.judged, 60);
  EXPECT_EQ(direction.reference, 400);
  EXPECT_FALSE(direction.pictures.seen);
  EXPECT_EQ(direction.real.reconstruction, 0);
  EXPECT_GT(direction.real.agreement, 0.95);
  EXPECT_TRUE(std::isnan(direction.real.converted));
  EXPECT_GT(direction.input.reconstruction, 0.05);
  ASSERT_EQ(direction.input.attributes.size(), 2u);
  EXPECT_LT(direction.input.attributes[0].share, 0.1) << "the side is always the other one";
  EXPECT_GT(direction.input.attributes[1].share, 0.9);
  EXPECT_NEAR(direction.input.agreement,
              (direction.input.attributes[0].share + direction.input.attributes[1].share) / 2, 1e-12);

  testing::Mirror mirror;
  const auto perfect = judge->judge(mirror, testing::FakeSnapshot({}), api::Model::ema, 0, {});
  ASSERT_TRUE(perfect) << perfect.error().what;
  EXPECT_EQ(perfect->reconstruction, 0);
  EXPECT_EQ(perfect->frechet, direction.real.frechet) << "the very pictures";
  EXPECT_EQ(perfect->agreement, direction.real.agreement);
  const auto grey = judge->score(std::vector<uint8_t>(60 * 256, 128), 0, {});
  ASSERT_TRUE(grey);
  EXPECT_GT(grey->frechet, 5 * direction.real.frechet);
}

TEST_F(Translations, BetweenDomainsItSaysWhatIsConvertedAndWhatIsKept) {
  auto judge = TranslationJudge::make(testing::mirrored_domains(), {}, {});
  ASSERT_TRUE(judge) << judge.error().what;
  ASSERT_EQ(judge->directions().size(), 2u);
  testing::Mirror mirror;
  for (size_t i = 0; i < 2; ++i) {
    const auto& direction = judge->directions()[i];
    EXPECT_GT(direction.real.converted, 0.95);
    EXPECT_GT(direction.real.kept, 0.95);
    EXPECT_LT(direction.input.converted, 0.05) << "nothing is";
    EXPECT_GT(direction.input.kept, 0.95) << "and everything else stays";
    EXPECT_GT(direction.input.frechet, 3 * direction.real.frechet);
    const auto made = judge->judge(mirror, testing::FakeSnapshot({}), api::Model::ema, i, {});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->converted, direction.real.converted);
    EXPECT_EQ(made->kept, direction.real.kept);
  }
  EXPECT_EQ(mirror.directions, (std::vector<int>{0, 1}));
}

TEST_F(Translations, OfAFewPicturesOnlyTheDistanceToTheTruthIsTold) {
  auto set = testing::squares(12, 1, -1);
  set->inputs = {"mirrored", 1, 12, testing::mirrored(set->pixels), true};
  auto judge = TranslationJudge::make(set, {}, {});
  ASSERT_TRUE(judge) << judge.error().what;
  const auto& direction = judge->directions().front();
  EXPECT_TRUE(direction.pictures.seen);
  EXPECT_TRUE(std::isnan(direction.real.frechet));
  EXPECT_TRUE(direction.real.attributes.empty());
  EXPECT_GT(direction.input.reconstruction, 0);
}

TEST_F(Translations, CanBeGivenUp) {
  WorkContext context;
  context.cancelled = [] { return true; };
  const auto judge = TranslationJudge::make(testing::mirrored_pairs(), {}, context);
  ASSERT_FALSE(judge);
  EXPECT_EQ(judge.error().kind, FailureKind::cancelled);
  EXPECT_FALSE(TranslationJudge::make(testing::squares(60, 1, -1), {}, {})) << "made of nothing";
}

TEST(InputAsAnswer, IsItsColoursInTheChannelsOfSamples) {
  EXPECT_EQ(input_as_answer(std::vector<uint8_t>{7, 9}, 1, 3), (std::vector<uint8_t>{7, 7, 7, 9, 9, 9}));
  EXPECT_EQ(input_as_answer(std::vector<uint8_t>{1, 2, 3, 0, 4, 5, 6, 255}, 4, 3),
            (std::vector<uint8_t>{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(input_as_answer(std::vector<uint8_t>{1, 2, 3}, 3, 3), (std::vector<uint8_t>{1, 2, 3}));
}

}  // namespace
}  // namespace ganscope::metrics
