#include "core/follow/logged_pictures.h"

#include <algorithm>
#include <utility>

#include "core/image/transform.h"

namespace ganscope::follow {
namespace {

constexpr int longest_side = 2048;
constexpr image::Colour behind{0, 0, 0};

}  // namespace

std::shared_ptr<const api::LoggedPictures> logged_pictures(const image::Picture& sheet, int64_t step,
                                                           std::string from) {
  image::Picture shown = image::over_background(sheet, behind);
  if (const int side = std::max(shown.width, shown.height); side > longest_side) {
    const auto fitted = [side](int length) {
      return std::max(1, static_cast<int>(int64_t{length} * longest_side / side));
    };
    shown = image::resize_area(shown, fitted(shown.width), fitted(shown.height));
  }
  shown = image::to_rgb(shown);
  auto pictures = std::make_shared<api::LoggedPictures>();
  pictures->step = step;
  pictures->from = std::move(from);
  pictures->width = shown.width;
  pictures->height = shown.height;
  pictures->pixels.reserve(shown.pixels.size() / 3 * 4);
  for (size_t i = 0; i + 3 <= shown.pixels.size(); i += 3) {
    pictures->pixels.insert(pictures->pixels.end(), &shown.pixels[i], &shown.pixels[i] + 3);
    pictures->pixels.push_back(255);
  }
  return pictures;
}

}  // namespace ganscope::follow
