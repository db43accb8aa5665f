#include "app/shell/export_pictures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <system_error>
#include <vector>

#include "core/image/gif_io.h"
#include "core/image/mp4_io.h"
#include "core/image/png_io.h"
#include "core/image/sheet.h"
#include "core/image/transform.h"

namespace ganscope::shell {
namespace {

namespace fs = std::filesystem;
using Kind = model::ExportOrder::Kind;

constexpr int film_side = 256, sheet_side = 96, longest_row = 12;

image::Picture picture_number(const api::Answer& drawn, int index) {
  const size_t bytes = static_cast<size_t>(drawn.width) * static_cast<size_t>(drawn.height) * 4;
  const auto begin = drawn.pixels.begin() + static_cast<std::ptrdiff_t>(bytes * static_cast<size_t>(index));
  return image::to_rgb({drawn.width, drawn.height, 4, {begin, begin + static_cast<std::ptrdiff_t>(bytes)}});
}

int factor_for(const api::Answer& drawn, int side) {
  const int shorter = std::max(1, std::min(drawn.width, drawn.height));
  return std::max(1, (side + shorter - 1) / shorter);
}

/// One that shall not be there in the end, unless it was renamed.
class UnfinishedFolder {
 public:
  explicit UnfinishedFolder(fs::path path) : path_(std::move(path)) {}
  ~UnfinishedFolder() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  UnfinishedFolder(const UnfinishedFolder&) = delete;
  UnfinishedFolder& operator=(const UnfinishedFolder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

tl::unexpected<Failure> given_up() {
  return fail(FailureKind::cancelled, "the export was stopped", "", "nothing was written");
}

tl::unexpected<Failure> no_folder(const fs::path& folder, const std::error_code& error) {
  return fail(FailureKind::io, "the folder cannot be made: " + error.message(), folder.string(),
              "Check that you may write there and that the disk is not full.");
}

Expected<void> write_folder(const model::ExportOrder& order, const WorkContext& work) {
  const UnfinishedFolder unfinished(order.file.string() + ".tmp");
  std::error_code error;
  fs::remove_all(unfinished.path(), error);
  if (!fs::create_directory(unfinished.path(), error)) return no_folder(order.file, error);
  for (int i = 0; i < order.count; ++i) {
    if (work.cancelled()) return given_up();
    if (auto written = image::write_png(unfinished.path() / fmt::format("{:04}.png", i + 1),
                                        picture_number(*order.drawn, i));
        !written)
      return written;
    work.report({"Writing pictures", i + 1, order.count});
  }
  fs::rename(unfinished.path(), order.file, error);
  if (error) return no_folder(order.file, error);
  return {};
}

Expected<void> write_film(const model::ExportOrder& order, const WorkContext& work) {
  const int factor = factor_for(*order.drawn, film_side);
  const auto frame = [&](int index) -> Expected<image::Picture> {
    return image::magnify(picture_number(*order.drawn, index), factor);
  };
  if (order.kind == Kind::mp4)
    return image::write_mp4(order.file, order.count, frame, order.frames_per_s, work);
  std::vector<image::Picture> frames;
  for (int i = 0; i < order.count; ++i) {
    if (work.cancelled()) return given_up();
    frames.push_back(*frame(i));
    work.report({"Drawing frames", i + 1, order.count});
  }
  return image::write_gif(order.file, frames, static_cast<int>(std::lround(1000 / order.frames_per_s)));
}

Expected<void> write_sheet(const model::ExportOrder& order) {
  std::vector<image::Picture> pictures;
  for (int i = 0; i < order.count; ++i) pictures.push_back(picture_number(*order.drawn, i));
  image::SheetStyle style;
  if (order.count <= longest_row) style.columns = order.count;
  style.magnification = factor_for(*order.drawn, sheet_side);
  return image::write_png(order.file, image::contact_sheet(pictures, style));
}

}  // namespace

Expected<void> export_pictures(const model::ExportOrder& order, const WorkContext& work) {
  const auto bytes = order.drawn == nullptr ? 0
                                            : static_cast<size_t>(order.drawn->width) *
                                                  static_cast<size_t>(order.drawn->height) * 4;
  if (bytes == 0 || order.count < 1 || order.drawn->pixels.size() < bytes * static_cast<size_t>(order.count))
    return fail(FailureKind::usage, "there are no pictures to be written", order.file.string(),
                "wait until they are drawn");
  std::error_code error;
  fs::create_directories(order.file.parent_path(), error);
  if (error) return no_folder(order.file.parent_path(), error);
  if (order.kind == Kind::pictures) return write_folder(order, work);
  if (order.kind == Kind::picture)
    return image::write_png(
        order.file, image::magnify(picture_number(*order.drawn, 0), factor_for(*order.drawn, film_side)));
  return order.kind == Kind::sheet ? write_sheet(order) : write_film(order, work);
}

}  // namespace ganscope::shell
