#include "core/image/sheet.h"

#include <gtest/gtest.h>

#include "tests/unit/image/support.h"

namespace ganscope::image {
namespace {

Colour colour_at(const Picture& picture, int x, int y) {
  const uint8_t* pixel = picture.at(x, y);
  return {pixel[0], pixel[1], pixel[2]};
}

TEST(ContactSheet, PutsPicturesInRowsWithGapsAndMagnification) {
  const std::vector<Picture> pictures{plain(4, 3, {255, 0, 0}), plain(4, 3, {0, 255, 0}),
                                      plain(4, 3, {0, 0, 255})};
  const Picture sheet =
      contact_sheet(pictures, {.columns = 2, .gap = 1, .background = {9, 9, 9}, .magnification = 2});
  EXPECT_EQ(sheet.width, 1 + 2 * (8 + 1));
  EXPECT_EQ(sheet.height, 1 + 2 * (6 + 1));
  EXPECT_EQ(colour_at(sheet, 0, 0), (Colour{9, 9, 9}));
  EXPECT_EQ(colour_at(sheet, 1, 1), (Colour{255, 0, 0}));
  EXPECT_EQ(colour_at(sheet, 8, 6), (Colour{255, 0, 0}));
  EXPECT_EQ(colour_at(sheet, 10, 1), (Colour{0, 255, 0}));
  EXPECT_EQ(colour_at(sheet, 1, 8), (Colour{0, 0, 255}));
  EXPECT_EQ(colour_at(sheet, 10, 8), (Colour{9, 9, 9})) << "a place without a picture stays empty";
}

TEST(ContactSheet, WithoutColumnsItIsAboutSquareAndGreyBecomesRgb) {
  const std::vector<Picture> pictures(10, test::pattern(2, 2, 1));
  const Picture sheet = contact_sheet(pictures, {.gap = 0});
  EXPECT_EQ(sheet.width, 8);
  EXPECT_EQ(sheet.height, 6);
  EXPECT_EQ(sheet.channels, 3);
}

}  // namespace
}  // namespace ganscope::image
