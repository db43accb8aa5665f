// What holds for every data set of points, because it stands in the registry.
#include "core/data/law.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <set>

#include "core/data/laws/kernel_estimate.h"
#include "core/data/laws/mixture_law.h"
#include "core/data/points/drawing.h"
#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

/// The SPECs of all point data in the registry; those that need a file get one in `folder`.
std::string spec_of(const std::string& key, const test::TemporaryFolder& folder) {
  if (key == "drawing") {
    const Drawing drawing{{{-1, 0}, {-0.5, 0.4}, {0, 0.6}, {1, -0.3}}, 0.15};
    EXPECT_TRUE(write_drawing(folder.path() / "drawing.json", drawing));
    return "drawing:" + (folder.path() / "drawing.json").string();
  }
  if (key == "csv") {
    std::ofstream out(folder.path() / "points.csv");
    Random random(3);
    out << "x,y\n";
    for (int i = 0; i < 500; ++i) out << 100 * random.normal() << ',' << random.uniform() << '\n';
    return "csv:" + (folder.path() / "points.csv").string();
  }
  return key;
}

/// Every data set of points in the registry: all but those of other forms.
std::vector<std::string> point_keys() {
  const std::set<std::string> pictures{
      "faces", "digits", "stacked", "mnist",      "fashion", "cifar10", "folder",  "pairs", "domains", "idx",
      "drums", "sounds", "melody",  "faces-film", "film",    "verse",   "couplet", "sums",  "words"};
  std::vector<std::string> keys;
  for (const DatasetEntry& entry : all_datasets())
    if (!pictures.contains(entry.info.key)) keys.push_back(entry.info.key);
  return keys;
}

struct Box {
  std::array<double, 2> low, high;
};

/// What holds nearly all points, and a good margin.
Box box_of(const Law& law) {
  Box box;
  box.low.fill(std::numeric_limits<double>::infinity());
  box.high.fill(-std::numeric_limits<double>::infinity());
  Random random(11);
  std::array<double, 2> x{};
  const auto dimensions = static_cast<size_t>(law.dimensions());
  for (int i = 0; i < 20000; ++i) {
    law.sample(random, {x.data(), dimensions});
    for (size_t d = 0; d < 2; ++d) {
      box.low[d] = std::min(box.low[d], x[d]);
      box.high[d] = std::max(box.high[d], x[d]);
    }
  }
  for (size_t d = 0; d < 2; ++d) {
    const double margin = 0.2 * std::max(1e-9, box.high[d] - box.low[d]);
    box.low[d] -= margin;
    box.high[d] += margin;
  }
  return box;
}

constexpr int cells = 24;
/// The probability of each of 24 (× 24) cells of the box, by the midpoint rule.
std::vector<double> expected_shares(const Law& law, const Box& box) {
  const bool plane = law.dimensions() == 2;
  const int fine = plane ? 25 : 2000;  // points a cell and direction
  const double dx = (box.high[0] - box.low[0]) / (cells * fine),
               dy = (box.high[1] - box.low[1]) / (cells * fine);
  std::vector<double> shares(plane ? cells * cells : cells);
  for (int row = 0; row < (plane ? cells * fine : 1); ++row) {
    for (int column = 0; column < cells * fine; ++column) {
      const std::array<double, 2> x{box.low[0] + (column + 0.5) * dx, box.low[1] + (row + 0.5) * dy};
      const double density = law.density({x.data(), plane ? size_t{2} : size_t{1}});
      EXPECT_GE(density, 0);
      shares[static_cast<size_t>(row / fine * cells + column / fine)] += density * dx * (plane ? dy : 1);
    }
  }
  return shares;
}

class PointLaw : public ::testing::TestWithParam<std::string> {
 protected:
  DatasetPointer load() {
    const auto loaded = test::load(test::settings_for(spec_of(GetParam(), folder_)));
    EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().what);
    return *loaded;
  }
  test::TemporaryFolder folder_;
};

TEST_P(PointLaw, IntegratesToOneAndFitsItsOwnSamples) {
  const auto set = load();
  ASSERT_NE(set->law, nullptr);
  const Law& law = *set->law;
  ASSERT_EQ(law.dimensions(), set->dimensions);
  const Box box = box_of(law);
  const std::vector<double> shares = expected_shares(law, box);
  double total = 0;
  for (const double share : shares) total += share;
  EXPECT_NEAR(total, 1, 0.004) << "the midpoint rule misses by a fraction of a step at hard edges";

  constexpr int samples = 40000;
  std::vector<int> counts(shares.size());
  Random random(12);
  std::array<double, 2> x{};
  for (int i = 0; i < samples; ++i) {
    const std::span<double> point(x.data(), static_cast<size_t>(law.dimensions()));
    law.sample(random, point);
    ASSERT_GT(law.density(point), 0) << "a sample where there is no density";
    std::array<int, 2> cell{};
    for (size_t d = 0; d < point.size(); ++d)
      cell[d] = std::clamp(static_cast<int>((x[d] - box.low[d]) / (box.high[d] - box.low[d]) * cells), 0,
                           cells - 1);
    ++counts[static_cast<size_t>(cell[1] * cells + cell[0])];
  }
  double chi_square = 0;
  int degrees = -1;
  for (size_t i = 0; i < shares.size(); ++i) {
    const double expected = shares[i] * samples;
    if (expected < 8) continue;
    chi_square += std::pow(counts[i] - expected, 2) / expected;
    ++degrees;
  }
  EXPECT_GE(degrees, 3);
  EXPECT_LT(chi_square, degrees + 5 * std::sqrt(2.0 * degrees))
      << "five standard deviations of χ², " << degrees;
}

