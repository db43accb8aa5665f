#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <system_error>
#include <vector>

#include "app/commands/animation.h"
#include "app/commands/film_files.h"
#include "app/commands/sound_files.h"
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

/// Films as they lie in memory.
struct Films {
  std::span<const uint8_t> bytes;
  image::FilmSize size;
  int count = 0;
  [[nodiscard]] image::Picture frame(int film, int frame) const {
    return image::film_frame(bytes, size, film, frame);
  }
  [[nodiscard]] int magnified_to(int side) const { return magnification_for(size.width, size.height, side); }
};

Films films_in(const DrawnSamples& what) {
  const api::DataInfo& data = what.model.data;
  return {what.drawn.values, {data.width, data.height, data.channels}, what.drawn.count};
}

/// All side by side, playing; `columns` 0: about as many as rows.
Expected<void> write_grid(const Films& films, int columns, const std::filesystem::path& out,
                          Console& console) {
  image::SheetStyle style;
  style.magnification = films.magnified_to(film_side);
  style.columns = columns;
  const auto frame = [&](int index) -> Expected<image::Picture> {
    std::vector<image::Picture> cells;
    for (int i = 0; i < films.count; ++i) cells.push_back(films.frame(i, index % films.size.frames));
    return image::contact_sheet(cells, style);
  };
  const int shown = films.size.frames * (ending_of(out) == ".gif" ? 1 : loops);
  return write_animation(out, shown, frame, frames_per_s, console);
}

/// A film each, in a folder.
Expected<void> write_folder(const DrawnSamples& what, Console& console) {
  std::error_code error;
  std::filesystem::create_directories(what.out, error);
  if (error)
    return fail(FailureKind::io, fmt::format("the folder cannot be made: {}", error.message()),
                what.out.string(), "choose a place where you may write");
  const Films films = films_in(what);
  const int factor = films.magnified_to(alone_side);
  for (int i = 0; i < what.drawn.count; ++i) {
    if (end_wanted())
      return fail(FailureKind::cancelled, "interrupted", what.out.string(), "some films are written");
    std::vector<image::Picture> frames;
    for (int t = 0; t < films.size.frames; ++t) frames.push_back(image::magnify(films.frame(i, t), factor));
    const std::string label =
        what.labels.empty() ? "" : class_suffix(what.model, what.labels[static_cast<size_t>(i)]);
    const auto file =
        what.out / fmt::format("film-{:04}{}.gif", what.first_seed + static_cast<uint64_t>(i), label);
    if (auto written = image::write_gif(file, frames, static_cast<int>(1000 / frames_per_s)); !written)
      return written;
    console.progress({"Writing films", i + 1, what.drawn.count});
  }
  console.end_progress();
  return {};
}

/// A row of frames each; `across`: a column each.
Expected<void> write_strips(const Films& films, bool across, const std::filesystem::path& out) {
  const int frames = films.size.frames;
  std::vector<image::Picture> cells;
  image::SheetStyle style;
  style.magnification = films.magnified_to(strip_side);
  style.columns = across ? films.count : frames;
  for (int row = 0; row < (across ? frames : films.count); ++row)
    for (int column = 0; column < style.columns; ++column)
      cells.push_back(across ? films.frame(column, row) : films.frame(row, column));
  return image::write_png(out, image::contact_sheet(cells, style));
}

/// One film that plays while it becomes another one.
Expected<void> write_walking(const DrawnSamples& what, Console& console) {
  const Films films = films_in(what);
  const int factor = films.magnified_to(256);
  const auto frame = [&](int index) -> Expected<image::Picture> {
    return image::magnify(films.frame(index, index % films.size.frames), factor);
  };
  return write_animation(what.out, films.count, frame, what.frames_per_s, console);
}

Expected<void> write_films(const DrawnSamples& what, Console& console) {
  const std::string ending = ending_of(what.out);
  if (ending == ".png") return write_strips(films_in(what), what.walk, what.out);
  if (ending.empty()) return write_folder(what, console);
  if (what.walk) return write_walking(what, console);
  const bool by_class = what.model.classes > 1 && what.model.classes <= 20;
  return write_grid(films_in(what), by_class ? what.model.classes : 0, what.out, console);
}

}  // namespace

FormFiles film_files() {
  return {Form::films, {".gif", ".mp4", "", ".png"}, {".gif", ".mp4", ".png"}, write_films};
}

Expected<void> write_film_preview(const data::Dataset& films, const std::filesystem::path& out,
                                  Console& console) {
  constexpr int64_t playing = 36, in_strips = 16;
  const bool plays = ending_of(out) != ".png";
  const int64_t count = std::min(films.count, plays ? playing : in_strips);
  std::vector<uint8_t> bytes;
  for (int64_t i = 0; i < count; ++i) {
    const auto film = films.picture(i * films.count / count);
    bytes.insert(bytes.end(), film.begin(), film.end());
  }
  const Films shown{bytes, {films.width, films.height, films.channels}, static_cast<int>(count)};
  return plays ? write_grid(shown, 0, out, console) : write_strips(shown, false, out);
}

}  // namespace ganscope::commands
