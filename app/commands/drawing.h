#pragma once
#include <span>
#include <string>
#include <utility>

#include "core/image/picture.h"
#include "core/image/transform.h"

namespace ganscope::commands {

// The dark theme's colours, as the window has them.
inline constexpr image::Colour well{0x0C, 0x0E, 0x11}, ground{0x14, 0x17, 0x1B}, grid_line{0x2A, 0x30, 0x38},
    text_plain{0xF0, 0xF2, 0xF5}, text_caption{0x8D, 0x97, 0xA4}, generated{0xFF, 0xA2, 0x4A},
    discriminator{0x86, 0xA9, 0xFF}, real{0x4F, 0xD1, 0xB5};

struct Spot {
  double x = 0, y = 0;  ///< px from the top left, pixel centres at .5
};

/// A small anti-aliased painter on an RGB picture, for the charts and sheets that commands write. Text is set
/// in one of Debian's fonts (Inter, else DejaVu Sans); on a machine without any it is left out.
class Drawing {
 public:
  Drawing(int width, int height, image::Colour background);

  void rectangle(double x, double y, double width, double height, image::Colour colour, double opacity = 1);
  void disc(Spot centre, double radius, image::Colour colour, double opacity = 1);
  void ring(Spot centre, double radius, double width, image::Colour colour, double opacity = 1);
  /// A polyline of even width with round joints. Points that are not finite interrupt it.
  void line(std::span<const Spot> points, double width, image::Colour colour, double opacity = 1);
  void place(const image::Picture& picture, int x, int y);  ///< grey or RGB
  /// As large as fits into a square of `side` at (x, y), in its middle; enlarged by whole pixels.
  void place_fitting(const image::Picture& picture, int side, int x, int y);

  enum class Align { left, centre, right };
  /// `baseline` is where the letters stand; `size` their em in px.
  void text(const std::string& words, Spot baseline, double size, image::Colour colour,
            Align align = Align::left, bool bold = false);
  [[nodiscard]] static double text_width(const std::string& words, double size, bool bold = false);

  [[nodiscard]] const image::Picture& picture() const { return picture_; }

 private:
  void mix(int x, int y, image::Colour colour, double coverage);
  template <class Distance>
  void cover(double left, double top, double right, double bottom, image::Colour colour, double opacity,
             const Distance& distance);

  image::Picture picture_;
};

}  // namespace ganscope::commands
