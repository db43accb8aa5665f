#include "core/image/content.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/image/png_io.h"
#include "core/image/read.h"
#include "tests/unit/image/support.h"

namespace ganscope::image {
namespace {

using testing::HasSubstr;

std::vector<uint8_t> bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

TEST(Content, PicturesAreToldByTheirFirstBytes) {
  const Picture picture = test::pattern(8, 8, 3);
  EXPECT_EQ(format_of(encode_png(picture, "").value()), Format::png);
  EXPECT_EQ(format_of(test::jpeg_of(picture)), Format::jpeg);
  EXPECT_EQ(format_of(test::webp_of(picture)), Format::webp);
  EXPECT_EQ(format_of(test::bmp_of(picture)), Format::bmp);
  EXPECT_EQ(format_of(test::tiff_of(picture)), Format::tiff);
  EXPECT_EQ(format_of(bytes_of("GIF89a")), Format::gif);
  EXPECT_EQ(format_of(bytes_of("BMW is a company in Munich")), Format::none);
  EXPECT_EQ(format_of({}), Format::none);
}

TEST(Content, WhatIsNoPictureIsCalledByItsName) {
  struct Case {
    std::string bytes, what, hint;
  };
  for (const Case& c :
       {Case{"PK\3\4rest", "not a picture: a zip archive", "Unpack"},
        Case{"\x1F\x8B\b", "not a picture: a gzip file", "Unpack"},
        Case{std::string("\0\0\0\x18", 4) + "ftypheic", "not a picture: a HEIC picture", "WebP"},
        Case{"<svg xmlns=", "not a picture: an SVG drawing", "PNG"},
        Case{"some notes\n", "not a picture: text", "PNG"}, Case{"", "an empty file", "PNG"}}) {
    const auto failed = decode_picture(bytes_of(c.bytes), "x");
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().kind, FailureKind::bad_data);
    EXPECT_EQ(failed.error().what, c.what);
    EXPECT_THAT(failed.error().hint, HasSubstr(c.hint));
  }
  EXPECT_TRUE(is_archive(bytes_of("PK\3\4")));
  EXPECT_FALSE(is_archive(bytes_of("GIF89a")));
}

TEST(Content, EveryEndingOfAReadablePictureIsKnownInWhateverCase) {
  for (const char* name : {"a.png", "b.JPG", "c.jpeg", "d.WebP", "e.bmp", "f.TIF", "g.tiff", "h.gif"})
    EXPECT_TRUE(names_a_picture(name)) << name;
  for (const char* name : {"png", "a.txt", "a.svg", "a.png.zip", ".png"})
    EXPECT_FALSE(names_a_picture(name)) << name;
}

}  // namespace
}  // namespace ganscope::image
