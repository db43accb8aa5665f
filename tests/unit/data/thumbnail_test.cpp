#include "core/data/thumbnail.h"

#include <gtest/gtest.h>

#include <vector>

namespace ganscope::data {
namespace {

TEST(Thumbnail, ShowsTheFirstFourPicturesTwoBesideTwo) {
  Dataset pictures;
  pictures.count = 4;
  pictures.channels = 1;
  pictures.width = pictures.height = 8;
  for (const int value : {10, 60, 120, 240})
    pictures.pixels.insert(pictures.pixels.end(), 64, static_cast<uint8_t>(value));
  const image::Picture small = thumbnail(pictures, 96);
  ASSERT_EQ(small.width, 96);
  ASSERT_EQ(small.height, 96);
  ASSERT_EQ(small.channels, 4);
  EXPECT_EQ(small.at(5, 5)[0], 10);
  EXPECT_EQ(small.at(90, 5)[1], 60);
  EXPECT_EQ(small.at(5, 90)[2], 120);
  EXPECT_EQ(small.at(90, 90)[0], 240);
  EXPECT_EQ(small.at(47, 48)[3], 255);
}

TEST(Thumbnail, PointsCoverTheirPlacesAndNothingElse) {
  Dataset points;
  points.form = Form::points;
  points.dimensions = 2;
  points.count = 2;
  points.points = {-1, -1, 1, 1};  // from the lower left to the upper right
  const image::Picture small = thumbnail(points, 100);
  EXPECT_EQ(small.at(8, 91)[3], 255);
  EXPECT_EQ(small.at(91, 8)[3], 255);
  EXPECT_EQ(small.at(50, 50)[3], 0);
  EXPECT_EQ(small.at(8, 8)[3], 0);
}

TEST(Thumbnail, NumbersStandAsAHistogramFromTheFoot) {
  Dataset numbers;
  numbers.form = Form::points;
  numbers.dimensions = 1;
  numbers.points = {0, 0, 0, 0, 10, 10};
  numbers.count = 6;
  const image::Picture small = thumbnail(numbers, 96);
  EXPECT_EQ(small.at(9, 10)[3], 255) << "the highest bar reaches the top";
  EXPECT_EQ(small.at(86, 10)[3], 0) << "half as many, half as high";
  EXPECT_EQ(small.at(86, 80)[3], 255);
  EXPECT_EQ(small.at(48, 86)[3], 0) << "nothing in between";
}

TEST(Thumbnail, ThatOfOnePointOrOfNoneIsNoFault) {
  Dataset points;
  points.form = Form::points;
  points.dimensions = 2;
  EXPECT_TRUE(thumbnail(points, 96).empty());
  points.count = 1;
  points.points = {5, 5};
  EXPECT_GT(thumbnail(points, 96).at(48, 48)[3], 240) << "its middle lies on the corner of four pixels";
}

}  // namespace
}  // namespace ganscope::data
