#include "core/forms/film_painter.h"

namespace ganscope::forms {
namespace {

class FilmPainter final : public Painter {
 public:
  explicit FilmPainter(const Look& look) : width_(look.width), height_(look.height), frames_(look.channels) {}
  [[nodiscard]] int width() const override { return width_; }
  [[nodiscard]] int height() const override { return height_; }
  [[nodiscard]] int frames() const override { return frames_; }
  void paint(std::span<const uint8_t> sample, std::vector<uint8_t>& rgba) const override {
    const auto step = static_cast<size_t>(frames_);
    rgba.reserve(rgba.size() + sample.size() / step * 4);
    for (size_t i = 0; i + step <= sample.size(); i += step)
      rgba.insert(rgba.end(), {sample[i], sample[i], sample[i], 255});
  }

 private:
  int width_, height_, frames_;
};

}  // namespace

std::shared_ptr<const Painter> film_painter(const Look& look) { return std::make_shared<FilmPainter>(look); }

}  // namespace ganscope::forms
