#include "core/explore/held_out.h"

#include <algorithm>

#include "core/explore/picture_values.h"
#include "core/image/transform.h"

namespace ganscope::explore {
namespace {

HeldOutPictures of_size(const data::Dataset& data) {
  HeldOutPictures pictures;
  pictures.height = data.height;
  pictures.width = data.width;
  pictures.channels = data.channels;
  return pictures;
}

/// What is trained on, in one direction.
HeldOutPictures trained_on(const data::Dataset& data, bool back) {
  HeldOutPictures pictures = of_size(data);
  pictures.from = back ? data.title : data.inputs.title;
  pictures.input_channels = back ? data.channels : data.inputs.channels;
  pictures.inputs = back ? data.pixels : data.inputs.pixels;
  pictures.count = back ? data.count : data.inputs.count;
  pictures.targets = pictures.trained = back ? data.inputs.pixels : data.pixels;
  pictures.target_count = pictures.trained_count = back ? data.inputs.count : data.count;
  pictures.paired = data.inputs.paired;
  pictures.set = back || !data.inputs.paired ? nullptr : &data;
  pictures.seen = true;
  return pictures;
}

HeldOutPictures held_out(const data::Dataset& data, const data::Dataset& held, bool back) {
  HeldOutPictures pictures = of_size(held);
  pictures.from = held.inputs.title;
  pictures.input_channels = held.inputs.channels;
  pictures.inputs = held.inputs.pixels;
  pictures.count = held.inputs.count;
  pictures.targets = held.pixels;
  pictures.target_count = held.count;
  pictures.paired = held.inputs.paired;
  pictures.trained = back ? data.inputs.pixels : data.pixels;
  pictures.trained_count = back ? data.inputs.count : data.count;
  pictures.set = held.inputs.paired ? &held : nullptr;
  return pictures;
}

}  // namespace

std::vector<HeldOutPictures> held_out_pictures(const data::Dataset& data) {
  std::vector<HeldOutPictures> all;
  if (!data.has_inputs()) return all;
  const size_t directions = data.inputs.paired ? 1 : 2;
  for (size_t i = 0; i < directions; ++i)
    all.push_back(i < data.held_out.size() ? held_out(data, *data.held_out[i], i == 1)
                                           : trained_on(data, i == 1));
  return all;
}

api::Rows input_rows(const HeldOutPictures& pictures, int64_t first, int64_t count) {
  api::Rows rows{static_cast<int>(count), static_cast<int>(pictures.input_bytes()), {}};
  rows.values.reserve(static_cast<size_t>(count) * pictures.input_bytes());
  for (int64_t i = first; i < first + count; ++i)
    append_bytes(pictures.input(i), pictures.input_channels, rows.values);
  return rows;
}

image::Picture input_picture(std::span<const uint8_t> input, int channels, int height, int width) {
  return image::to_rgb({width, height, channels, {input.begin(), input.end()}});
}

image::Picture input_picture(const HeldOutPictures& pictures, int64_t index) {
  return input_picture(pictures.input(index), pictures.input_channels, pictures.height, pictures.width);
}

image::Picture target_picture(const HeldOutPictures& pictures, int64_t index) {
  return input_picture(pictures.target(index), pictures.channels, pictures.height, pictures.width);
}

void append_triples(const HeldOutPictures& pictures, const api::Answer& outputs, int64_t first,
                    std::vector<image::Picture>& cells) {
  const size_t bytes = static_cast<size_t>(outputs.width) * static_cast<size_t>(outputs.height) * 4;
  for (int i = 0; i < outputs.count; ++i) {
    cells.push_back(input_picture(pictures, first + i));
    cells.push_back(input_picture({outputs.pixels.data() + static_cast<size_t>(i) * bytes, bytes}, 4,
                                  outputs.height, outputs.width));
    if (pictures.paired) cells.push_back(target_picture(pictures, first + i));
  }
}

}  // namespace ganscope::explore
