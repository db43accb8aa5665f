#include "core/image/bmp_io.h"

#include <gtest/gtest.h>

#include "core/image/read.h"
#include "tests/unit/image/support.h"

namespace ganscope::image {
namespace {

using test::bmp_of;
using test::pattern;

/// A BMP header of 40 bytes with what follows it: masks or palette, then the pixels at `pixels_at`.
struct Parts {
  int32_t width, height;
  uint32_t bits, packing;
  std::vector<uint8_t> between, pixels;
};

std::vector<uint8_t> bmp_from(const Parts& parts) {
  std::vector<uint8_t> bytes{'B', 'M'};
  const auto add = [&](uint32_t value, int count) {
    for (int i = 0; i < count; ++i) bytes.push_back(static_cast<uint8_t>(value >> (8 * i)));
  };
  add(0, 4);
  add(0, 4);
  add(static_cast<uint32_t>(54 + parts.between.size()), 4);
  add(40, 4);
  add(static_cast<uint32_t>(parts.width), 4);
  add(static_cast<uint32_t>(parts.height), 4);
  add(1, 2);
  add(parts.bits, 2);
  add(parts.packing, 4);
  for (int i = 0; i < 3; ++i) add(0, 4);
  add(parts.bits <= 8 ? static_cast<uint32_t>(parts.between.size() / 4) : 0, 4);
  add(0, 4);
  bytes.insert(bytes.end(), parts.between.begin(), parts.between.end());
  bytes.insert(bytes.end(), parts.pixels.begin(), parts.pixels.end());
  return bytes;
}

/// Black, red, green: blue, green, red and a byte of no meaning each.
const std::vector<uint8_t> three_colours{0, 0, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0};
constexpr uint8_t most = 255;

TEST(Bmp, TrueColourComesBackBitForBit) {
  for (const int width : {1, 2, 3, 4, 17}) {  // rows are filled up to four bytes
    const Picture picture = pattern(width, 5, 3);
    const auto back = decode_picture(bmp_of(picture), "a.bmp");
    ASSERT_TRUE(back) << back.error().what;
    EXPECT_EQ(back->width, width);
    EXPECT_EQ(back->pixels, picture.pixels);
  }
}

TEST(Bmp, RowsMayRunFromTheTop) {
  const auto back = decode_picture(bmp_from({1, -2, 24, 0, {}, {1, 2, 3, 0, 4, 5, 6, 0}}), "a.bmp");
  ASSERT_TRUE(back) << back.error().what;
  EXPECT_EQ(back->pixels, (std::vector<uint8_t>{3, 2, 1, 6, 5, 4}));
}

TEST(Bmp, PalettesOfOneFourAndEightBitsAreLookedUp) {
  const std::vector<uint8_t> red_green{most, 0, 0, 0, most, 0};
  for (const auto& [bits, row] :
       {std::pair<uint32_t, std::vector<uint8_t>>{8, {1, 2, 0, 0}}, {4, {0x12, 0, 0, 0}}}) {
    const auto back = decode_picture(bmp_from({2, 1, bits, 0, three_colours, row}), "a.bmp");
    ASSERT_TRUE(back) << back.error().what;
    EXPECT_EQ(back->pixels, red_green) << bits;
  }
  const std::vector<uint8_t> two(three_colours.begin(), three_colours.begin() + 8);
  const auto back = decode_picture(bmp_from({2, 1, 1, 0, two, {0x40, 0, 0, 0}}), "a.bmp");
  ASSERT_TRUE(back) << back.error().what;
  EXPECT_EQ(back->pixels, (std::vector<uint8_t>{0, 0, 0, most, 0, 0}));
  EXPECT_FALSE(decode_picture(bmp_from({2, 1, 8, 0, three_colours, {1, 3, 0, 0}}), "beyond.bmp"));
}

TEST(Bmp, RunLengthCodeIsExpanded) {
  // Lower row: two red, one green. Upper row: three single pixels, filled up to four bytes.
  const std::vector<uint8_t> code{2, 1, 1, 2, 0, 0, 0, 3, 2, 1, 0, 0, 0, 1};
  const std::vector<uint8_t> expected{0, most, 0, most, 0, 0, 0, 0, 0, most, 0, 0, most, 0, 0, 0, most, 0};
  const auto eight = decode_picture(bmp_from({3, 2, 8, 1, three_colours, code}), "a.bmp");
  ASSERT_TRUE(eight) << eight.error().what;
  EXPECT_EQ(eight->pixels, expected);
  const std::vector<uint8_t> nibbles{2, 0x11, 1, 0x20, 0, 0, 0, 3, 0x21, 0x00, 0, 1};
  const auto four = decode_picture(bmp_from({3, 2, 4, 2, three_colours, nibbles}), "b.bmp");
  ASSERT_TRUE(four) << four.error().what;
  EXPECT_EQ(four->pixels, expected);
  EXPECT_FALSE(decode_picture(bmp_from({3, 2, 8, 1, three_colours, {2, 1, 1, 2, 0, 0}}), "cut.bmp"));
  EXPECT_FALSE(decode_picture(bmp_from({3, 1, 8, 1, three_colours, {0, 0, 9, 1, 0, 1}}), "below.bmp"));
}

TEST(Bmp, SixteenBitsAndMasksOfAnyWidthAreStretched) {
  const auto fifteen = decode_picture(bmp_from({1, 1, 16, 0, {}, {0x1F, 0x7C, 0, 0}}), "a.bmp");
  ASSERT_TRUE(fifteen) << fifteen.error().what;
  EXPECT_EQ(fifteen->pixels, (std::vector<uint8_t>{most, 0, most}));
  const std::vector<uint8_t> five_six_five{0, 0xF8, 0, 0, 0xE0, 7, 0, 0, 0x1F, 0, 0, 0};
  const auto sixteen = decode_picture(bmp_from({1, 1, 16, 3, five_six_five, {0xE0, 0x07, 0, 0}}), "b.bmp");
  ASSERT_TRUE(sixteen) << sixteen.error().what;
  EXPECT_EQ(sixteen->pixels, (std::vector<uint8_t>{0, most, 0}));
  const std::vector<uint8_t> with_alpha{0, 0, 0xFF, 0, 0, 0xFF, 0, 0, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF};
  const auto clear = decode_picture(bmp_from({1, 1, 32, 6, with_alpha, {3, 2, 1, 9}}), "c.bmp");
  ASSERT_TRUE(clear) << clear.error().what;
  EXPECT_EQ(clear->pixels, (std::vector<uint8_t>{1, 2, 3, 9}));
}

TEST(Bmp, AFileCutAnywhereFailsAndSaysSo) {
  const auto whole = bmp_of(pattern(8, 8, 3));
  for (size_t length = 18; length < whole.size(); ++length) {
    const auto cut = decode_picture(std::span(whole).first(length), "cut.bmp");
    ASSERT_FALSE(cut) << length;
    EXPECT_EQ(cut.error().kind, FailureKind::bad_data);
    EXPECT_EQ(cut.error().where, "cut.bmp");
  }
}

TEST(Bmp, NoFlippedByteCrashesTheReader) {
  for (const auto& whole :
       {bmp_of(pattern(5, 5, 3)), bmp_from({3, 2, 8, 1, three_colours, {3, 1, 0, 0, 3, 2, 0, 1}})}) {
    for (size_t i = 0; i < whole.size(); ++i) {
      for (int flip = 1; flip < 256; flip += 2) {
        auto broken = whole;
        broken[i] ^= static_cast<uint8_t>(flip);
        const auto picture = decode_bmp(broken, "broken.bmp");
        EXPECT_TRUE(picture ? !picture->empty() : !picture.error().what.empty());
      }
    }
  }
}

TEST(Bmp, AnEnormousOrEmptySizeIsRefusedBeforeMemoryIsTaken) {
  for (const auto& [width, height] :
       {std::pair{100000, 1}, {0, 5}, {5, 0}, {-5, 5}, {16384, 16384}, {5, INT32_MIN}}) {
    const auto picture = decode_bmp(bmp_from({width, height, 24, 0, {}, {}}), "huge.bmp");
    ASSERT_FALSE(picture);
    EXPECT_EQ(picture.error().kind, FailureKind::bad_data);
  }
}

}  // namespace
}  // namespace ganscope::image
