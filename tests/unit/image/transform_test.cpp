#include "core/image/transform.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <numeric>

#include "tests/unit/image/support.h"

namespace ganscope::image {
namespace {

using test::pattern;

double mean(const Picture& picture) {
  return std::accumulate(picture.pixels.begin(), picture.pixels.end(), 0.0) /
         static_cast<double>(picture.pixels.size());
}

TEST(CentreCrop, TakesTheMiddleSquare) {
  const Picture wide = pattern(9, 4, 3);
  const Picture square = centre_crop(wide);
  EXPECT_EQ(square.width, 4);
  EXPECT_EQ(square.height, 4);
  EXPECT_TRUE(std::equal(square.at(0, 1), square.at(0, 1) + 12, wide.at(2, 1)));
  EXPECT_EQ(centre_crop(pattern(5, 5, 1)).pixels, pattern(5, 5, 1).pixels);
}

TEST(ResizeArea, HalvingAveragesFourPixels) {
  const Picture small = resize_area({2, 2, 1, {0, 100, 50, 250}}, 1, 1);
  EXPECT_EQ(small.pixels, (std::vector<uint8_t>{100}));
}

TEST(ResizeArea, AnUnevenFactorWeighsPartsOfPixels) {
  // 3 → 2: the middle pixel is shared by both halves: (0·1 + 90·½)/1.5 = 30 and (90·½ + 240·1)/1.5 = 190.
  const Picture small = resize_area({3, 1, 1, {0, 90, 240}}, 2, 1);
  EXPECT_EQ(small.pixels, (std::vector<uint8_t>{30, 190}));
}

TEST(ResizeArea, KeepsTheMeanWhateverTheSize) {
  for (const int side : {1, 2, 5, 16, 31, 32, 33, 50}) {
    const Picture picture = pattern(37, 37, 3);
    EXPECT_NEAR(mean(resize_area(picture, side, side)), mean(picture), 0.6)
        << "rounding of each pixel: half a level";
  }
}

TEST(ResizeArea, EnlargingByAWholeFactorIsTheSameAsMagnifying) {
  const Picture picture = pattern(6, 5, 3);
  EXPECT_EQ(resize_area(picture, 18, 15).pixels, magnify(picture, 3).pixels);
}

TEST(OverBackground, MixesByAlpha) {
  const Picture result =
      over_background({3, 1, 4, {10, 20, 30, 255, 10, 20, 30, 0, 0, 0, 0, 128}}, {200, 100, 255});
  EXPECT_EQ(result.channels, 3);
  EXPECT_EQ(std::vector<uint8_t>(result.pixels.begin(), result.pixels.begin() + 6),
            (std::vector<uint8_t>{10, 20, 30, 200, 100, 255}));
  EXPECT_NEAR(result.pixels[6], 100, 1);
}

TEST(Channels, GreyGoesToRgbAndBack) {
  const Picture grey = pattern(4, 4, 1);
  EXPECT_EQ(to_grey(to_rgb(grey)).pixels, grey.pixels);
  EXPECT_EQ(to_grey(plain(1, 1, {255, 255, 255})).pixels[0], 255);
  EXPECT_EQ(to_grey(plain(1, 1, {255, 0, 0})).pixels[0], 76) << "Rec. 601: 0.299 of 255";
  EXPECT_EQ(to_rgb(pattern(2, 2, 4)).channels, 3);
}

}  // namespace
}  // namespace ganscope::image