TEST_P(PointLaw, PointsAreFiniteWhereTheDensityIsNotZero) {
  const auto set = load();
  const auto dimensions = static_cast<size_t>(set->dimensions);
  ASSERT_EQ(set->points.size(), static_cast<size_t>(set->count) * dimensions);
  for (size_t i = 0; i < 500; ++i) {
    std::array<double, 2> x{};
    for (size_t d = 0; d < dimensions; ++d) x[d] = static_cast<double>(set->points[i * dimensions + d]);
    ASSERT_TRUE(std::isfinite(x[0]) && std::isfinite(x[1]));
    EXPECT_GT(set->law->density({x.data(), dimensions}), 0);
  }
}

TEST_P(PointLaw, EveryNumberAtEitherEndOfItsRangeStillMakesALaw) {
  const std::string spec = spec_of(GetParam(), folder_);
  const config::Settings settings = test::with(test::settings_for(spec), "data_count", int64_t{50});
  for (const DatasetEntry& entry : all_datasets()) {
    if (entry.info.key != GetParam()) continue;
    for (const config::Option& option : entry.info.options) {
      if (option.key == "data_count" || std::holds_alternative<std::string>(option.initial)) continue;
      for (const double end : {option.min, option.max}) {
        const bool whole = std::holds_alternative<int64_t>(option.initial);
        const auto set = test::load(test::with(
            settings, option.key, whole ? config::Value(static_cast<int64_t>(end)) : config::Value(end)));
        ASSERT_TRUE(set) << option.key;
        for (const float value : (*set)->points)
          EXPECT_TRUE(std::isfinite(value)) << option.key << ' ' << end;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(AllOfThem, PointLaw, ::testing::ValuesIn(point_keys()), [](const auto& about) {
  std::string name = about.param;
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST(MixtureLaw, HasTheHandComputedDensityInOneAndTwoDimensions) {
  const MixtureLaw line(1, {{{-1, 0}, 0.5, 3}, {{2, 0}, 1, 1}});
  // ¾ N(−1, ½²) + ¼ N(2, 1) at 0: ¾ · 0.797885 · e⁻² + ¼ · 0.398942 · e⁻²
  EXPECT_NEAR(line.density(std::array{0.0}), 0.75 * 0.107981933 + 0.25 * 0.053990967, 1e-9);
  const MixtureLaw plane(2, {{{1, 2}, 0.1}});
  EXPECT_NEAR(plane.density(std::array{1.0, 2.0}), 1 / (2 * M_PI * 0.01), 1e-9);
  EXPECT_NEAR(plane.density(std::array{1.1, 2.1}), std::exp(-1) / (2 * M_PI * 0.01), 1e-9);
}

TEST(MixtureLaw, DrawsEachKernelByItsWeight) {
  const MixtureLaw law(1, {{{-1, 0}, 0.01, 3}, {{2, 0}, 0.01, 1}});
  Random random(5);
  int first = 0;
  for (int i = 0; i < 10000; ++i) {
    std::array<double, 1> x{};
    law.sample(random, x);
    first += x[0] < 0 ? 1 : 0;
  }
  EXPECT_NEAR(first, 7500, 220) << "five standard deviations of a count of 10,000 at 3/4";
}

TEST(KernelEstimate, TakesScottsBandwidthInEachDimension) {
  std::vector<float> points;
  for (int i = 0; i < 64; ++i) {  // standard deviations 1 and 10
    points.push_back(i % 2 == 0 ? -1.0F : 1.0F);
    points.push_back(i % 4 < 2 ? -10.0F : 10.0F);
  }
  const KernelEstimate law(points, 2);
  EXPECT_NEAR(law.bandwidth()[0], 0.5, 1e-9) << "64^(−1/6) = ½";
  EXPECT_NEAR(law.bandwidth()[1], 5, 1e-9);
}

TEST(Ring, GivesTheSamePointsAsTheRecipeWrittenOut) {
  const auto set = test::load(test::with(test::settings_for("ring"), "data_count", int64_t{200}));
  ASSERT_TRUE(set);
  Random random(mix_seed(1, 0));
  for (size_t i = 0; i < 200; ++i) {
    const double angle = 2 * M_PI * static_cast<double>(random.below(8)) / 8;
    const double x = std::cos(angle) + 0.02 * random.normal();
    const double y = std::sin(angle) + 0.02 * random.normal();
    ASSERT_EQ((*set)->points[2 * i], static_cast<float>(x));
    ASSERT_EQ((*set)->points[2 * i + 1], static_cast<float>(y));
  }
}

}  // namespace
}  // namespace ganscope::data
