#include "core/image/tiff_io.h"

#include <gtest/gtest.h>
#include <tiff.h>

#include "core/image/read.h"
#include "tests/unit/image/support.h"

namespace ganscope::image {
namespace {

using test::pattern;
using test::tiff_of;

TEST(Tiff, ColourAndGreyComeBackHoweverTheyArePacked) {
  for (const int packing :
       {COMPRESSION_NONE, COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE, COMPRESSION_PACKBITS}) {
    const Picture colour = pattern(19, 21, 3);
    const auto back = decode_picture(tiff_of(colour, 1, packing), "a.tif");
    ASSERT_TRUE(back) << packing << back.error().what;
    EXPECT_EQ(back->channels, 3);
    EXPECT_EQ(back->pixels, colour.pixels) << packing;
    const Picture grey = pattern(19, 21, 1);
    const auto grey_back = decode_picture(tiff_of(grey, 1, packing), "g.tif");
    ASSERT_TRUE(grey_back);
    for (size_t i = 0; i < grey.pixels.size(); ++i) {
      const uint8_t* pixel = grey_back->pixels.data() + i * static_cast<size_t>(grey_back->channels);
      ASSERT_EQ(*pixel, grey.pixels[i]);
    }
  }
}

TEST(Tiff, TransparencyIsKeptAndNotMultipliedIn) {
  Picture clear{9, 9, 4, {}};
  for (int i = 0; i < 81; ++i) clear.pixels.insert(clear.pixels.end(), {200, 100, 50, 128});
  const auto back = decode_picture(tiff_of(clear), "a.tif");
  ASSERT_TRUE(back) << back.error().what;
  ASSERT_EQ(back->channels, 4);
  EXPECT_NEAR(back->pixels[0], 200, 2);
  EXPECT_NEAR(back->pixels[1], 100, 2);
  EXPECT_NEAR(back->pixels[2], 50, 2);
  EXPECT_EQ(back->pixels[3], 128);
}

TEST(Tiff, AFileCutAnywhereFailsAndSaysSo) {
  for (const int packing : {COMPRESSION_NONE, COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE}) {
    const auto whole = tiff_of(pattern(20, 20, 3), 1, packing);
    for (size_t length = 4; length < whole.size(); length += 11) {
      const auto cut = decode_picture(std::span(whole).first(length), "cut.tif");
      ASSERT_FALSE(cut) << length;
      EXPECT_EQ(cut.error().kind, FailureKind::bad_data);
      EXPECT_EQ(cut.error().where, "cut.tif");
      EXPECT_EQ(cut.error().what.substr(0, 15), "a broken TIFF: ");
    }
  }
}

TEST(Tiff, NoFlippedByteCrashesTheReader) {
  const auto whole = tiff_of(pattern(12, 12, 3), 6, COMPRESSION_LZW);
  for (size_t i = 0; i < whole.size(); ++i) {
    for (const uint8_t flip : {uint8_t{1}, uint8_t{0x80}, uint8_t{0xFF}}) {
      auto broken = whole;
      broken[i] ^= flip;
      const auto picture = decode_picture(broken, "broken.tif");
      EXPECT_TRUE(picture ? !picture->empty() : !picture.error().what.empty());
    }
  }
}

}  // namespace
}  // namespace ganscope::image
