#include "core/data/preparation.h"

#include "core/data/options.h"

namespace ganscope::data {

config::Option colour_option() {
  return {.key = "data_colour",
          .title = "Colour",
          .help = "Whether pictures are learned in colour or in grey.",
          .initial = std::string("rgb"),
          .choices = {"rgb", "grey"},
          .unit = ""};
}

config::Option background_option() {
  return {.key = "data_background",
          .title = "Background",
          .help = "What shows through where pictures are transparent.",
          .initial = std::string("white"),
          .choices = {"white", "grey", "black"},
          .unit = ""};
}

Preparation preparation(const config::Settings& settings) {
  const std::string background = text_of(settings, background_option());
  const uint8_t level = background == "white" ? 255 : background == "grey" ? 128 : 0;
  return {.size = static_cast<int>(integer_of(settings, size_option())),
          .channels = text_of(settings, colour_option()) == "grey" ? 1 : 3,
          .background = {level, level, level}};
}

image::Picture prepared(const image::Picture& picture, const Preparation& how) {
  const image::Picture square = image::over_background(image::centre_crop(picture), how.background);
  const image::Picture fitted = image::resize_area(square, how.size, how.size);
  return how.channels == 1 ? image::to_grey(fitted) : image::to_rgb(fitted);
}

}  // namespace ganscope::data
