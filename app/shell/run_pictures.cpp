#include "app/shell/run_pictures.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "core/image/png_io.h"
#include "core/image/transform.h"

namespace ganscope::shell {
namespace {

constexpr size_t most_kept = 600;       // 31 kB each
constexpr size_t told_every = 6;        // pictures
constexpr int side_of_points_px = 384;  // explore::SampleSheet draws them so large

/// Two of the eight columns of a sheet, and the gaps around them.
int columns_shown(int width) { return std::max(1, (width + 6) / 4); }

image::Picture cut(const image::Picture& picture, int edge) {
  image::Picture part{edge, edge, picture.channels, {}};
  for (int y = 0; y < edge; ++y) {
    const uint8_t* row = picture.at(0, y);
    part.pixels.insert(part.pixels.end(), row, row + static_cast<ptrdiff_t>(edge) * picture.channels);
  }
  return part;
}

/// The lightest of each area: dots on a dark ground stay as light as they are.
image::Picture lightest(const image::Picture& picture, int edge) {
  image::Picture small{edge, edge, picture.channels, {}};
  small.pixels.resize(static_cast<size_t>(edge) * static_cast<size_t>(edge) *
                      static_cast<size_t>(picture.channels));
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x)
      for (int c = 0; c < picture.channels; ++c) {
        uint8_t& pixel = small.at(x * edge / picture.width, y * edge / picture.height)[c];
        pixel = std::max(pixel, picture.at(x, y)[c]);
      }
  return small;
}

}  // namespace

Expected<image::Picture> small_run_picture(const std::string& file) {
  auto read = image::read_png(file);
  if (!read) return tl::unexpected(read.error());
  image::Picture picture = image::to_rgb(*read);
  const bool points = picture.width == side_of_points_px && picture.height == side_of_points_px;
  const int edge = std::min(picture.height, columns_shown(picture.width));
  if (!points && picture.width > run_picture_edge) picture = cut(picture, edge);
  if (picture.width != picture.height) picture = image::centre_crop(picture);
  picture = points ? lightest(picture, run_picture_edge)
                   : image::resize_area(picture, run_picture_edge, run_picture_edge);
  image::Picture small{run_picture_edge, run_picture_edge, 4, {}};
  small.pixels.reserve(picture.pixels.size() / 3 * 4);
  for (size_t i = 0; i + 2 < picture.pixels.size(); i += 3)
    small.pixels.insert(small.pixels.end(),
                        {picture.pixels[i], picture.pixels[i + 1], picture.pixels[i + 2], 255});
  return small;
}

model::RunPictures RunPictureReader::gathered(const std::vector<std::string>& files) const {
  model::RunPictures all;
  all.edge = run_picture_edge;
  for (const std::string& file : files) {
    const auto found = kept_.find(file);
    if (found == kept_.end() || found->second.empty()) continue;
    all.files.push_back(file);
    all.pixels.insert(all.pixels.end(), found->second.begin(), found->second.end());
  }
  return all;
}

void RunPictureReader::read(const std::vector<std::string>& files, const std::function<bool()>& superseded,
                            const std::function<void(model::RunPictures)>& publish) {
  if (kept_.size() > most_kept)
    std::erase_if(kept_, [&](const auto& one) { return std::ranges::find(files, one.first) == files.end(); });
  publish(gathered(files));
  size_t fresh = 0;
  for (const std::string& file : files) {
    if (kept_.contains(file)) continue;
    if (superseded()) return;
    auto picture = small_run_picture(file);
    kept_[file] = picture ? std::move(picture->pixels) : std::vector<uint8_t>{};
    if (++fresh % told_every == 0) publish(gathered(files));
  }
  if (fresh % told_every != 0) publish(gathered(files));
}

}  // namespace ganscope::shell
