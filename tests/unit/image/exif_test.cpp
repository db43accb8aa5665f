#include "core/image/exif.h"

#include <gtest/gtest.h>

#include <array>

#include "core/image/read.h"
#include "tests/unit/image/support.h"

namespace ganscope::image {
namespace {

using test::exif_block;
using test::ExifSpelling;

constexpr std::array spellings{ExifSpelling{false, false}, ExifSpelling{true, false},
                               ExifSpelling{false, true}, ExifSpelling{true, true}};

TEST(Exif, TheOrientationIsFoundAsShortAndAsLongInBothByteOrders) {
  for (const ExifSpelling& spelling : spellings) {
    for (int orientation = 1; orientation <= 8; ++orientation) {
      auto block = exif_block(orientation, spelling);
      EXPECT_EQ(exif_orientation(block), orientation);
      const std::array<uint8_t, 6> mark{'E', 'x', 'i', 'f', 0, 0};
      block.insert(block.begin(), mark.begin(), mark.end());
      EXPECT_EQ(exif_orientation(block), orientation) << "with its mark in front";
    }
  }
}

TEST(Exif, WhatMakesNoSenseIsUpright) {
  EXPECT_EQ(exif_orientation({}), 1);
  EXPECT_EQ(exif_orientation(exif_block(0)), 1);
  EXPECT_EQ(exif_orientation(exif_block(9)), 1);
  EXPECT_EQ(exif_orientation(exif_block(70000, {true, true})), 1);
  const auto whole = exif_block(6);
  for (size_t length = 0; length < 20; ++length)
    EXPECT_EQ(exif_orientation(std::span(whole).first(length)), 1) << length;
}

TEST(Exif, PngWebpAndTiffAreTurnedUprightLikeJpeg) {
  // 3 × 2, every pixel another colour: where the first and the last stored pixel are when it is upright.
  const Picture stored = test::pattern(3, 2, 3);
  struct Case {
    int orientation;
    int width, height;
    int first_x, first_y, last_x, last_y;
  };
  for (const Case& c : {Case{1, 3, 2, 0, 0, 2, 1}, Case{2, 3, 2, 2, 0, 0, 1}, Case{3, 3, 2, 2, 1, 0, 0},
                        Case{4, 3, 2, 0, 1, 2, 0}, Case{5, 2, 3, 0, 0, 1, 2}, Case{6, 2, 3, 1, 0, 0, 2},
                        Case{7, 2, 3, 1, 2, 0, 0}, Case{8, 2, 3, 0, 2, 1, 0}}) {
    std::vector<std::vector<uint8_t>> files{test::tiff_of(stored, c.orientation)};
    for (const ExifSpelling& spelling : spellings) {
      files.push_back(test::png_with_exif(stored, exif_block(c.orientation, spelling)));
      files.push_back(test::webp_of(stored, exif_block(c.orientation, spelling)));
    }
    for (size_t i = 0; i < files.size(); ++i) {
      const auto picture = decode_picture(files[i], "turned");
      ASSERT_TRUE(picture) << i << picture.error().what;
      ASSERT_EQ(picture->width, c.width) << c.orientation << " " << i;
      ASSERT_EQ(picture->height, c.height);
      for (int channel = 0; channel < 3; ++channel) {
        EXPECT_EQ(picture->at(c.first_x, c.first_y)[channel], stored.at(0, 0)[channel])
            << c.orientation << " " << i;
        EXPECT_EQ(picture->at(c.last_x, c.last_y)[channel], stored.at(2, 1)[channel])
            << c.orientation << " " << i;
      }
    }
  }
}

}  // namespace
}  // namespace ganscope::image
