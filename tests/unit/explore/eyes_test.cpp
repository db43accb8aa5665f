// What D sees, on a D whose slopes are known, and painting and dragging on a G that draws its latent.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "core/explore/drag_points.h"
#include "core/explore/picture_values.h"
#include "core/explore/tools/drag_numbers.h"
#include "core/explore/tools/eyes.h"
#include "core/explore/tools/paint.h"
#include "tests/support/fake_scorer.h"
#include "tests/unit/explore/tool_bench.h"

namespace ganscope::explore {
namespace {

using testing::ask_of;
using testing::ToolBench;

constexpr int dim = 8;

/// Pictures are of one row, and are the latents themselves where slopes are pulled through them.
struct EyesTest : ::testing::Test {
  EyesTest() {
    train::Subject subject = *stage.bench.subject;
    subject.data.channels = subject.data.height = 1;
    subject.data.width = dim;
    stage.bench.subject = std::make_shared<train::Subject>(subject);
    stage.bench.replica = std::make_unique<testing::LegibleReplica>(dim);
  }
  static const api::TableRow& row(const api::Answer& answer, const std::string& key) {
    return *std::ranges::find(answer.table, key, &api::TableRow::key);
  }
  ToolBench stage{dim};
};

TEST_F(EyesTest, DLooksWhereItsOutputDependsMost) {
  api::Ask ask = ask_of("eyes", {{"blur", 0.0}});
  ask.pictures = {0.5F, -0.5F, 0, 0, 0, 0, 0, 0.25F};
  const api::Answer seen = stage.run(ask).value();
  ASSERT_EQ(seen.vectors.count, eyes::maps);
  ASSERT_EQ(seen.vectors.width, dim);
  const float* looks = seen.vectors.row(eyes::looks);
  EXPECT_FLOAT_EQ(looks[0], 1);
  EXPECT_FLOAT_EQ(looks[dim - 1], 3) << "the last one counts three times";
  ASSERT_EQ(seen.count, 1 + eyes::maps);
  EXPECT_EQ(seen.pixels.size(), size_t{4} * dim * 4);
  EXPECT_EQ(row(seen, "where").numbers[1], 2) << "at the right";
}

TEST_F(EyesTest, WhatSpeaksForAndAgainstAddsUpToWhatDSays) {
  api::Ask ask = ask_of("eyes", {{"blur", 0.0}});
  ask.pictures = {0.5F, -0.5F, 0.125F, 0, 0, 0, 0, -0.25F};
  const api::Answer seen = stage.run(ask).value();
  const auto& balance = row(seen, "balance").numbers;
  EXPECT_NEAR(balance[0], 0.625, 1e-6);
  EXPECT_NEAR(balance[1], 1.25, 1e-6);
  EXPECT_NEAR(balance[2] + balance[0] - balance[1], row(seen, "score").numbers[1], 1e-6);
  EXPECT_NEAR(seen.vectors.row(eyes::speaks_for)[0], 0.5, 1e-6);
  EXPECT_NEAR(seen.vectors.row(eyes::speaks_against)[dim - 1], 0.75, 1e-6);
  EXPECT_EQ(seen.vectors.row(eyes::speaks_for)[dim - 1], 0);
}

TEST_F(EyesTest, AloneDDrawsWhatItBelievesEverMore) {
  for (const char* start : {"noise", "picture"}) {
    api::Ask ask = ask_of("alone", {{"start", std::string(start)}, {"steps", int64_t{40}}});
    ask.pictures.assign(dim, -0.5F);
    const api::Answer drawn = stage.run(ask).value();
    ASSERT_EQ(drawn.curves.size(), 1U);
    const api::Curve& score = drawn.curves[0];
    EXPECT_EQ(score.y.size(), 41U);
    EXPECT_GT(score.y.back(), 0.95F);
    EXPECT_GT(score.y.back(), score.y.front());
    EXPECT_EQ(score.y.back(), drawn.scores[0]);
    EXPECT_GT(row(drawn, "moved").numbers[0], 0.1);
    for (const float value : drawn.vectors.values) EXPECT_LE(std::abs(value), 1);
  }
  api::Ask real = ask_of("alone", {{"start", std::string("real")}});
  EXPECT_EQ(stage.run(real).error().kind, FailureKind::unsupported) << "there are none here";
}

TEST_F(EyesTest, OfAKeptMomentThereIsNoDAndItSaysSo) {
  stage.snapshot = std::make_shared<testing::FakeSnapshot>(testing::FakeState{}, 1000, false);
  for (const char* tool : {"eyes", "alone", "judged"}) {
    api::Ask ask = ask_of(tool);
    ask.pictures.assign(dim, 0.0F);
    const auto refused = stage.run(ask);
    ASSERT_FALSE(refused.has_value()) << tool;
    EXPECT_EQ(refused.error().kind, FailureKind::unsupported);
    EXPECT_FALSE(refused.error().hint.empty());
  }
}

TEST_F(EyesTest, JudgesManyPicturesAndTheirMean) {
  api::Ask ask = ask_of("judged");
  for (int i = 0; i < 100; ++i) ask.pictures.insert(ask.pictures.end(), dim, i % 2 == 0 ? 1.0F : -1.0F);
  const api::Answer judged = stage.run(ask).value();
  EXPECT_EQ(judged.count, 100);
  EXPECT_EQ(stage.slices, 4);
  EXPECT_GT(judged.scores[0], 0.99F);
  EXPECT_LT(judged.scores[1], 0.01F);
  EXPECT_NEAR(row(judged, "mean").numbers[0], 0.5, 1e-4);
  ask.pictures.pop_back();
  EXPECT_EQ(stage.run(ask).error().kind, FailureKind::usage);
}

/// Paints the first pixels with a colour; nothing was there before.
api::Ask strokes(float colour, int pixels, int64_t turn = 1) {
  api::Ask ask = ask_of("paint", {{"turn", turn}});
  ask.latents.assign(size_t{2} * dim, 0.0F);
  ask.pictures.assign(dim, colour);
  for (int i = 0; i < dim; ++i) ask.pictures.push_back(i < pixels ? 1.0F : -1.0F);
  return ask;
}

TEST_F(EyesTest, TheLatentFollowsTheBrushAndTheRestStays) {
  const api::Answer painted = stage.run(strokes(0.8F, 2)).value();
  ASSERT_EQ(painted.vectors.width, dim);
  const float* latent = painted.vectors.row(0);
  for (int i = 0; i < 2; ++i) EXPECT_NEAR(latent[i], 0.8, 0.05) << i;
  for (int i = 2; i < dim; ++i) EXPECT_NEAR(latent[i], 0, 0.02) << i;
  EXPECT_GT(row(painted, "agrees").numbers[0], 0.93);
}

TEST_F(EyesTest, AWeakBrushAgreesLess) {
  api::Ask weak = strokes(0.8F, 2);
  weak.settings.set("strength", 0.02);
  weak.settings.set("steps", int64_t{4});
  api::Ask strong = strokes(0.8F, 2, 2);
  strong.settings.set("steps", int64_t{4});
  const double little = row(stage.run(weak).value(), "agrees").numbers[0];
  EXPECT_LT(little, row(stage.run(strong).value(), "agrees").numbers[0]);
}

TEST_F(EyesTest, AMovingBrushIsFollowedFromWhereTheLastStrokeCameTo) {
  (void)stage.run(strokes(0.8F, 2)).value();
  api::Ask more = strokes(0.8F, 3);
  more.settings.set("steps", int64_t{1});
  const api::Answer followed = stage.run(more).value();
  EXPECT_NEAR(followed.vectors.row(0)[0], 0.8, 0.1) << "not from nothing again";
  more.settings.set("turn", int64_t{2});
  EXPECT_EQ(stage.run(more)->vectors.row(0)[0], 0) << "another turn begins where it says";
}

TEST_F(EyesTest, WithoutAStrokeThereIsNothingToFollow) {
  EXPECT_EQ(stage.run(strokes(0.8F, 0)).error().kind, FailureKind::usage);
  api::Ask wrong = strokes(0.8F, 1);
  wrong.pictures.pop_back();
  EXPECT_EQ(stage.run(wrong).error().kind, FailureKind::usage);
}

TEST(Agreement, IsTheShareOfTheWayFromBeforeToTheColours) {
  const std::vector<float> before{0, 0, 0}, colours{1, 1, 1}, weights{1, 1, 0};
  EXPECT_EQ(agreement(before, before, colours, weights), 0);
  EXPECT_EQ(agreement(std::vector<float>{1, 1, 0}, before, colours, weights), 1);
  EXPECT_NEAR(agreement(std::vector<float>{1, 0.5F, 0}, before, colours, weights), 0.75, 1e-6);
  EXPECT_EQ(agreement(std::vector<float>{-1, -1, 0}, before, colours, weights), 0) << "away from them";
  EXPECT_EQ(agreement(colours, colours, colours, weights), 1) << "nothing was asked for";
}

/// A picture [1, 16, 16] with a bump at a place.
std::vector<float> bump(double x, double y) {
  std::vector<float> picture;
  for (int row = 0; row < 16; ++row)
    for (int column = 0; column < 16; ++column)
      picture.push_back(static_cast<float>(
          std::exp(-0.125 * (std::pow(column + 0.5 - x, 2) + std::pow(row + 0.5 - y, 2)))));
  return picture;
}
constexpr PictureShape of_bumps{1, 16, 16};

TEST(DragPoints, FindAHandleWhereItWentWhateverWasAskedOfIt) {
  DragPoints points({{{5, 5}, {11, 5}, {}}}, of_bumps, bump(5, 5));
  points.find(bump(5, 5));
  EXPECT_EQ(points.handles()[0].moved(), 0);
  points.find(bump(8.5, 5));
  EXPECT_NEAR(points.handles()[0].moved(), 3.5, 1e-6);
  EXPECT_NEAR(points.handles()[0].alike, 1, 1e-3);
  EXPECT_FALSE(points.arrived());
  points.find(bump(5, 8));
  EXPECT_EQ(points.handles()[0].moved(), 0) << "across the way is no way";
  points.find(bump(11, 5));
  EXPECT_TRUE(points.arrived());
}

TEST(DragPoints, WhatIsGoneIsNotCalledArrived) {
  DragPoints points({{{5, 5}, {5, 5}, {}}}, of_bumps, bump(5, 5));
  points.find(std::vector<float>(256, 0.5F));
  EXPECT_LT(points.handles()[0].alike, dragged::same_thing);
  EXPECT_FALSE(points.arrived());
}

TEST(DragPoints, WishFallsToNothingWhereThePatchStandsAsFarOnAsWasAsked) {
  const DragPoints points({{{5, 8}, {11, 8}, {}}}, of_bumps, bump(5, 8));
  std::vector<float> slopes(256);
  EXPECT_LT(points.wish(bump(8, 8), 0.5, slopes), 1e-4);
  EXPECT_GT(points.wish(bump(8, 8), 1, slopes), 1e-3);
  EXPECT_GT(points.wish(bump(5, 8), 1, slopes), points.wish(bump(8, 8), 1, slopes));
}

TEST(DragPoints, SlopesAreThoseOfTheWish) {
  const DragPoints points({{{5.25, 8}, {11, 6.5}, {}}, {{9, 3}, {9, 5}, {}}}, of_bumps, bump(5, 8));
  std::vector<float> slopes(256), ignored(256), picture = bump(6, 7);
  (void)points.wish(picture, 0.7, slopes);
  for (const size_t i : {size_t{6 * 16 + 9}, size_t{4 * 16 + 8}, size_t{7 * 16 + 7}}) {
    constexpr float small = 0.01F;
    std::vector<float> more = picture, less = picture;
    more[i] += small;
    less[i] -= small;
    const double expected = (points.wish(more, 0.7, ignored) - points.wish(less, 0.7, ignored)) /
                            (2 * static_cast<double>(small));
    EXPECT_NEAR(slopes[i], expected, 1e-5);
    EXPECT_NE(expected, 0);
  }
  EXPECT_EQ(slopes[15 * 16], 0) << "elsewhere nothing is asked for";
}

/// A row of pixels with a light one among dark ones, dragged three to the right.
TEST_F(EyesTest, APointIsDraggedAndSaysHowFarItWent) {
  api::Ask ask = ask_of(
      "drag",
      {{"handles", int64_t{1}}, {"from_0_x", 2.5}, {"from_0_y", 0.5}, {"to_0_x", 5.5}, {"to_0_y", 0.5}});
  ask.latents = {-1, -1, 1, -1, -1, -1, -1, -1};
  const api::Answer dragged = stage.run(ask).value();
  const std::vector<double>& found = row(dragged, "handle").numbers;
  EXPECT_NEAR(found[6], 3, 0.51);
  EXPECT_EQ(found[5], 3);
  EXPECT_GT(found[7], 0.9);
  const float* picture = dragged.vectors.row(0);
  EXPECT_EQ(std::max_element(picture, picture + dim) - picture, 5);
  EXPECT_EQ(dragged.curves[0].x.size(), dragged.curves[0].y.size());
  ask.pictures.assign(dim, -1.0F);
  ask.settings.set("hold", 100.0);
  const api::Answer held = stage.run(ask).value();
  EXPECT_LT(std::abs(row(held, "handle").numbers[6]), 1) << "nothing may move";
}

TEST_F(EyesTest, DraggingNeedsAHandleOnThePicture) {
  api::Ask ask = ask_of("drag");
  ask.latents = {1, -1, 1, 1, -1, -1, 1, -1};
  EXPECT_EQ(stage.run(ask).error().kind, FailureKind::usage);
  ask.settings.set("handles", int64_t{1});
  for (const char* key : {"from_0_x", "from_0_y", "to_0_y"}) ask.settings.set(key, 0.5);
  ask.settings.set("to_0_x", 99.0);
  EXPECT_EQ(stage.run(ask).error().kind, FailureKind::usage);
  ask.settings.set("to_0_x", 1.0);
  const api::Answer dragged = stage.run(ask).value();
  EXPECT_EQ(stage.slices, 1) << "near enough: arrived";
  EXPECT_EQ(row(dragged, "handle").numbers[4], 0.5);
}

TEST(PictureValues, GoToPixelsAndBack) {
  const PictureShape shape{3, 2, 2};
  api::Answer drawn;
  drawn.count = 1;
  drawn.width = drawn.height = 2;
  std::vector<float> values;
  for (int i = 0; i < 12; ++i) values.push_back(static_cast<float>(i * 20) / 127.5F - 1);
  append_pixels(values, shape, drawn.pixels);
  const api::Rows back = values_of(drawn, 3);
  ASSERT_EQ(back.values.size(), values.size());
  for (size_t i = 0; i < values.size(); ++i) EXPECT_NEAR(back.values[i], values[i], 1e-6);
}

TEST(PictureValues, BlurKeepsAnEvenPlaneEven) {
  std::vector<float> plane(7 * 5, 0.5F);
  blur(plane, 7, 5, 1.5);
  for (const float value : plane) EXPECT_NEAR(value, 0.5, 1e-6);
}

}  // namespace
}  // namespace ganscope::explore
