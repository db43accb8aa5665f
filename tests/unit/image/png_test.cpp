#include "core/image/png_io.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "core/image/file_bytes.h"
#include "core/image/read.h"
#include "tests/unit/image/support.h"

namespace ganscope::image {
namespace {

using test::pattern;
using test::TemporaryFolder;
using ::testing::HasSubstr;

TEST(Png, GreyColourAndTransparentPicturesComeBackBitForBit) {
  const TemporaryFolder folder;
  for (const int channels : {1, 3, 4}) {
    for (const auto& [width, height] : {std::pair{1, 1}, {7, 5}, {64, 33}}) {
      Picture picture = pattern(width, height, channels);
      if (channels == 4) picture.pixels[3] = 17;
      ASSERT_TRUE(write_png(folder / "a.png", picture));
      const auto back = read_png(folder / "a.png");
      ASSERT_TRUE(back) << back.error().what;
      EXPECT_EQ(back->channels, channels);
      EXPECT_EQ(back->width, width);
      EXPECT_EQ(back->height, height);
      EXPECT_EQ(back->pixels, picture.pixels);
    }
  }
}

TEST(Png, AFileCutAnywhereFailsAndSaysSo) {
  const auto whole = encode_png(pattern(20, 20, 3), "a.png");
  ASSERT_TRUE(whole);
  for (size_t length = 0; length < whole->size(); length += length + 13 < whole->size() ? 5 : 1) {
    const auto cut = decode_picture(std::span(*whole).first(length), "cut.png");
    ASSERT_FALSE(cut) << length;
    EXPECT_EQ(cut.error().where, "cut.png");
    EXPECT_EQ(cut.error().kind, FailureKind::bad_data);
    EXPECT_FALSE(cut.error().hint.empty());
  }
}

TEST(Png, NoFlippedByteCrashesTheReader) {
  const auto whole = encode_png(pattern(12, 12, 3), "a.png");
  ASSERT_TRUE(whole);
  for (size_t i = 0; i < whole->size(); ++i) {
    for (const uint8_t flip : {uint8_t{1}, uint8_t{0x80}, uint8_t{0xFF}}) {
      auto broken = *whole;
      broken[i] ^= flip;
      const auto picture = decode_picture(broken, "broken.png");
      EXPECT_TRUE(picture || !picture.error().what.empty());
    }
  }
}

TEST(Png, AnEnormousDeclaredSizeIsRefusedBeforeMemoryIsTaken) {
  for (const auto& [width, height] :
       {std::pair{20000U, 1U}, {1U, 16385U}, {16384U, 16384U}, {999999U, 999999U}}) {
    const auto picture = decode_png(test::png_that_declares(width, height), "huge.png");
    ASSERT_FALSE(picture);
    EXPECT_EQ(picture.error().kind, FailureKind::bad_data);
    EXPECT_EQ(picture.error().where, "huge.png");
  }
}

TEST(Png, AMissingFileIsNotFoundAndAPipeIsNotWaitedFor) {
  const TemporaryFolder folder;
  const auto missing = read_png(folder / "none.png");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, FailureKind::not_found);
  const auto directory = read_png(folder.path());
  ASSERT_FALSE(directory);
  EXPECT_FALSE(directory.error().hint.empty());
}

TEST(Png, WritingWhereOneMayNotFailsAndLeavesNothingBehind) {
  const auto failed = write_png("/proc/ganscope.png", pattern(2, 2, 3));
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().kind, FailureKind::io);
  EXPECT_EQ(failed.error().where, "/proc/ganscope.png");
  EXPECT_THAT(failed.error().hint, HasSubstr("write"));

  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "taken.png");  // a folder stands where the file should go
  EXPECT_FALSE(write_png(folder / "taken.png", pattern(2, 2, 3)));
  EXPECT_FALSE(write_png(folder / "nowhere/a.png", pattern(2, 2, 3)));
  int entries = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) ++entries;
  EXPECT_EQ(entries, 1) << "a temporary file was left behind";
}

TEST(Png, ReadBytesRefusesMoreThanItsLimit) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_bytes(folder / "ten", std::vector<uint8_t>(10, 1)));
  EXPECT_TRUE(read_bytes(folder / "ten", 10));
  EXPECT_FALSE(read_bytes(folder / "ten", 9));
}

TEST(Png, AWrongChecksumFails) {
  auto bytes = encode_png(pattern(12, 12, 3), "a.png").value();
  bytes[bytes.size() - 13] ^= 1;  // of the pixels' chunk
  const auto picture = decode_picture(bytes, "sum.png");
  ASSERT_FALSE(picture);
  EXPECT_EQ(picture.error().kind, FailureKind::bad_data);
}

}  // namespace
}  // namespace ganscope::image
