// The nearest real pictures, on data whose distances are known.
#include "core/explore/tools/neighbours.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/base/random.h"
#include "core/explore/picture_scan.h"
#include "core/explore/tools/neighbour_numbers.h"
#include "tests/unit/explore/tool_bench.h"

namespace ganscope::explore {
namespace {

using testing::ask_of;
using ::testing::DoubleNear;
using ::testing::ElementsAre;
using testing::ToolBench;

constexpr int side = 4, picture_bytes = side * side * 3;

/// Pictures as the fake replica draws them at step 7, of these reds.
std::shared_ptr<data::Dataset> reds(const std::vector<uint8_t>& values) {
  auto data = std::make_shared<data::Dataset>();
  data->key = data->title = "reds";
  data->count = static_cast<int64_t>(values.size());
  data->channels = 3;
  data->height = data->width = side;
  for (const uint8_t red : values)
    for (int i = 0; i < side * side; ++i) data->pixels.insert(data->pixels.end(), {red, 7, 255});
  return data;
}

/// Sees the mean red, ten times as far apart; learns in three pieces.
class RedSeen final : public train::Embedder {
 public:
  bool learn() override { return ++learned_ >= 3; }
  [[nodiscard]] Progress progress() const override { return {"learning", learned_, 3}; }
  Expected<api::Rows> embed(std::span<const uint8_t> pixels, int64_t count) override {
    api::Rows rows{static_cast<int>(count), 2, {}};
    for (size_t i = 0; i < static_cast<size_t>(count); ++i)
      rows.values.insert(rows.values.end(), {10.0F * pixels[i * picture_bytes], 1.0F});
    return rows;
  }
  Expected<api::Rows> embed(const api::Answer&) override {
    return fail(FailureKind::unsupported, "not here", "test", "");
  }

