#include "core/image/webp_io.h"

#include <gtest/gtest.h>

#include "core/image/read.h"
#include "core/image/transform.h"
#include "tests/unit/image/support.h"

namespace ganscope::image {
namespace {

using test::pattern;
using test::webp_of;

TEST(Webp, ColourAndTransparencyComeBackBitForBit) {
  const Picture colour = pattern(21, 13, 3);
  const auto back = decode_picture(webp_of(colour), "a.webp");
  ASSERT_TRUE(back) << back.error().what;
  EXPECT_EQ(back->channels, 3);
  EXPECT_EQ(back->width, 21);
  EXPECT_EQ(back->pixels, colour.pixels);

  Picture clear = pattern(21, 13, 4);
  for (size_t i = 3; i < clear.pixels.size(); i += 4) clear.pixels[i] = static_cast<uint8_t>(100 + i % 50);
  const auto transparent = decode_picture(webp_of(clear), "b.webp");
  ASSERT_TRUE(transparent) << transparent.error().what;
  EXPECT_EQ(transparent->channels, 4);
  EXPECT_EQ(transparent->pixels, clear.pixels);
}

TEST(Webp, AFileCutAnywhereFailsAndSaysSo) {
  for (const auto& whole : {webp_of(pattern(20, 20, 3)), webp_of(pattern(20, 20, 3), test::exif_block(6))}) {
    for (size_t length = 12; length < whole.size(); length += 7) {
      const auto cut = decode_picture(std::span(whole).first(length), "cut.webp");
      ASSERT_FALSE(cut) << length;
      EXPECT_EQ(cut.error().kind, FailureKind::bad_data);
      EXPECT_EQ(cut.error().where, "cut.webp");
      EXPECT_EQ(cut.error().what.substr(0, 15), "a broken WebP: ");
    }
  }
}

TEST(Webp, NoFlippedByteCrashesTheReader) {
  const auto whole = webp_of(pattern(12, 12, 4), test::exif_block(6));
  for (size_t i = 0; i < whole.size(); ++i) {
    for (const uint8_t flip : {uint8_t{1}, uint8_t{0x80}, uint8_t{0xFF}}) {
      auto broken = whole;
      broken[i] ^= flip;
      const auto picture = decode_picture(broken, "broken.webp");
      EXPECT_TRUE(picture ? !picture->empty() : !picture.error().what.empty());
    }
  }
}

}  // namespace
}  // namespace ganscope::image
