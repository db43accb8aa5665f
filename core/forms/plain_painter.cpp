#include "core/forms/plain_painter.h"

namespace ganscope::forms {
namespace {

class PlainPainter : public Painter {
 public:
  explicit PlainPainter(const Look& look)
      : width_(look.width), height_(look.height), channels_(static_cast<size_t>(look.channels)) {}
  [[nodiscard]] int width() const override { return width_; }
  [[nodiscard]] int height() const override { return height_; }
  void paint(std::span<const uint8_t> sample, std::vector<uint8_t>& rgba) const override {
    rgba.reserve(rgba.size() + sample.size() / channels_ * 4);
    for (size_t i = 0; i + channels_ <= sample.size(); i += channels_) {
      for (size_t c = 0; c < 3; ++c) rgba.push_back(sample[i + (channels_ == 3 ? c : 0)]);
      rgba.push_back(255);
    }
  }

 private:
  int width_, height_;
  size_t channels_;
};

}  // namespace

std::shared_ptr<const Painter> plain_painter(const Look& look) {
  return std::make_shared<PlainPainter>(look);
}

}  // namespace ganscope::forms
