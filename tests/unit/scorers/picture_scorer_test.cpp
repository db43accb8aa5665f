#include "core/scorers/picture_scorer.h"

#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/random.h"
#include "tests/unit/scorers/bright_tops.h"

namespace ganscope::scorers {
namespace {

using testing::as_drawn;
using testing::bright_tops;
using train::ScorerRole;

constexpr int side = testing::tops_side;

/// One that has learned everything, for all tests: it takes a while.
train::Scorer& learned() {
  at::set_num_threads(1);
  static const std::unique_ptr<train::Scorer> scorer = [] {
    auto made = make_picture_scorer(bright_tops(), ScorerRole::steers).value();
    while (!made->learn()) {
    }
    return made;
  }();
  return *scorer;
}

TEST(PictureScorer, LearnsWhatIsToBeSeenAndSaysHowSurely) {
  const auto data = bright_tops();
  train::Scorer* scorer = &learned();
  ASSERT_EQ(scorer->questions().size(), 1U);
  EXPECT_EQ(scorer->questions()[0].key, "bright_top");
  EXPECT_EQ(scorer->progress().done, scorer->progress().total);
  EXPECT_GT(scorer->accuracy()[0], 0.97);
  const auto scores = scorer->score(as_drawn(*data, 100)).value();
  ASSERT_EQ(scores.count, 100);
  ASSERT_EQ(scores.width, 2);
  int right = 0;
  for (int n = 0; n < 100; ++n) {
    EXPECT_NEAR(scores.row(n)[0] + scores.row(n)[1], 1, 1e-5);
    right += (scores.row(n)[1] > 0.5F) == (data->attributes[0].of[static_cast<size_t>(n)] == 1) ? 1 : 0;
  }
  EXPECT_GT(right, 97);
}

TEST(PictureScorer, TheTwoAreDifferentAndEachIsTheSameEveryTime) {
  const auto data = bright_tops();
  const api::Answer drawn = as_drawn(*data, 20);
  const auto after_some_lessons = [&](ScorerRole role) {
    const auto scorer = make_picture_scorer(data, role).value();
    for (int lesson = 0; lesson < 20; ++lesson) scorer->learn();
    return scorer->score(drawn).value().values;
  };
  at::set_num_threads(1);
  const auto steers = after_some_lessons(ScorerRole::steers);
  EXPECT_EQ(after_some_lessons(ScorerRole::steers), steers);
  EXPECT_NE(after_some_lessons(ScorerRole::judges), steers);
}

TEST(PictureScorer, SlopesLeadToWhatIsWished) {
  const auto data = bright_tops();
  train::Scorer* scorer = &learned();
  const auto first_dark =
      std::ranges::find(data->attributes[0].of, uint8_t{0}) - data->attributes[0].of.begin();
  api::Rows dark{1, side * side, {}};
  for (const uint8_t grey : data->picture(first_dark))
    dark.values.push_back(static_cast<float>(grey) / 127.5F - 1);
  const auto drawn = [&] {
    api::Answer answer;
    answer.count = 1;
    answer.width = answer.height = side;
    for (const float value : dark.values) {
      const auto grey = static_cast<uint8_t>(std::clamp((value + 1) * 127.5F, 0.0F, 255.0F));
      answer.pixels.insert(answer.pixels.end(), {grey, grey, grey, 255});
    }
    return answer;
  };
  const float before = scorer->score(drawn()).value().values[1];
  for (int step = 0; step < 100; ++step) {
    const auto slopes = scorer->slopes(dark, {{1, 1}}).value();
    ASSERT_EQ(slopes.values.size(), dark.values.size());
    for (size_t i = 0; i < dark.values.size(); ++i)
      dark.values[i] -= slopes.values[i] > 0 ? 0.02F : slopes.values[i] < 0 ? -0.02F : 0.0F;
  }
  EXPECT_LT(before, 0.2F);
  EXPECT_GT(scorer->score(drawn()).value().values[1], 0.5F);
  const auto indifferent = scorer->slopes(dark, {train::Wish{}}).value();
  EXPECT_TRUE(std::ranges::all_of(indifferent.values, [](float slope) { return slope == 0; }));
}

TEST(PictureScorer, RefusesDataThatHaveNothingToBeAsked) {
  auto points = std::make_shared<data::Dataset>();
  points->form = Form::points;
  auto plain = std::make_shared<data::Dataset>(*bright_tops());
  plain->attributes.clear();
  for (const data::DatasetPointer& data :
       {data::DatasetPointer(points), data::DatasetPointer(plain), data::DatasetPointer(), bright_tops(20)}) {
    const auto made = make_picture_scorer(data, ScorerRole::steers);
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(made.error().kind, FailureKind::unsupported);
    EXPECT_FALSE(made.error().hint.empty());
  }
}

TEST(PictureScorer, RefusesPicturesOfAnotherSize) {
  const auto scorer = make_picture_scorer(bright_tops(), ScorerRole::steers).value();
  api::Answer drawn;
  drawn.count = 1;
  drawn.width = drawn.height = 8;
  drawn.pixels.resize(8 * 8 * 4);
  EXPECT_EQ(scorer->score(drawn).error().kind, FailureKind::usage);
  EXPECT_EQ(scorer->slopes({1, 5, std::vector<float>(5)}, {{1, 1}}).error().kind, FailureKind::usage);
}

}  // namespace
}  // namespace ganscope::scorers
