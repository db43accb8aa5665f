#include "core/models/material/batches.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <span>

#include "core/data/held_out.h"
#include "tests/support/small_gan.h"

namespace ganscope::models {
namespace {

TEST(Batches, DealEverySampleOnceAnEpochInAnotherOrderEachTime) {
  Batches batches(testing::noise_pictures(16, 1, 10), 1, {});
  std::vector<int64_t> first(10), second(10);
  batches.next(first);
  batches.next(second);
  EXPECT_EQ(std::set<int64_t>(first.begin(), first.end()).size(), 10U);
  EXPECT_EQ(std::set<int64_t>(second.begin(), second.end()).size(), 10U);
  EXPECT_NE(first, second);
}

TEST(Batches, HoldEverySixteenthOutOfEnoughSamplesAndNoneOfFew) {
  Batches batches(testing::noise_pictures(16, 1, 320), 1, {});
  batches.hold_out();
  std::vector<int64_t> dealt(300);
  batches.next(dealt);
  EXPECT_EQ(std::set<int64_t>(dealt.begin(), dealt.end()).size(), 300U) << "a whole epoch";
  const std::vector<int64_t> held = data::held_out_samples(320, 100);
  EXPECT_EQ(held.size(), 20U);
  for (const int64_t index : held) EXPECT_EQ(std::ranges::count(dealt, index), 0) << index;
  std::vector<int64_t> next(1);
  batches.next(next);
  EXPECT_EQ(batches.place().epoch, 1);

  Batches few(testing::noise_pictures(16, 1, 32), 1, {});
  few.hold_out();
  std::vector<int64_t> all(32);
  few.next(all);
  EXPECT_EQ(std::set<int64_t>(all.begin(), all.end()).size(), 32U);
  EXPECT_EQ(data::held_out_samples(32, 10).size(), 10U) << "those that are learned, for want of others";
}

TEST(Batches, GoOnFromAnyPlaceAsIfTheyHadNeverLeftIt) {
  const auto data = testing::noise_pictures(16, 1, 10);
  Batches batches(data, 1, {});
  std::vector<int64_t> skipped(17), expected(9), got(9);
  batches.next(skipped);
  const Batches::Place place = batches.place();
  batches.next(expected);
  Batches other(data, 1, {});
  other.go_to(place);
  other.next(got);
  EXPECT_EQ(got, expected);
}

TEST(Batches, BringBytesIntoMinusOneToOneInTheDataOrder) {
  const auto data = testing::noise_pictures(16, 3, 4);
  const Batches batches(data, 1, {});
  std::vector<float> values(16 * 16 * 3);
  batches.fill(std::vector<int64_t>{2}, values);
  const auto picture = data->picture(2);
  for (size_t i = 0; i < values.size(); ++i) ASSERT_NEAR(values[i], picture[i] / 127.5 - 1, 1e-6);
}

TEST(Batches, ScalePointsToZeroMeanAndUnitVariance) {
  const auto data = testing::two_clusters(1000);
  const Batches batches(data, 1, unit_variance(*data));
  std::vector<int64_t> all(1000);
  for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int64_t>(i);
  std::vector<float> values(2000);
  batches.fill(all, values);
  double mean = 0, square = 0;
  for (const float v : values) mean += v / 2000.0;
  for (const float v : values) square += v * v / 2000.0;
  EXPECT_NEAR(mean, 0, 1e-5) << "float rounding over 2,000 terms";
  EXPECT_NEAR(square, 1, 1e-4);
}

/// Which of its mirrored and moved copies a dealt picture is, or none.
std::optional<std::array<int, 3>> variant_of(const data::Dataset& data, int64_t index,
                                             std::span<const float> dealt, int most) {
  const int side = data.width;
  const auto picture = data.picture(index);
  for (int mirrored = 0; mirrored < 2; ++mirrored) {
    for (int dy = -most; dy <= most; ++dy) {
      for (int dx = -most; dx <= most; ++dx) {
        bool same = true;
        for (int y = 0; y < side && same; ++y) {
          for (int x = 0; x < side && same; ++x) {
            const int from_y = std::clamp(y - dy, 0, side - 1), moved = std::clamp(x - dx, 0, side - 1);
            const int from_x = mirrored == 1 ? side - 1 - moved : moved;
            const float value = picture[static_cast<size_t>(from_y * side + from_x)] / 127.5F - 1;
            same = std::abs(value - dealt[static_cast<size_t>(y * side + x)]) < 1e-5F;
          }
        }
        if (same) return std::array{mirrored, dx, dy};
      }
    }
  }
  return std::nullopt;
}

TEST(Augmentation, MirrorsHalfOfThePicturesAndMovesThemEveryWay) {
  const auto data = testing::noise_pictures(16, 1, 10);
  Batches batches(data, 1, {}, {.flip = true, .shift = 2});
  std::vector<int64_t> indices(400);
  std::vector<float> values(400 * 16 * 16);
  const Batches::Place from = batches.place();
  batches.next(indices);
  batches.fill(indices, from, values);
  int mirrored = 0;
  std::set<std::array<int, 3>> seen;
  for (size_t i = 0; i < indices.size(); ++i) {
    const auto variant = variant_of(*data, indices[i], std::span(values).subspan(i * 256, 256), 2);
    ASSERT_TRUE(variant) << "picture " << i << " is no moved copy";
    mirrored += (*variant)[0];
    seen.insert(*variant);
  }
  EXPECT_NEAR(mirrored, 200, 50) << "five standard deviations";
  EXPECT_EQ(seen.size(), 50U) << "2 · 5 · 5 of them, each missed with probability 0.98^400 = 0.03 %";
}

TEST(Augmentation, ComesOutTheSameFromAnyPlaceOnAndOverTheEndOfAnEpoch) {
  const auto data = testing::noise_pictures(16, 3, 10);
  const Augmentation augmentation{.flip = true, .shift = 3};
  const auto deal = [&](Batches& batches, size_t count) {
    std::vector<int64_t> indices(count);
    std::vector<float> values(count * 16 * 16 * 3);
    const Batches::Place from = batches.place();
    batches.next(indices);
    batches.fill(indices, from, values);
    return values;
  };
  Batches whole(data, 1, {}, augmentation), parts(data, 1, {}, augmentation),
      resumed(data, 1, {}, augmentation);
  const std::vector<float> all = deal(whole, 25);
  std::vector<float> together;
  for (const size_t count : {7U, 3U, 9U, 6U}) {
    resumed.go_to(parts.place());  // also at the very end of an epoch
    const std::vector<float> some = deal(parts, count);
    EXPECT_EQ(some, deal(resumed, count));
    together.insert(together.end(), some.begin(), some.end());
  }
  EXPECT_EQ(all, together);
}

TEST(Augmentation, OffMeansThePicturesThemselves) {
  const auto data = testing::noise_pictures(16, 1, 4);
  Batches batches(data, 1, {});
  std::vector<float> plain(256), dealt(256);
  batches.fill(std::vector<int64_t>{2}, plain);
  batches.fill(std::vector<int64_t>{2}, batches.place(), dealt);
  EXPECT_EQ(plain, dealt);
  EXPECT_FALSE(augmentation_of({}).any());
}

}  // namespace
}  // namespace ganscope::models
