#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/api/ask.h"
#include "core/train/ports.h"

// Pictures as numbers: rows of channels · height · width values in [−1, 1], as networks take them.
namespace ganscope::explore {

/// The size of a model's samples; all zero where it draws points.
struct PictureShape {
  int channels = 0, height = 0, width = 0;
  [[nodiscard]] int area() const { return height * width; }
  [[nodiscard]] int size() const { return channels * area(); }
};
[[nodiscard]] PictureShape picture_shape(const train::Subject& subject);

/// The same for what looks at single pixels: all zero where samples are no pictures.
[[nodiscard]] PictureShape pixel_shape(const train::Subject& subject);

/// Of what needs pictures, where samples are none: "this model draws lines".
[[nodiscard]] tl::unexpected<Failure> draws_no_pictures(const api::DataInfo& data, std::string where,
                                                        std::string hint);

/// One picture as values, appended: bytes [area, channels] …
void append_bytes(std::span<const uint8_t> bytes, int channels, std::vector<float>& values);
/// … RGBA bytes [area, 4] as they are drawn, their first `channels` (1 or 3) …
void append_values(std::span<const uint8_t> rgba, int channels, std::vector<float>& values);
/// … or a picture of the data.
void append_values(const data::Dataset& data, int64_t index, std::vector<float>& values);
/// Drawn samples → rows of `channels` (of pictures 1 or 3) · height · width.
[[nodiscard]] api::Rows values_of(const api::Answer& drawn, int channels);
/// One picture [channels, height, width] → RGBA bytes [height, width, 4], appended.
void append_pixels(std::span<const float> picture, const PictureShape& shape, std::vector<uint8_t>& pixels);

/// `count` real pictures spread evenly over the data (all, where there are fewer), and their classes where
/// the model is told them. None where the data are not shared or of another size.
struct RealPictures {
  api::Rows values;
  std::vector<int> labels;
};
[[nodiscard]] RealPictures real_pictures(const train::Subject& subject, int64_t count);
/// The real picture number `index` modulo their count.
[[nodiscard]] RealPictures real_picture(const train::Subject& subject, uint64_t index);

/// A plane [height, width] smoothed by a Gaussian of `sigma` pixels, whose weights add up to one everywhere.
void blur(std::span<float> plane, int height, int width, double sigma);

}  // namespace ganscope::explore
