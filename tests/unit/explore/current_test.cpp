// The current of a flow whose velocity is known.
#include <gtest/gtest.h>

#include <cmath>

#include "core/explore/tools/current_names.h"
#include "tests/unit/explore/tool_bench.h"

namespace ganscope::explore {
namespace {

using testing::ask_of;
using testing::ToolBench;

/// Everything moves to the right by 2 in the course of the time; the velocity at a place is its coordinates.
class MovingReplica final : public train::Replica {
 public:
  Expected<api::Answer> render(const train::Snapshot&, api::Model, const std::vector<float>&,
                               const std::vector<int>&, bool) override {
    return api::Answer{};
  }
  Expected<train::Current> current(const train::Snapshot&, api::Model,
                                   const train::CurrentAsk& ask) override {
    train::Current found{ask.latents, ask.places};
    for (size_t i = 0; i < found.points.size(); i += 2) found.points[i] += static_cast<float>(2 * ask.time);
    return found;
  }
};

struct CurrentTest : ::testing::Test {
  CurrentTest() : t(2) {
    api::DataInfo data;
    data.form = Form::points;
    data.dimensions = 2;
    t.bench.subject =
        std::make_shared<train::Subject>(train::Subject{testing::fake_experiment(), data, 2, 1});
    t.bench.replica = std::make_unique<MovingReplica>();
  }
  [[nodiscard]] api::Ask ask(double time) const {
    api::Ask made = ask_of("current", {{"time", time},
                                       {"x0", 0.0},
                                       {"x1", 4.0},
                                       {"y0", 0.0},
                                       {"y1", 2.0},
                                       {"columns", int64_t{2}},
                                       {"rows", int64_t{1}}});
    made.latents = {1, 5, -1, 3};
    return made;
  }
  ToolBench t;
};

TEST_F(CurrentTest, TellsWhereLatentsAreHowTheyCameAndWhatCarriesThem) {
  const auto answer = t.run(ask(0.5));
  ASSERT_TRUE(answer.has_value()) << answer.error().what;
  EXPECT_EQ(answer->points, (std::vector<float>{2, 5, 0, 3}));
  const api::Curve* place = answer->curve(current::place);
  ASSERT_NE(place, nullptr);
  EXPECT_EQ(place->x, (std::vector<float>{1, 3})) << "the middles of two cells";
  EXPECT_EQ(place->y, (std::vector<float>{1, 1}));
  EXPECT_EQ(answer->curve(current::velocity)->x, place->x);
  const api::Curve* way = answer->curve(current::way);
  ASSERT_EQ(way->x.size(), 2U * 7) << "half of 13 moments, both ends included";
  EXPECT_FLOAT_EQ(way->x.front(), 1);
  EXPECT_FLOAT_EQ(way->x[2], 1 + 2.0F / 12);
  EXPECT_FLOAT_EQ(way->x[12], 2);
  EXPECT_EQ(answer->row(current::time)->numbers[0], 0.5);
}

TEST_F(CurrentTest, AtTheBeginningThereIsNoWayYet) {
  const auto answer = t.run(ask(0));
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->curve(current::way)->x.size(), 2U);
}

TEST_F(CurrentTest, AnotherModelSaysWhyItHasNone) {
  t.bench.replica = std::make_unique<testing::FakeReplica>(t.script, 2);
  const auto answer = t.run(ask(0.5));
  ASSERT_FALSE(answer.has_value());
  EXPECT_FALSE(answer.error().hint.empty());
}

}  // namespace
}  // namespace ganscope::explore
