#include "tests/golden/comparison.h"

#include <gtest/gtest.h>

#include "core/image/transform.h"

namespace ganscope::testing {
namespace {

TEST(GoldenComparison, FindsNothingBetweenAPictureAndItself) {
  const image::Picture picture = image::plain(100, 70, {20, 40, 60});
  const Difference difference = compare(picture, picture);
  EXPECT_EQ(difference.mean, 0);
  EXPECT_EQ(difference.share, 0);
  EXPECT_EQ(too_far(difference, {}), "");
}

TEST(GoldenComparison, LetsAFewEdgesOfLettersPass) {
  image::Picture other = image::plain(1280, 720, {20, 40, 60});
  const image::Picture picture = other;
  for (int i = 0; i < 2000; ++i) other.at(i * 37 % 1280, i * 11 % 720)[0] = 50;
  EXPECT_EQ(too_far(compare(picture, other), {}), "");
}

TEST(GoldenComparison, FindsAMissingButtonAlthoughItIsSmall) {
  image::Picture other = image::plain(1280, 720, {20, 40, 60});
  const image::Picture picture = other;
  for (int y = 320; y < 352; ++y)
    for (int x = 640; x < 672; ++x) other.at(x, y)[1] = 140;
  const Difference difference = compare(picture, other);
  EXPECT_EQ(difference.tile_x, 640);
  EXPECT_EQ(difference.tile_y, 320);
  EXPECT_NE(too_far(difference, {}).find("the tile at (640, 320)"), std::string::npos);
}

TEST(GoldenComparison, FindsAPictureThatIsALittleTooDarkEverywhere) {
  const Difference difference =
      compare(image::plain(64, 64, {20, 40, 60}), image::plain(64, 64, {18, 38, 58}));
  EXPECT_NE(too_far(difference, {}), "");
}

}  // namespace
}  // namespace ganscope::testing
