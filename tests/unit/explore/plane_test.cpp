// What is drawn over the plane, on networks and laws whose values are known.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "core/explore/plane_grid.h"
#include "core/explore/tools/plane_numbers.h"
#include "tests/unit/explore/tool_bench.h"

namespace ganscope::explore {
namespace {

using testing::ask_of;
using testing::ToolBench;

double gaussian(double x, double y, double sigma) {
  return std::exp(-(x * x + y * y) / (2 * sigma * sigma)) / (2 * std::numbers::pi * sigma * sigma);
}

/// N(0, 1) of the plane.
class StandardLaw final : public data::Law {
 public:
  [[nodiscard]] int dimensions() const override { return 2; }
  [[nodiscard]] double density(std::span<const double> x) const override { return gaussian(x[0], x[1], 1); }
  void sample(Random& random, std::span<double> x) const override {
    for (double& value : x) value = random.normal();
  }
};

/// G is the linear map (z0 + z1, 2 z1), or, as a law, scale · z; D's logit is x − 2y.
class LinearReplica final : public train::Replica {
 public:
  explicit LinearReplica(int latent_dim) : dim_(static_cast<size_t>(latent_dim)) {}
  Expected<api::Answer> render(const train::Snapshot&, api::Model, const std::vector<float>& latents,
                               const std::vector<int>&, bool) override {
    api::Answer drawn;
    for (size_t i = 0; i < latents.size(); i += dim_, ++drawn.count) {
      const float z0 = latents[i], z1 = dim_ > 1 ? latents[i + 1] : 0;
      if (scale > 0)
        drawn.points.insert(drawn.points.end(), {scale * z0, scale * z1});
      else
        drawn.points.insert(drawn.points.end(), {z0 + z1, 2 * z1});
    }
    return drawn;
  }
  Expected<train::JudgedPoints> judge_field(const train::Snapshot&, const std::vector<float>& points,
                                            bool slopes) override {
    if (refuses) return fail(FailureKind::unsupported, "of this moment D was not kept", "snapshot", "");
    train::JudgedPoints judged;
    for (size_t i = 0; i < points.size(); i += 2) {
      judged.logits.push_back(points[i] - 2 * points[i + 1]);
      if (slopes) judged.slopes.values.insert(judged.slopes.values.end(), {1, -2});
    }
    return judged;
  }
  Expected<api::Rows> point_forces(const train::Snapshot&, const config::Settings& game,
                                   const std::vector<float>& points, const std::vector<float>&) override {
    objective = game.text("objective");
    return api::Rows{static_cast<int>(points.size() / 2), 2, std::vector<float>(points.size(), 0.5F)};
  }
  float scale = 0;
  bool refuses = false;
  std::string objective;

