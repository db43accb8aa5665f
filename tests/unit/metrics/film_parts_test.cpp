#include "core/metrics/films/film_parts.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ganscope::metrics {
namespace {

constexpr FilmShape shape{2, 2, 4};

/// Film n: pixel i in frame t has the level 100 n + 10 i + t.
std::vector<uint8_t> numbered(size_t count) {
  std::vector<uint8_t> films;
  for (size_t n = 0; n < count; ++n)
    for (size_t i = 0; i < 4; ++i)
      for (size_t t = 0; t < 4; ++t) films.push_back(static_cast<uint8_t>(100 * n + 10 * i + t));
  return films;
}

TEST(FilmParts, OneFrameOfEachFilmAndAllOfThem) {
  EXPECT_EQ(one_frame_each(numbered(2), shape), (std::vector<uint8_t>{0, 10, 20, 30, 101, 111, 121, 131}));
  const auto all = all_frames(numbered(2), shape);
  ASSERT_EQ(all.size(), 32U);
  EXPECT_EQ(all[4], 1) << "the second frame of the first film";
  EXPECT_EQ(all[7], 31);
  EXPECT_EQ(all[16], 100) << "the first frame of the second film";
}

TEST(FilmParts, MotionIsWhatChangesToTheNextFrameAndLoops) {
  const std::vector<uint8_t> film{10, 30, 30, 0, 5, 5, 5, 5, 0, 255, 0, 255, 1, 1, 1, 1};
  const auto motion = motion_of(film, shape);
  EXPECT_EQ(std::vector<uint8_t>(motion.begin(), motion.begin() + 4),
            (std::vector<uint8_t>{138, 128, 113, 133}));
  EXPECT_EQ(std::vector<uint8_t>(motion.begin() + 4, motion.begin() + 8),
            (std::vector<uint8_t>{128, 128, 128, 128}));
  EXPECT_EQ(std::vector<uint8_t>(motion.begin() + 8, motion.begin() + 12),
            (std::vector<uint8_t>{255, 1, 255, 1}));
  EXPECT_DOUBLE_EQ(movement(film, shape), (20 + 0 + 30 + 10 + 4 * 255) / 255.0 / 16);
}

TEST(FilmParts, ShuffledFilmsHaveTheSameFramesAndMixedOnesThoseOfOthers) {
  Random random(3);
  const auto films = numbered(2);
  const auto shuffled = shuffled_frames(films, shape, random);
  EXPECT_NE(shuffled, films);
  for (size_t pixel = 0; pixel < films.size(); pixel += 4) {
    std::vector<uint8_t> levels(shuffled.begin() + static_cast<std::ptrdiff_t>(pixel),
                                shuffled.begin() + static_cast<std::ptrdiff_t>(pixel) + 4);
    const size_t first = pixel / shape.bytes() * shape.bytes();  // of the same film
    EXPECT_EQ(levels[0] - shuffled[first], films[pixel] - films[first]) << "whole frames change places";
    std::ranges::sort(levels);
    EXPECT_TRUE(std::equal(levels.begin(), levels.end(), films.begin() + static_cast<std::ptrdiff_t>(pixel)));
  }
  const auto mixed = mixed_films(films, shape);
  EXPECT_EQ(std::vector<uint8_t>(mixed.begin(), mixed.begin() + 4), (std::vector<uint8_t>{0, 101, 2, 103}));
}

TEST(FilmParts, TheDataAsPicturesAndAsMotion) {
  data::Dataset films;
  films.count = 2;
  films.channels = 4;
  films.height = films.width = 2;
  films.pixels = numbered(2);
  films.label_names = {"turns", "nods"};
  films.labels = {0, 1};
  films.attributes = {{"glasses", {"no", "yes"}, {0, 1}}};
  const auto frames = frames_of(films), motions = motions_of(films);
  EXPECT_EQ(frames->channels, 1);
  EXPECT_EQ(frames->count, 2);
  EXPECT_FALSE(frames->has_labels());
  EXPECT_EQ(frames->attributes.size(), 1U);
  EXPECT_EQ(motions->channels, 4);
  EXPECT_EQ(motions->labels, films.labels);
  EXPECT_TRUE(motions->attributes.empty());
  EXPECT_EQ(motions->pixels.size(), films.pixels.size());
  EXPECT_NE(motions->pixels, motion_of(films.pixels, shape)) << "with a grain";
  EXPECT_EQ(motions->pixels, motions_of(films)->pixels) << "always the same one";
}

}  // namespace
}  // namespace ganscope::metrics
