#include "core/data/canvas.h"

namespace ganscope::data {

namespace {

// A float converts to int32 in one instruction, to a byte in several.
uint8_t to_byte(float value) {
  return static_cast<uint8_t>(static_cast<int>(std::clamp(value + 0.5F, 0.0F, 255.0F)));
}

}  // namespace

void Canvas::write(uint8_t* out) const {
  if (supersampling_ == 1) {
    for (const Ink& ink : inks_) {
      *out++ = to_byte(ink.r);
      *out++ = to_byte(ink.g);
      *out++ = to_byte(ink.b);
    }
    return;
  }
  const int size = side_ / supersampling_;
  const float share = 1.0F / static_cast<float>(supersampling_ * supersampling_);
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) {
      Ink sum;
      for (int j = y * supersampling_; j < (y + 1) * supersampling_; ++j) {
        for (int i = x * supersampling_; i < (x + 1) * supersampling_; ++i) {
          const Ink& ink =
              inks_[static_cast<size_t>(j) * static_cast<size_t>(side_) + static_cast<size_t>(i)];
          sum = {sum.r + ink.r, sum.g + ink.g, sum.b + ink.b};
        }
      }
      for (const float value : {sum.r, sum.g, sum.b}) {
        *out++ = to_byte(value * share);
      }
    }
  }
}

}  // namespace ganscope::data
