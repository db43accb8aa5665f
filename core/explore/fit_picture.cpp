#include "core/explore/fit_picture.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "core/base/form_kinds.h"
#include "core/explore/picture_values.h"
#include "core/image/transform.h"

namespace ganscope::explore {
namespace {

constexpr int shortest_side = 8;  // as the data set `folder`: below that there is nothing to be seen

std::string background_of(const config::Settings& settings) {
  const auto* text =
      settings.has("data_background") ? std::get_if<std::string>(&settings.at("data_background")) : nullptr;
  return text == nullptr ? "white" : *text;
}

image::Colour colour_of(const std::string& background) {
  const uint8_t level = background == "black" ? 0 : background == "grey" ? 128 : 255;
  return {level, level, level};
}

/// The largest part in the middle that is width : height.
image::Picture middle_of(const image::Picture& picture, int width, int height) {
  const int64_t w = std::min<int64_t>(picture.width, int64_t{picture.height} * width / height);
  const int64_t h = std::min<int64_t>(picture.height, int64_t{picture.width} * height / width);
  image::Picture part{static_cast<int>(std::max<int64_t>(w, 1)),
                      static_cast<int>(std::max<int64_t>(h, 1)),
                      picture.channels,
                      {}};
  const int left = (picture.width - part.width) / 2, top = (picture.height - part.height) / 2;
  const auto line = static_cast<std::ptrdiff_t>(part.width) * part.channels;
  for (int y = 0; y < part.height; ++y) {
    const uint8_t* from = picture.at(left, top + y);
    part.pixels.insert(part.pixels.end(), from, from + line);
  }
  return part;
}

bool is_transparent(const image::Picture& picture) {
  for (size_t i = 3; picture.channels == 4 && i < picture.pixels.size(); i += 4)
    if (picture.pixels[i] != 255) return true;
  return false;
}

}  // namespace

Expected<FittedPicture> fit_picture(const image::Picture& picture, const api::DataInfo& data,
                                    const config::Settings& settings, const std::string& where) {
  if (!are_pictures(data.form) || data.width <= 0 || data.height <= 0)
    return draws_no_pictures(data, where, "open a run that draws pictures");
  if (std::min(picture.width, picture.height) < shortest_side)
    return fail(FailureKind::bad_data,
                "this picture has " + std::to_string(picture.width) + "×" + std::to_string(picture.height) +
                    " pixels, which is too little to be recognised",
                where, "take one of " + std::to_string(shortest_side) + " pixels a side at least");
  FittedPicture fitted;
  const std::string background = background_of(settings);
  if (is_transparent(picture)) fitted.remarks.push_back("what is transparent was laid over " + background);
  const image::Picture opaque = image::over_background(picture, colour_of(background));
  const image::Picture part = middle_of(opaque, data.width, data.height);
  if (part.width != opaque.width || part.height != opaque.height)
    fitted.remarks.push_back("only its middle is used: " + std::to_string(part.width) + "×" +
                             std::to_string(part.height) + " of " + std::to_string(opaque.width) + "×" +
                             std::to_string(opaque.height) + " pixels");
  const image::Picture small = image::resize_area(part, data.width, data.height);
  fitted.picture = data.channels == 1 ? image::to_grey(small) : image::to_rgb(small);
  const auto channels = static_cast<size_t>(data.channels);
  fitted.values = {1, data.channels * data.height * data.width, {}};
  const size_t area = fitted.picture.pixels.size() / channels;
  for (size_t c = 0; c < channels; ++c)
    for (size_t i = 0; i < area; ++i)
      fitted.values.values.push_back(static_cast<float>(fitted.picture.pixels[i * channels + c]) / 127.5F -
                                     1.0F);
  return fitted;
}

}  // namespace ganscope::explore
