#include "core/metrics/pictures/grain.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

#include "core/base/random.h"

namespace ganscope::metrics {
namespace {

constexpr int side = 16, channels = 3;

std::vector<uint8_t> picture(const std::function<int(int row, int column)>& value) {
  std::vector<uint8_t> pixels;
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column)
      for (int c = 0; c < channels; ++c) pixels.push_back(static_cast<uint8_t>(value(row, column)));
  return pixels;
}

// Stripes below the fourth row, nothing above.
std::vector<uint8_t> striped() {
  return picture([](int row, int column) { return row > 4 && column % 2 == 1 ? 255 : 0; });
}

TEST(Grain, OfAChequerboardIsEightAndOfAFlatPictureNone) {
  const auto real = striped();
  const Grain grain(real, 1, side, side, channels);
  const auto chequers = picture([](int row, int column) { return (row + column) % 2 == 1 ? 255 : 0; });
  EXPECT_NEAR(grain.flattest(chequers, 1), 8, 1e-12) << "four times 2, and four times 2 more";
  EXPECT_NEAR(grain.upper_corners(chequers, 1), 8, 1e-12);
  const auto flat = picture([](int, int) { return 77; });
  EXPECT_EQ(grain.flattest(flat, 1), 0);
  EXPECT_EQ(grain.upper_corners(flat, 1), 0);
}

TEST(Grain, LooksOnlyWhereRealPicturesAreFlat) {
  const auto real = striped();
  const Grain grain(real, 1, side, side, channels);
  EXPECT_EQ(grain.flattest(real, 1), 0) << "stripes are no grain";
  const auto below =
      picture([](int row, int column) { return row > 5 ? (row * 31 + column * 17) % 255 : 9; });
  EXPECT_EQ(grain.flattest(below, 1), 0);
  EXPECT_EQ(grain.upper_corners(below, 1), 0);
}

TEST(Grain, OfNoiseGrowsWithItsSpread) {
  const auto real = striped();
  const Grain grain(real, 1, side, side, channels);
  Random random(5);
  std::vector<uint8_t> noisy;
  constexpr int64_t count = 200;
  constexpr double spread = 10;  // of 127.5
  for (int64_t i = 0; i < count * side * side * channels; ++i)
    noisy.push_back(static_cast<uint8_t>(std::lround(128 + spread * random.normal())));
  const double wanted = std::sqrt(20 * 2 / 3.14159265) * spread / 127.5;  // E|N(0, 20 s²)|
  EXPECT_NEAR(grain.flattest(noisy, count), wanted, 0.02 * wanted);
  EXPECT_NEAR(grain.upper_corners(noisy, count), wanted, 0.03 * wanted);
}

TEST(Grain, HasNoValueWithoutInnerPixels) {
  const std::vector<uint8_t> two(size_t{2} * 2 * channels);
  const Grain grain(two, 1, 2, 2, channels);
  EXPECT_TRUE(std::isnan(grain.flattest(two, 1)));
  EXPECT_TRUE(std::isnan(grain.upper_corners(two, 1)));
}

}  // namespace
}  // namespace ganscope::metrics
