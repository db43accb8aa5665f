#include "core/data/points/framed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>

#include "core/base/random.h"
#include "core/data/laws/mixture_law.h"
#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

using ::testing::ElementsAre;

/// 2,000 points around `centre`, standard deviations `sigma`, in x and y one after the other.
std::vector<double> cloud(std::array<double, 2> centre, std::array<double, 2> sigma) {
  Random random(7);
  std::vector<double> x;
  for (int i = 0; i < 2000; ++i)
    for (size_t d = 0; d < 2; ++d) x.push_back(centre[d] + sigma[d] * random.normal());
  return x;
}

TEST(PointFrame, OfUsualDataIsPlain) {
  EXPECT_TRUE(frame_for(cloud({0, 0}, {1, 1}), 2, true).is_plain());
  EXPECT_TRUE(frame_for(cloud({5, -20}, {1, 2}), 2, true).is_plain());
  EXPECT_TRUE(frame_for(cloud({0, 0}, {0.01, 0.5}), 2, true).is_plain());
}

TEST(PointFrame, KeepsWhatTellsPointsApartWhereverTheyLie) {
  const std::vector<double> near = cloud({0, 0}, {1, 1});
  for (const double far : {5e6, 1e8, -4e9}) {
    std::vector<double> x = near;
    for (double& value : x) value += far;
    const PointFrame frame = frame_for(x, 2, true);
    const std::vector<float> points = in_frame(x, 2, frame);
    EXPECT_GT((std::set<float>(points.begin(), points.end()).size()), 3990U) << far;
    for (size_t i = 0; i < x.size(); ++i)
      ASSERT_NEAR(frame.out(i % 2, static_cast<double>(points[i])), x[i], 1e-6 + 4e-16 * std::abs(far))
          << far;
  }
}

TEST(PointFrame, GivesTinyHugeAndUnevenColumnsAUnit) {
  for (const double scale : {1e-9, 1e-5, 1e5, 1e11}) {
    const std::vector<double> x = cloud({0, 0}, {scale, 2 * scale});
    const PointFrame frame = frame_for(x, 2, true);
    EXPECT_EQ(frame.unit[0], frame.unit[1]) << "what is round stays round";
    EXPECT_NEAR(std::log2(2 * scale / frame.unit[0]), 0, 0.6) << scale;
  }
  const PointFrame uneven = frame_for(cloud({400000, 5e6}, {1e4, 1e-2}), 2, true);
  EXPECT_NEAR(std::log2(1e4 / uneven.unit[0]), 0, 0.6);
  EXPECT_NEAR(std::log2(1e-2 / uneven.unit[1]), 0, 0.6);
  EXPECT_EQ(uneven.length(), 1);
  EXPECT_EQ(std::exp2(std::round(std::log2(uneven.unit[1]))), uneven.unit[1]) << "a power of two: exact";
}

TEST(PointFrame, MovesALawWithItsPoints) {
  const auto law = std::make_shared<MixtureLaw>(1, std::vector<Kernel>{{{1000, 0}, 0.001, 1}});
  PointFrame frame;
  frame.origin = {1000, 0};
  frame.unit = {0.5, 0.5};
  const auto moved = in_frame(law, frame);
  const std::array<double, 1> middle{0}, there{1000};
  EXPECT_DOUBLE_EQ(moved->density(middle), 0.5 * law->density(there));
  Random random(1);
  std::array<double, 1> p{};
  moved->sample(random, p);
  EXPECT_LT(std::abs(p[0]), 0.02);
}

class FarPoints : public ::testing::Test {
 protected:
  Expected<DatasetPointer> load_csv(const std::vector<double>& x) {
    std::ofstream out(folder_ / "far.csv");
    out.precision(17);
    for (size_t i = 0; i < x.size(); i += 2) out << x[i] << "," << x[i + 1] << "\n";
    out.close();
    return test::load("csv:" + (folder_ / "far.csv").string());
  }
  test::TemporaryFolder folder_;
};

TEST_F(FarPoints, BehaveAsTheyDoAroundZero) {
  const std::vector<double> near = cloud({0, 0}, {1, 1});
  std::vector<double> far = near;
  for (size_t i = 0; i < far.size(); ++i) far[i] += i % 2 == 0 ? 412345.5 : 5.3e6;
  const auto here = load_csv(near), there = load_csv(far);
  ASSERT_TRUE(here && there);
  ASSERT_EQ((*there)->points.size(), (*here)->points.size());
  // The origin is rounded, so the two differ by a shift of less than a standard deviation.
  const float dx = (*there)->points[0] - (*here)->points[0], dy = (*there)->points[1] - (*here)->points[1];
  EXPECT_LT(std::abs(dx), 1);
  EXPECT_LT(std::abs(dy), 1);
  for (size_t i = 0; i < (*here)->points.size(); i += 2) {
    ASSERT_NEAR((*there)->points[i] - dx, (*here)->points[i], 1e-5);
    ASSERT_NEAR((*there)->points[i + 1] - dy, (*here)->points[i + 1], 1e-5);
  }
  const std::array<double, 2> p{0.3, 0.4}, q{0.3 + static_cast<double>(dx), 0.4 + static_cast<double>(dy)};
  EXPECT_NEAR((*there)->law->density(q), (*here)->law->density(p), 1e-4);
}

TEST_F(FarPoints, OfAMixtureAreKeptApartAsWell) {
  const auto set = test::load("mixture:1:1000:0.001");
  ASSERT_TRUE(set);
  EXPECT_GT((std::set<float>((*set)->points.begin(), (*set)->points.end()).size()), 40000U);
  EXPECT_NEAR((*set)->frame.out(0, (*set)->modes.centres[0][0]), 1000, 1e-9);
  EXPECT_EQ((*set)->modes.sigma, 0.001);
}

TEST_F(FarPoints, MoveBetweenFrames) {
  PointFrame one, other;
  one.origin = {1e6, 0};
  other.origin = {1e6 + 2, 4};
  other.unit = {2, 2};
  std::vector<float> points{0, 0, 4, 8};
  move_to(other, one, points);
  EXPECT_THAT(points, ElementsAre(-1, -2, 1, 2));
}

}  // namespace
}  // namespace ganscope::data
