#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/api/ask.h"
#include "core/data/dataset.h"
#include "core/image/picture.h"

// Pictures that models which make pictures of pictures are shown and judged on.
namespace ganscope::explore {

/// One direction of translation: pictures that are held out or, of few data, those that are trained on. It
/// looks into the data set, which has to outlive it.
struct HeldOutPictures {
  std::string from;  ///< what goes in: "grey"
  int height = 0, width = 0;
  int input_channels = 0, channels = 0;
  int64_t count = 0, target_count = 0;
  std::span<const uint8_t> inputs;   ///< [count, height, width, input_channels]
  std::span<const uint8_t> targets;  ///< [target_count, height, width, channels]: such as shall come out
  bool paired = false;               ///< target i is what shall become of input i
  std::span<const uint8_t> trained;  ///< [trained_count, height, width, channels]: targets of the training
  int64_t trained_count = 0;
  const data::Dataset* set = nullptr;  ///< whose labels and attributes are those of the targets; null: none
  bool seen = false;                   ///< nothing could be held out: these are trained on

  [[nodiscard]] size_t input_bytes() const { return area() * static_cast<size_t>(input_channels); }
  [[nodiscard]] size_t target_bytes() const { return area() * static_cast<size_t>(channels); }
  [[nodiscard]] size_t area() const { return static_cast<size_t>(height) * static_cast<size_t>(width); }
  [[nodiscard]] std::span<const uint8_t> input(int64_t index) const {
    return inputs.subspan(static_cast<size_t>(index) * input_bytes(), input_bytes());
  }
  [[nodiscard]] std::span<const uint8_t> target(int64_t index) const {
    return targets.subspan(static_cast<size_t>(index) * target_bytes(), target_bytes());
  }
};

/// One a direction; none of data without inputs.
[[nodiscard]] std::vector<HeldOutPictures> held_out_pictures(const data::Dataset& data);

/// Inputs [first, first + count) as networks take them: rows in [−1, 1].
[[nodiscard]] api::Rows input_rows(const HeldOutPictures& pictures, int64_t first, int64_t count);

/// An input as a picture, RGB; what is missing in it is white.
[[nodiscard]] image::Picture input_picture(const HeldOutPictures& pictures, int64_t index);
[[nodiscard]] image::Picture target_picture(const HeldOutPictures& pictures, int64_t index);
/// The same of an input [height · width, channels] that is not of the data.
[[nodiscard]] image::Picture input_picture(std::span<const uint8_t> input, int channels, int height,
                                           int width);

/// Appends input, output and, where it is known, the truth, for each of `outputs`: those of the inputs from
/// `first` on. All RGB and of one size.
void append_triples(const HeldOutPictures& pictures, const api::Answer& outputs, int64_t first,
                    std::vector<image::Picture>& cells);
/// How many cells one input gets.
[[nodiscard]] inline int cells_of(const HeldOutPictures& pictures) { return pictures.paired ? 3 : 2; }

}  // namespace ganscope::explore
