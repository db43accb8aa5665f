#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <vector>

#include "app/commands/animation.h"
#include "app/commands/film_files.h"
#include "core/base/way_out.h"
#include "core/image/film_frames.h"
#include "core/image/gif_io.h"
#include "core/image/png_io.h"
#include "core/image/sheet.h"
#include "core/image/transform.h"

namespace ganscope::commands {
namespace {

constexpr double frames_per_s = 8;  // as the window plays them
constexpr int loops = 4;            // in a file that does not repeat by itself
constexpr int film_side = 96, alone_side = 128, strip_side = 48;

image::Picture frame_of(const DrawnSamples& what, int sample, int frame) {
  const api::DataInfo& data = what.model.data;
  return image::film_frame(what.drawn.values, {data.width, data.height, data.channels}, sample, frame);
}

int magnified_to(const DrawnSamples& what, int side) {
  return magnification_for(what.model.data.width, what.model.data.height, side);
}

/// All samples side by side, playing.
Expected<void> write_grid(const DrawnSamples& what, Console& console) {
  const int frames = what.model.data.channels;
  image::SheetStyle style;
  style.magnification = magnified_to(what, film_side);
  if (what.model.classes > 1 && what.model.classes <= 20) style.columns = what.model.classes;
  const auto frame = [&](int index) -> Expected<image::Picture> {
    std::vector<image::Picture> cells;
    for (int i = 0; i < what.drawn.count; ++i) cells.push_back(frame_of(what, i, index % frames));
    return image::contact_sheet(cells, style);
  };
  const bool repeats = ending_of(what.out) == ".gif";
  return write_animation(what.out, repeats ? frames : loops * frames, frame, frames_per_s, console);
}

/// A film each, in a folder.
Expected<void> write_folder(const DrawnSamples& what, Console& console) {
  std::error_code error;
  std::filesystem::create_directories(what.out, error);
  if (error)
    return fail(FailureKind::io, fmt::format("the folder cannot be made: {}", error.message()),
                what.out.string(), "choose a place where you may write");
  const int factor = magnified_to(what, alone_side);
  for (int i = 0; i < what.drawn.count; ++i) {
    if (end_wanted())
      return fail(FailureKind::cancelled, "interrupted", what.out.string(), "some films are written");
    std::vector<image::Picture> frames;
    for (int t = 0; t < what.model.data.channels; ++t)
      frames.push_back(image::magnify(frame_of(what, i, t), factor));
    const std::string label =
        what.labels.empty() ? "" : fmt::format("-{}", what.labels[static_cast<size_t>(i)]);
    const auto file =
        what.out / fmt::format("film-{:04}{}.gif", what.first_seed + static_cast<uint64_t>(i), label);
    if (auto written = image::write_gif(file, frames, static_cast<int>(1000 / frames_per_s)); !written)
      return written;
    console.progress({"Writing films", i + 1, what.drawn.count});
  }
  console.end_progress();
  return {};
}

/// A row of frames a sample; of a walk a column a latent.
Expected<void> write_strips(const DrawnSamples& what) {
  const int frames = what.model.data.channels;
  std::vector<image::Picture> cells;
  image::SheetStyle style;
  style.magnification = magnified_to(what, strip_side);
  style.columns = what.walk ? what.drawn.count : frames;
  for (int row = 0; row < (what.walk ? frames : what.drawn.count); ++row)
    for (int column = 0; column < style.columns; ++column)
      cells.push_back(what.walk ? frame_of(what, column, row) : frame_of(what, row, column));
  return image::write_png(what.out, image::contact_sheet(cells, style));
}

/// One film that plays while it becomes another one.
Expected<void> write_walking(const DrawnSamples& what, Console& console) {
  const int factor = magnified_to(what, 256);
  const auto frame = [&](int index) -> Expected<image::Picture> {
    return image::magnify(frame_of(what, index, index % what.model.data.channels), factor);
  };
  return write_animation(what.out, what.drawn.count, frame, what.frames_per_s, console);
}

Expected<void> write_films(const DrawnSamples& what, Console& console) {
  const std::string ending = ending_of(what.out);
  if (ending == ".png") return write_strips(what);
  if (ending.empty()) return write_folder(what, console);
  return what.walk ? write_walking(what, console) : write_grid(what, console);
}

}  // namespace

FormFiles film_files() {
  return {Form::films, {".gif", ".mp4", "", ".png"}, {".gif", ".mp4", ".png"}, write_films};
}

}  // namespace ganscope::commands