 private:
  int64_t learned_ = 0;
};

ToolBench bench_with(data::DatasetPointer data, bool features = true) {
  ToolBench bench(4);
  auto subject = std::make_shared<train::Subject>(*bench.bench.subject);
  subject->dataset = std::move(data);
  bench.bench.subject = std::move(subject);
  if (features)
    bench.bench.make_embedder =
        [](const data::DatasetPointer&) -> Expected<std::unique_ptr<train::Embedder>> {
      return std::make_unique<RedSeen>();
    };
  return bench;
}

/// A latent that is drawn as red 128 + 10 · `first`.
api::Ask ask_for(const std::vector<float>& firsts, int64_t count = 5) {
  api::Ask ask = ask_of("neighbours", {{"count", count}});
  for (const float first : firsts) ask.latents.insert(ask.latents.end(), {first, 0, 0, 0});
  return ask;
}

const api::Curve* curve_of(const api::Answer& answer, const std::string& key) {
  for (const api::Curve& curve : answer.curves)
    if (curve.key == key) return &curve;
  return nullptr;
}

/// As far as red alone tells: a third of the values.
double of_red(double difference) { return difference / 255 / std::sqrt(3.0); }

TEST(Neighbours, AreTheNearestInPixelsAndInFeaturesNearestFirst) {
  ToolBench bench = bench_with(reds({0, 100, 131, 120, 255}));
  const auto found = bench.run(ask_for({0}, 3));
  ASSERT_TRUE(found.has_value()) << describe(found.error());
  ASSERT_EQ(found->table.size(), 2U);
  EXPECT_EQ(found->table[0].key, neighbour::pixels);
  EXPECT_THAT(found->table[0].numbers,
              ElementsAre(2, DoubleNear(of_red(3), 1e-6), 3, DoubleNear(of_red(8), 1e-6), 1,
                          DoubleNear(of_red(28), 1e-6)));
  EXPECT_EQ(found->table[1].key, neighbour::features);
  EXPECT_THAT(found->table[1].numbers,
              ElementsAre(2, DoubleNear(30, 1e-3), 3, DoubleNear(80, 1e-3), 1, DoubleNear(280, 1e-3)));
  ASSERT_EQ(found->count, 6);
  EXPECT_EQ(found->width, side);
  EXPECT_EQ(found->pixels[0], 131) << "the picture of the nearest";
  EXPECT_EQ(found->pixels[size_t{side} * side * 4], 120);
}

TEST(Neighbours, SayWhatRealPicturesHaveAmongThemselvesNeverThemselves) {
  ToolBench bench = bench_with(reds({0, 10, 30, 60, 60}));
  const auto found = bench.run(ask_for({0})).value();
  const api::Curve* real = curve_of(found, neighbour::real_pixels);
  ASSERT_NE(real, nullptr);
  EXPECT_THAT(real->y,
              ::testing::Pointwise(::testing::FloatNear(1e-6F),
                                   {0.0F, 0.0F, static_cast<float>(of_red(10)),
                                    static_cast<float>(of_red(10)), static_cast<float>(of_red(20))}));
  EXPECT_EQ(real->x.back(), 1);
  EXPECT_THAT(curve_of(found, neighbour::real_features)->y,
              ::testing::Pointwise(::testing::FloatNear(1e-3F), {0.0F, 0.0F, 100.0F, 100.0F, 200.0F}));
}

TEST(Neighbours, OfAPathAreACurve) {
  ToolBench bench = bench_with(reds({128, 138, 158}));
  api::Ask ask = ask_for({0, 0.5F, 1, 2});
  ask.settings.set("pictures", false);
  const auto found = bench.run(ask).value();
  const api::Curve* curve = curve_of(found, neighbour::pixels);
  ASSERT_NE(curve, nullptr);
  EXPECT_THAT(curve->x, ElementsAre(0, 1.0F / 3, 2.0F / 3, 1));
  EXPECT_THAT(curve->y,
              ::testing::Pointwise(::testing::FloatNear(1e-6F), {0.0F, static_cast<float>(of_red(5)), 0.0F,
                                                                 static_cast<float>(of_red(10))}));
  EXPECT_EQ(found.count, 0);
  EXPECT_TRUE(found.pixels.empty());
}

TEST(Neighbours, OfAGivenPictureNeedNoLatent) {
  ToolBench bench = bench_with(reds({0, 255}));
  api::Ask ask = ask_of("neighbours");
  ask.pictures.assign(picture_bytes, 1.0F);  // white
  const auto found = bench.run(ask).value();
  EXPECT_EQ(found.table[0].numbers[0], 1);
  EXPECT_NEAR(found.table[0].numbers[1], 248.0 / 255 / std::sqrt(3.0), 1e-6);
  ask.pictures.pop_back();
  EXPECT_EQ(bench.run(ask).error().kind, FailureKind::usage);
  ask.pictures.assign(picture_bytes, std::nanf(""));
  EXPECT_EQ(bench.run(ask).error().kind, FailureKind::usage);
  EXPECT_EQ(bench.run(ask_of("neighbours")).error().kind, FailureKind::usage);
}

TEST(Neighbours, CompareTheDataOnceWhateverWeightsDraw) {
  std::vector<uint8_t> many(3000);
  for (size_t i = 0; i < many.size(); ++i) many[i] = static_cast<uint8_t>(i * 7);
  ToolBench bench = bench_with(reds(many));
  (void)bench.run(ask_for({0})).value();
  const int first = bench.slices;
  bench.at_step(8);
  const auto again = bench.run(ask_for({1})).value();
  EXPECT_LT(bench.slices, first / 2);
  EXPECT_EQ(curve_of(again, neighbour::real_pixels)->y.size(),
            static_cast<size_t>(RealDistances::most_measured));
}

TEST(Neighbours, GoOnWhereAnAskThatWasGivenUpLeftOff) {
  ToolBench bench = bench_with(reds(std::vector<uint8_t>(2500, 5)));
  const auto slice_of = [&](Tool& tool, const api::Ask& ask, api::Answer& answer) {
    return tool.work(bench.bench, {ask, bench.snapshot, Clock::now()}, answer).value();
  };
  (void)bench.run(ask_for({0})).value();
  const int whole = bench.slices;
  ToolBench other = bench_with(reds(std::vector<uint8_t>(2500, 5)));
  std::swap(bench.bench, other.bench);
  const api::Ask ask = ask_for({0});
  api::Answer unfinished;
  const auto given_up = find_tool("neighbours")->make();
  for (int i = 0; i < whole / 2; ++i) ASSERT_FALSE(slice_of(*given_up, ask, unfinished));
  EXPECT_GT(unfinished.progress.total, 0);
  (void)bench.run(ask).value();
  EXPECT_LT(bench.slices, whole * 3 / 4);
}

TEST(Neighbours, WithoutFeaturesAreFoundInPixelsAndSayWhy) {
  ToolBench bench = bench_with(reds({0, 100, 200}), false);
  const auto found = bench.run(ask_for({0})).value();
  ASSERT_EQ(found.table.size(), 2U);
  EXPECT_EQ(found.table[1].key, neighbour::no_features);
  EXPECT_FALSE(found.table[1].text.empty());
}

TEST(Neighbours, OfPointsOrWithoutTheDataAreRefusedWithAHint) {
  ToolBench without = bench_with(nullptr);
  const auto missing = without.run(ask_for({0}));
  ASSERT_FALSE(missing.has_value());
  EXPECT_EQ(missing.error().kind, FailureKind::unsupported);
  EXPECT_FALSE(missing.error().hint.empty());
  ToolBench points = bench_with(reds({0, 1}));
  auto subject = std::make_shared<train::Subject>(*points.bench.subject);
  subject->data.form = Form::points;
  points.bench.subject = subject;
  EXPECT_EQ(points.run(ask_for({0})).error().kind, FailureKind::unsupported);
  ToolBench one = bench_with(reds({0}));
  EXPECT_EQ(one.run(ask_for({0})).error().kind, FailureKind::unsupported);
}

TEST(PictureScan, AgreesWithAPlainLoopOnPicturesOfAnySize) {
  Random random(3);
  for (const int pixels : {1, 170, 171, 4096}) {
    auto data = std::make_shared<data::Dataset>();
    data->count = 70;
    data->channels = 3;
    data->height = 1;
    data->width = pixels;
    for (size_t i = 0; i < 70 * data->picture_bytes(); ++i)
      data->pixels.push_back(static_cast<uint8_t>(random.below(256)));
    const PixelComparison comparison(data);
    PictureScan scan({comparison.own(69, 3)});
    while (!scan.go_on(comparison, Clock::now())) continue;
    std::vector<std::pair<double, int64_t>> plain;
    for (int64_t i = 0; i < 69; ++i) {
      double sum = 0;
      for (size_t k = 0; k < data->picture_bytes(); ++k)
        sum += std::pow(double{1} * data->picture(i)[k] - data->picture(69)[k], 2);
      plain.emplace_back(sum, i);
    }
    std::ranges::sort(plain);
    for (size_t k = 0; k < 3; ++k) {
      EXPECT_EQ(scan.sought()[0].nearest.found()[k].index, plain[k].second) << pixels;
      EXPECT_EQ(scan.sought()[0].nearest.found()[k].squared, plain[k].first) << pixels;
    }
  }
}

TEST(NeighbourVerdict, StandsOutsideWhatNineOfTenRealPicturesHave) {
  using neighbour::Verdict;
  std::vector<float> real(101);
  for (size_t i = 0; i < real.size(); ++i) real[i] = static_cast<float>(i);
  EXPECT_EQ(neighbour::quantile(real, 0.5), 50);
  EXPECT_EQ(neighbour::verdict(real, 4.9), Verdict::copy);
  EXPECT_EQ(neighbour::verdict(real, 5), Verdict::alike);
  EXPECT_EQ(neighbour::verdict(real, 95), Verdict::alike);
  EXPECT_EQ(neighbour::verdict(real, 95.1), Verdict::invented);
  EXPECT_EQ(neighbour::verdict({}, 1), Verdict::unknown);
  EXPECT_EQ(neighbour::verdict({0, 0, 0}, 0), Verdict::copy)
      << "the same picture is a copy, whatever the data";
}

}  // namespace
}  // namespace ganscope::explore
