#include "core/explore/path.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace ganscope::explore {
namespace {

using Through = Path::Through;

Path path_of(int keys, Through through, int latent_dim = 16) {
  Path path;
  for (int i = 0; i < keys; ++i)
    path.keys.push_back(latent_of_seed(static_cast<uint64_t>(i) + 1, latent_dim));
  path.gaps = {1, 3, 0.5, 2, 1};
  path.through = through;
  return path;
}

double distance(const Latent& a, const Latent& b) { return norm(add(a, b, -1.0)); }

class EveryPath : public testing::TestWithParam<std::tuple<Through, int, bool>> {
 protected:
  Path path_ = path_of(std::get<1>(GetParam()), std::get<0>(GetParam()));
  void SetUp() override { path_.in_out = std::get<2>(GetParam()); }
};

TEST_P(EveryPath, PassesThroughItsKeysAtTheirTimes) {
  const std::vector<double> times = path_.times();
  for (size_t i = 0; i < path_.keys.size(); ++i) {
    if (path_.keys.size() > 2)
      EXPECT_EQ(path_.at(times[i]), path_.keys[i]) << i;
    else
      EXPECT_LT(distance(path_.at(times[i]), path_.keys[i]), 1e-5) << i;
  }
}

TEST_P(EveryPath, HasNoJumps) {
  const double whole = latent_length(path_);
  constexpr int steps = 400;
  Latent last = path_.at(0);
  for (int i = 1; i <= steps; ++i) {
    const Latent next = path_.at(static_cast<double>(i) / steps);
    EXPECT_LT(distance(next, last), 20 * whole / steps) << i;
    last = next;
  }
}

TEST_P(EveryPath, EndsAtItsLastKeyOrInALoopAtItsFirst) {
  const Latent& end = path_.closed() ? path_.keys.front() : path_.keys.back();
  EXPECT_LT(distance(path_.at(1), end), 1e-5);
  EXPECT_EQ(path_.at(7), path_.at(1)) << "there is nothing beyond the end";
}

INSTANTIATE_TEST_SUITE_P(Path, EveryPath,
                         testing::Combine(testing::Values(Through::lerp, Through::slerp, Through::loop,
                                                          Through::curve),
                                          testing::Values(2, 3, 5), testing::Bool()));

TEST(Path, OfTwoKeysIsBitwiseWhatSlerpAndLerpMake) {
  const Path arc = path_of(2, Through::slerp), line = path_of(2, Through::lerp);
  for (int i = 0; i < 9; ++i) {
    const double t = i / 8.0;
    EXPECT_EQ(arc.at(t), slerp(arc.keys[0], arc.keys[1], t));
    EXPECT_EQ(line.at(t), lerp(line.keys[0], line.keys[1], t));
  }
}

TEST(Path, SlerpAndLoopsKeepTheLengthOfTheirKeys) {
  for (const Through through : {Through::slerp, Through::loop, Through::curve}) {
    Path path = path_of(4, through);
    for (Latent& key : path.keys) key = truncated(normalized(key), 4);
    for (int i = 0; i <= 40; ++i) EXPECT_NEAR(norm(path.at(i / 40.0)), 4, 1e-4);
  }
}

TEST(Path, ALoopInWIsTheCurveItself) {
  Path path = path_of(3, Through::loop);
  path.gaps.clear();
  path.keep_length = false;
  // Catmull–Rom half-way: (−before + 9a + 9b − after) / 16; of three keys before and after are the same.
  const Latent half = path.at(1.0 / 6);
  for (size_t i = 0; i < half.size(); ++i)
    EXPECT_NEAR(half[i], (9 * path.keys[0][i] + 9 * path.keys[1][i] - 2 * path.keys[2][i]) / 16, 1e-5);
}

TEST(Path, ALoopHasNoCornerWhereItCloses) {
  Path path = path_of(4, Through::loop);
  path.gaps.clear();
  path.keep_length = false;
  constexpr double little = 1e-3;
  const Latent before = add(path.at(1), path.at(1 - little), -1.0),
               after = add(path.at(little), path.at(0), -1.0);
  EXPECT_GT(dot(normalized(before), normalized(after)), 0.99);
}

TEST(Path, AnOpenCurveIsSmoothAtItsKeysAndSetsOutStraightTowardsTheNearestOne) {
  Path path = path_of(4, Through::curve);
  path.keep_length = false;
  constexpr double little = 1e-4;
  for (const size_t key : {1U, 2U}) {
    const double at = path.times()[key];
    const Latent before = add(path.at(at), path.at(at - little), -1.0),
                 after = add(path.at(at + little), path.at(at), -1.0);
    EXPECT_GT(dot(normalized(before), normalized(after)), 0.99) << key;
  }
  const Latent first = add(path.at(little), path.at(0), -1.0),
               last = add(path.at(1), path.at(1 - little), -1.0);
  EXPECT_GT(dot(normalized(first), normalized(add(path.keys[1], path.keys[0], -1.0))), 0.99);
  EXPECT_GT(dot(normalized(last), normalized(add(path.keys[3], path.keys[2], -1.0))), 0.99);
  path.keys.resize(2);
  EXPECT_LT(distance(path.at(0.3), lerp(path.keys[0], path.keys[1], 0.3)), 1e-5) << "of two it is a line";
}

TEST(Path, GapsSayWhenKeysAreReached) {
  Path path = path_of(3, Through::slerp);
  path.gaps = {1, 3, 4};
  EXPECT_EQ(path.times(), (std::vector<double>{0, 0.25, 1}));
  path.through = Through::loop;
  EXPECT_EQ(path.times(), (std::vector<double>{0, 0.125, 0.5}));
  EXPECT_EQ(path.place(0.75).from, 2U);
  EXPECT_EQ(path.place(0.75).to, 0U);
  EXPECT_NEAR(path.place(0.75).share, 0.5, 1e-12);
}

TEST(Path, EasingIsSlowAtEveryKey) {
  Path path = path_of(3, Through::lerp);
  path.gaps.clear();
  path.in_out = true;
  for (const double key : {0.0, 0.5, 1.0}) {
    const double aside = key == 1 ? key - 0.01 : key + 0.01;
    EXPECT_LT(std::min(path.place(aside).share, 1 - path.place(aside).share), 0.002) << key;
  }
}

TEST(Path, EvenStepsAreEquallyLong) {
  const std::vector<float> steps{1, 1, 6, 1, 1};
  const std::vector<double> places = evenly_along(steps, 11);
  ASSERT_EQ(places.size(), 11U);
  EXPECT_EQ(places.front(), 0);
  EXPECT_EQ(places.back(), 1);
  EXPECT_NEAR(places[1], 0.2, 1e-12);
  EXPECT_NEAR(places[2], 0.4, 1e-12);
  EXPECT_NEAR(places[5], 0.5, 1e-12) << "slowly through what changes quickly";
  EXPECT_NEAR(places[8], 0.6, 1e-12);
  EXPECT_EQ(evenly_along(std::vector<float>{0, 0}, 3), (std::vector<double>{0, 0.5, 1})) << "nothing changes";
  const std::vector<float> standing{0, 2, 0};
  EXPECT_TRUE(std::ranges::is_sorted(evenly_along(standing, 7)));
}

TEST(Path, TheLengthOfAStraightPathIsTheDistanceOfItsEnds) {
  const Path line = path_of(2, Through::lerp);
  EXPECT_NEAR(latent_length(line), distance(line.keys[0], line.keys[1]), 1e-3);
}

TEST(Path, SharesOfClassesAreMixedLinearly) {
  EXPECT_EQ(mixed(std::vector<float>{1, 0}, std::vector<float>{0, 1}, 0.25),
            (std::vector<float>{0.75F, 0.25F}));
}

}  // namespace
}  // namespace ganscope::explore
