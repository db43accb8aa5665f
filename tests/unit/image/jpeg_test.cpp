#include "core/image/jpeg_io.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "core/image/read.h"
#include "core/image/transform.h"
#include "tests/unit/image/support.h"

namespace ganscope::image {
namespace {

using test::jpeg_of;

/// Two halves, so that it shows which way is up; both sides are multiples of 16, so that the halves stay
/// clean.
Picture two_halves(int width, int height) {
  Picture picture = plain(width, height, {20, 30, 200});
  for (int y = 0; y < height / 2; ++y) {
    for (int x = 0; x < width; ++x) {
      picture.at(x, y)[0] = 220;
      picture.at(x, y)[2] = 20;
    }
  }
  return picture;
}

bool is_near(const uint8_t* pixel, Colour colour) {
  for (size_t c = 0; c < 3; ++c) {
    if (std::abs(pixel[c] - colour[c]) > 12) return false;  // JPEG loses a little even at quality 98
  }
  return true;
}

TEST(Jpeg, ColourAndGreyComeBackNearlyAsTheyWere) {
  const auto colour = decode_picture(jpeg_of(two_halves(64, 32)), "a.jpg");
  ASSERT_TRUE(colour) << colour.error().what;
  EXPECT_EQ(colour->channels, 3);
  EXPECT_EQ(colour->width, 64);
  EXPECT_EQ(colour->height, 32);
  EXPECT_TRUE(is_near(colour->at(5, 3), {220, 30, 20}));
  EXPECT_TRUE(is_near(colour->at(60, 30), {20, 30, 200}));

  const auto grey = decode_picture(jpeg_of(to_grey(two_halves(64, 32))), "g.jpg");
  ASSERT_TRUE(grey);
  EXPECT_EQ(grey->channels, 1);
  EXPECT_EQ(grey->pixels.size(), 64U * 32U);
}

TEST(Jpeg, APhotographTurnedByItsExifOrientationStandsUpright) {
  // What the camera stored, and where its red half lies when the picture is upright.
  struct Case {
    int orientation;
    bool turned;  // width and height change places
    int red_x, red_y;
  };
  for (const Case& c : {Case{3, false, 10, 28},
                        {4, false, 10, 28},
                        {6, true, 28, 10},
                        {8, true, 3, 10},
                        {5, true, 3, 10},
                        {7, true, 28, 10},
                        {2, false, 10, 3}}) {
    const auto picture = decode_jpeg(jpeg_of(two_halves(64, 32), c.orientation), "turned.jpg");
    ASSERT_TRUE(picture);
    EXPECT_EQ(picture->width, c.turned ? 32 : 64) << c.orientation;
    EXPECT_TRUE(is_near(picture->at(c.red_x, c.red_y), {220, 30, 20})) << c.orientation;
  }
}

TEST(Jpeg, ScalingWhileDecodingKeepsTheShorterSideLongEnough) {
  const auto bytes = jpeg_of(two_halves(512, 256));
  for (const auto& [at_least, height] :
       {std::pair{0, 256}, {300, 256}, {128, 128}, {100, 128}, {64, 64}, {5, 32}}) {
    const auto picture = decode_jpeg(bytes, "a.jpg", at_least);
    ASSERT_TRUE(picture);
    EXPECT_EQ(picture->height, height) << at_least;
    EXPECT_EQ(picture->width, 2 * height);
  }
}

TEST(Jpeg, InksOfAFourColourPictureBecomeRgb) {
  Picture inks{16, 16, 4, std::vector<uint8_t>(16 * 16 * 4, 255)};
  for (size_t i = 0; i < inks.pixels.size(); i += 4)
    inks.pixels[i] = 0;  // Adobe's are inverted: all cyan, no other ink
  const auto picture = decode_jpeg(jpeg_of(inks), "cmyk.jpg");
  ASSERT_TRUE(picture) << picture.error().what;
  EXPECT_TRUE(is_near(picture->at(8, 8), {0, 255, 255}));
}

TEST(Jpeg, AFileCutAnywhereFailsInsteadOfTurningGrey) {
  const auto whole = jpeg_of(test::pattern(48, 48, 3));
  for (size_t length = 3; length + 2 < whole.size(); length += 41) {
    const auto cut = decode_picture(std::span(whole).first(length), "cut.jpg");
    ASSERT_FALSE(cut) << length;
    EXPECT_EQ(cut.error().kind, FailureKind::bad_data);
    EXPECT_EQ(cut.error().where, "cut.jpg");
  }
}

TEST(Jpeg, DamageThatLibjpegPaintsOverIsNotAPicture) {
  auto bytes = jpeg_of(test::pattern(48, 48, 3));
  const size_t middle = bytes.size() / 2;
  std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(middle), 60, uint8_t{0xFF});
  bytes[middle + 60] = 0xD3;  // a restart mark where there are none
  const auto damaged = decode_picture(bytes, "damaged.jpg");
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().kind, FailureKind::bad_data);
  EXPECT_EQ(damaged.error().what.substr(0, 15), "a broken JPEG: ");

  auto ended = jpeg_of(test::pattern(48, 48, 3));
  ended.erase(ended.begin() + static_cast<std::ptrdiff_t>(middle), ended.end() - 2);  // the end mark stays
  EXPECT_FALSE(decode_picture(ended, "ended.jpg"));
}

TEST(Jpeg, AFewBytesTooManyBeforeTheEndAreNoDamage) {
  auto bytes = jpeg_of(test::pattern(48, 48, 3));
  bytes.insert(bytes.end() - 2, 4, uint8_t{0});
  EXPECT_TRUE(decode_picture(bytes, "padded.jpg"));
  bytes.insert(bytes.end(), 1000, uint8_t{7});
  EXPECT_TRUE(decode_picture(bytes, "followed.jpg"))
      << "what stands behind the end mark is not the picture's";
}

TEST(Jpeg, NoFlippedByteCrashesTheReader) {
  const auto whole = jpeg_of(test::pattern(24, 24, 3), 6);
  for (size_t i = 0; i < whole.size(); ++i) {
    for (const uint8_t flip : {uint8_t{1}, uint8_t{0x80}, uint8_t{0xFF}}) {
      auto broken = whole;
      broken[i] ^= flip;
      const auto picture = decode_picture(broken, "broken.jpg");
      EXPECT_TRUE(!picture || !picture->empty());
    }
  }
}

}  // namespace
}  // namespace ganscope::image
