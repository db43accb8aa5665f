#include "app/commands/drawing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>

#include "app/commands/histogram.h"
#include "app/commands/loss_plot.h"
#include "app/commands/scatter.h"
#include "core/base/number_text.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::commands {
namespace {

using ::testing::ElementsAre;

image::Colour at(const image::Picture& picture, int x, int y) {
  const uint8_t* pixel = picture.at(x, y);
  return {pixel[0], pixel[1], pixel[2]};
}

TEST(Drawing, FillsWholePixelsExactly) {
  Drawing drawing(10, 10, {0, 0, 0});
  drawing.rectangle(2, 3, 4, 2, {255, 0, 0});
  EXPECT_EQ(at(drawing.picture(), 2, 3), (image::Colour{255, 0, 0}));
  EXPECT_EQ(at(drawing.picture(), 5, 4), (image::Colour{255, 0, 0}));
  EXPECT_EQ(at(drawing.picture(), 6, 4), (image::Colour{0, 0, 0}));
  EXPECT_EQ(at(drawing.picture(), 2, 5), (image::Colour{0, 0, 0}));
}

TEST(Drawing, SoftensTheEdgeOfALine) {
  Drawing drawing(20, 20, {0, 0, 0});
  const std::vector<Spot> line{{0, 10}, {20, 10}};
  drawing.line(line, 2, {200, 200, 200});
  EXPECT_EQ(at(drawing.picture(), 10, 9)[0], 200);
  EXPECT_EQ(at(drawing.picture(), 10, 10)[0], 200);
  EXPECT_EQ(at(drawing.picture(), 10, 12)[0], 0);
}

TEST(Drawing, SurvivesLinesOutsideAndNotANumber) {
  Drawing drawing(10, 10, {0, 0, 0});
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<Spot> line{{-50, -50}, {nan, 3}, {500, 5}, {5, 5}};
  drawing.line(line, 2, {255, 255, 255});
  EXPECT_EQ(at(drawing.picture(), 7, 5)[0], 255);
}

TEST(Drawing, CutsWhatReachesFurtherThanWholeNumbersDo) {
  Drawing drawing(10, 10, {0, 0, 0});
  drawing.rectangle(-1e20, 4, 2e20, 2, {9, 9, 9});
  EXPECT_EQ(at(drawing.picture(), 0, 4)[0], 9);
  EXPECT_EQ(at(drawing.picture(), 9, 5)[0], 9);
  EXPECT_EQ(at(drawing.picture(), 9, 6)[0], 0);
  drawing.line(std::vector<Spot>{{-1e12, 8.5}, {1e12, 8.5}}, 1, {7, 7, 7});
  EXPECT_EQ(at(drawing.picture(), 5, 8)[0], 7);
  EXPECT_EQ(at(drawing.picture(), 5, 6)[0], 0);
}

TEST(Ticks, AreRound) {
  EXPECT_THAT(ticks(0, 1, 5),
              ElementsAre(0, ::testing::DoubleNear(0.2, 1e-12), ::testing::DoubleNear(0.4, 1e-12),
                          ::testing::DoubleNear(0.6, 1e-12), ::testing::DoubleNear(0.8, 1e-12),
                          ::testing::DoubleNear(1, 1e-12)));
  EXPECT_THAT(ticks(0, 1000, 4), ElementsAre(0, 500, 1000));
  EXPECT_TRUE(ticks(1, 1, 5).empty());
}

TEST(ReadLosses, LeavesOutACutLine) {
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "metrics.csv";
  std::ofstream(file) << "step,seconds,g_loss,d_loss\n1,0.1,0.7,1.4\n2,0.2,0.8,1.3\n3,0.3";
  const auto curves = read_losses(file);
  std::filesystem::remove(file);
  ASSERT_TRUE(curves);
  EXPECT_THAT(curves->steps, ElementsAre(1, 2));
  EXPECT_THAT(curves->d_loss, ElementsAre(1.4, 1.3));
  EXPECT_THAT(curves->g_loss, ElementsAre(0.7, 0.8));
  EXPECT_FALSE(read_losses(file)) << "it is gone";
}

TEST(DrawLosses, ShowsBothPlayersInTheirColours) {
  LossCurves curves;
  for (int i = 0; i < 300; ++i) {
    curves.steps.push_back(i);
    curves.d_loss.push_back(0.5);
    curves.g_loss.push_back(2.0);
  }
  const image::Picture picture = draw_losses(curves, "Test");
  int orange = 0, blue = 0;
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x) {
      orange += at(picture, x, y) == generated ? 1 : 0;
      blue += at(picture, x, y) == discriminator ? 1 : 0;
    }
  EXPECT_GT(orange, 500);
  EXPECT_GT(blue, 500);
}

TEST(DrawLosses, OfNothingIsAnEmptyChart) {
  EXPECT_GT(draw_losses({}, "Nothing yet").width, 0);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_GT(draw_losses({{1}, {nan}, {nan}}, "Not a number").width, 0);
}

TEST(DrawScatter, PutsAPointWhereItBelongs) {
  const Scatter scatter{"", {0, 0}, {255, 0, 0}, {{-1, -1}, {1, 1}}, 0.1};
  const image::Picture picture = draw_scatter(scatter);
  EXPECT_GT(at(picture, 64 + 310, 64 + 310)[0], 120) << "the origin is in the middle of the plot";
}

/// Uniform on [0, 1).
class Even final : public data::Law {
 public:
  [[nodiscard]] int dimensions() const override { return 1; }
  [[nodiscard]] double density(std::span<const double> x) const override {
    return x[0] >= 0 && x[0] < 1 ? 1 : 0;
  }
  void sample(Random& random, std::span<double> x) const override { x[0] = random.uniform(); }
};

TEST(DrawHistogram, PutsBarsUnderTheDensityOfTheirLaw) {
  const Even law;
  Histogram histogram{"", {}, {255, 0, 0}, &law};
  for (int i = 0; i < 5000; ++i) histogram.values.push_back(0.5F + 0.0001F * static_cast<float>(i));
  const image::Picture picture = draw_histogram(histogram);
  int line = 0, red_left = 0, red_right = 0;
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x) {
      const image::Colour colour = at(picture, x, y);
      line += colour == real ? 1 : 0;
      const bool red = colour[0] > 100 && colour[1] < 60;
      (x < picture.width / 8 ? red_left : red_right) += red ? 1 : 0;
    }
  EXPECT_GT(line, 500) << "the law's line runs over half the chart and more";
  EXPECT_GT(red_right, 20000);
  EXPECT_EQ(red_left, 0) << "all numbers are between 0.5 and 1, and a margin is left free";
}

TEST(DrawHistogram, OfNothingOrOneNumberIsStillAChart) {
  EXPECT_GT(draw_histogram({"Nothing", {}, real}).width, 0);
  EXPECT_GT(draw_histogram({"One", {7, 7, 7}, real}).width, 0);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_GT(draw_histogram({"Not a number", {nan, 1, 2}, real}).width, 0);
}

}  // namespace
}  // namespace ganscope::commands