 private:
  size_t dim_;
};

struct PlaneTest : ::testing::Test {
  explicit PlaneTest(int latent_dim = 2) : stage(latent_dim) {
    train::Subject subject = *stage.bench.subject;
    subject.data.form = Form::points;
    subject.data.dimensions = 2;
    auto set = std::make_shared<data::Dataset>();
    set->form = Form::points;
    set->dimensions = 2;
    set->law = std::make_shared<StandardLaw>();
    subject.dataset = set;
    stage.bench.subject = std::make_shared<train::Subject>(subject);
    stage.bench.replica = std::make_unique<LinearReplica>(latent_dim);
  }
  LinearReplica& replica() { return dynamic_cast<LinearReplica&>(*stage.bench.replica); }
  static api::Ask layers(int64_t which) {
    return ask_of("plane", {{"layers", which},
                            {"x0", -3.0},
                            {"x1", 3.0},
                            {"y0", -2.0},
                            {"y1", 2.0},
                            {"columns", int64_t{25}},
                            {"rows", int64_t{17}}});
  }
  /// Column and row of a place.
  static size_t at(int column, int row) { return static_cast<size_t>(row * 25 + column); }
  ToolBench stage;
};

TEST_F(PlaneTest, OnlyWhatIsSwitchedOnIsComputed) {
  api::Ask ask = layers(0);
  ask.latents = {0.5F, 1};
  const api::Answer answer = stage.run(ask).value();
  EXPECT_EQ(answer.points, (std::vector<float>{1.5F, 2}));
  EXPECT_TRUE(answer.scores.empty());
  EXPECT_EQ(answer.vectors.count, 0);
  EXPECT_TRUE(answer.curves.empty());
}

TEST_F(PlaneTest, DStandsWhereTheViewSays) {
  const api::Answer answer = stage.run(layers(plane::field | plane::slopes)).value();
  const plane::Field field = plane::field_of(answer, plane::logit);
  ASSERT_NE(field.values, nullptr);
  EXPECT_FLOAT_EQ(field.values[at(0, 0)], -3 + 4) << "lower left";
  EXPECT_FLOAT_EQ(field.values[at(24, 16)], 3 - 4) << "upper right";
  EXPECT_EQ(field.low, -7);
  EXPECT_EQ(field.high, 7);
  const api::Curve* slope = answer.curve(plane::slope);
  ASSERT_NE(slope, nullptr);
  EXPECT_EQ(slope->x.front(), 1);
  EXPECT_EQ(slope->y.back(), -2);
}

TEST_F(PlaneTest, EveryPointIsToldSomethingUnderTheObjectiveOfTheAsk) {
  api::Ask ask = layers(plane::forces);
  ask.latents = {0, 0, 1, 1};
  ask.settings.set("objective", std::string("minimax"));
  const api::Answer answer = stage.run(ask).value();
  EXPECT_EQ(replica().objective, "minimax");
  EXPECT_EQ(answer.curve(plane::force)->x.size(), 2u);
  ASSERT_EQ(answer.scores.size(), 2u);
  EXPECT_NEAR(answer.scores[1], 1 / (1 + std::exp(2.0)), 1e-6) << "at (2, 2) the logit is −2";
}

TEST_F(PlaneTest, ALinearMapStretchesEveryCellByItsDeterminant) {
  const api::Answer answer = stage.run(layers(plane::bent)).value();
  const api::Curve* cells = answer.curve(plane::stretching);
  ASSERT_NE(cells, nullptr);
  ASSERT_EQ(cells->x.size(), 32u * 32u);
  for (const float factor : cells->x) EXPECT_NEAR(factor, 2, 1e-4);
  for (const float side : cells->y) EXPECT_EQ(side, 1);
}

TEST_F(PlaneTest, TheOptimalDOfTwoGaussiansIsTheirQuotient) {
  replica().scale = 0.5F;
  api::Ask ask = layers(plane::optimum | plane::field);
  ask.settings.set("samples", int64_t{8192});
  const api::Answer answer = stage.run(ask).value();
  const plane::Field data = plane::field_of(answer, plane::p_data),
                     model = plane::field_of(answer, plane::p_model),
                     optimum = plane::field_of(answer, plane::optimal),
                     difference = plane::field_of(answer, plane::difference);
  ASSERT_NE(difference.values, nullptr);
  for (const auto& [column, row] : {std::pair{12, 8}, {14, 8}, {12, 10}, {10, 7}}) {
    const double x = -3 + 0.25 * column, y = -2 + 0.25 * row;
    const size_t i = at(column, row);
    EXPECT_NEAR(data.values[i], gaussian(x, y, 1), 1e-6);
    EXPECT_NEAR(model.values[i], gaussian(x, y, 0.5), 0.08 * gaussian(0, 0, 0.5)) << x << " " << y;
    const double best = gaussian(x, y, 1) / (gaussian(x, y, 1) + gaussian(x, y, 0.5));
    EXPECT_NEAR(optimum.values[i], best, 0.05);
    EXPECT_NEAR(difference.values[i], 1 / (1 + std::exp(-(x - 2 * y))) - optimum.values[i], 1e-5);
  }
}

TEST_F(PlaneTest, OutputsThatAreLogOddsButForAConstantAreReadAtTheLevelWhereBeliefsAverageAHalf) {
  api::Ask ask = layers(plane::field);
  ask.settings.set("reading", std::string("pairs"));
  ask.latents = {0, 0, 1, 0};  // logits 0 and 1, those of the real points 4 and 5
  train::Subject subject = *stage.bench.subject;
  auto set = std::make_shared<data::Dataset>(*subject.dataset);
  set->points = {4, 0, 5, 0};
  subject.dataset = set;
  stage.bench.subject = std::make_shared<train::Subject>(subject);
  const api::Answer answer = stage.run(ask).value();
  EXPECT_NEAR(answer.row(plane::level)->numbers[0], 2.5, 1e-6);
  EXPECT_NEAR(plane::field_of(answer, plane::verdict).values[at(0, 0)], 1 - 2.5, 1e-5);
  EXPECT_NEAR(answer.scores[0], 1 / (1 + std::exp(2.5)), 1e-6);
}

TEST_F(PlaneTest, TheDensityOfTheModelIsOneInAll) {
  replica().scale = 0.5F;
  api::Ask ask = layers(plane::model_density);
  const api::Answer answer = stage.run(ask).value();
  const plane::Field model = plane::field_of(answer, plane::p_model);
  EXPECT_NEAR(std::accumulate(model.values, model.values + 25 * 17, 0.0) * 0.25 * 0.25, 1, 0.01);
}

TEST_F(PlaneTest, WhereDCannotBeAskedTheRestIsDrawnAndTheReasonSaid) {
  replica().refuses = true;
  api::Ask ask = layers(127);
  ask.latents = {0, 0};
  const api::Answer answer = stage.run(ask).value();
  ASSERT_NE(answer.row(plane::missing), nullptr);
  EXPECT_EQ(plane::field_of(answer, plane::logit).values, nullptr);
  EXPECT_NE(plane::field_of(answer, plane::optimal).values, nullptr);
  EXPECT_EQ(plane::field_of(answer, plane::difference).values, nullptr);
  EXPECT_EQ(answer.curve(plane::force), nullptr);
}

TEST_F(PlaneTest, RefusesWhatIsNoPlane) {
  api::Ask ask = layers(0);
  ask.settings.set("x1", -3.0);
  EXPECT_EQ(stage.run(ask).error().kind, FailureKind::usage);
  train::Subject subject = *stage.bench.subject;
  subject.data.dimensions = 1;
  stage.bench.subject = std::make_shared<train::Subject>(subject);
  EXPECT_EQ(stage.run(layers(0)).error().kind, FailureKind::unsupported);
}

struct PlaneOfOneNumber : PlaneTest {
  PlaneOfOneNumber() : PlaneTest(1) {}
};

TEST_F(PlaneOfOneNumber, TheLatticeIsALineStretchedByItsSpeed) {
  const api::Answer answer = stage.run(layers(plane::bent)).value();
  const api::Curve* cells = answer.curve(plane::stretching);
  ASSERT_EQ(cells->x.size(), 32u);
  EXPECT_NEAR(cells->x.front(), 1, 1e-5);
}

TEST(PlaneGrid, AFoldedCellIsToldFromAStretchedOne) {
  const std::vector<float> nodes{0, 0, -3, 0, 0, 1, -3, 1};  // mirrored
  const Stretching found = stretching_of(nodes, 2, 2, 1);
  EXPECT_EQ(found.factors, std::vector<float>{3});
  EXPECT_EQ(found.sides, std::vector<float>{-1});
}

TEST(PlaneGrid, APointThatIsNoNumberAddsNothing) {
  const PlaneGrid grid{-1, 1, -1, 1, 3, 3};
  std::vector<float> density(9);
  add_kernels(grid, std::vector<float>{std::numeric_limits<float>::quiet_NaN(), 0}, 0.5, 1, density);
  EXPECT_EQ(density, std::vector<float>(9));
}

}  // namespace
}  // namespace ganscope::explore
