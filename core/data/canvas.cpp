#include "core/data/canvas.h"

namespace ganscope::data {

void Canvas::write(uint8_t* out) const {
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
        *out++ = static_cast<uint8_t>(std::clamp(value * share + 0.5F, 0.0F, 255.0F));
      }
    }
  }
}

}  // namespace ganscope::data
