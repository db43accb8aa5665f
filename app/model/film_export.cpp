#include "app/model/film_export.h"

#include <algorithm>
#include <utility>

#include "app/model/film_clock.h"
#include "app/model/saving.h"
#include "core/image/film_frames.h"

namespace ganscope::model {
namespace {

std::shared_ptr<api::Answer> empty_like(const api::Answer& films, int width, int height) {
  auto made = std::make_shared<api::Answer>();
  made->generation = films.generation;
  made->model = films.model;
  made->step = films.step;
  made->width = width;
  made->height = height;
  return made;
}

image::FilmSize size_of(const api::Answer& films, int frames) { return {films.width, films.height, frames}; }

bool has_films(const api::Answer& films, int frames) {
  return frames > 1 && films.count > 0 &&
         films.values.size() == static_cast<size_t>(films.count) * size_of(films, frames).bytes();
}

void append_grey(const image::Picture& grey, std::vector<uint8_t>& rgba) {
  for (const uint8_t level : grey.pixels) rgba.insert(rgba.end(), {level, level, level, 255});
}

}  // namespace

std::shared_ptr<const api::Answer> frames_of_film(const api::Answer& films, int frames, int index,
                                                  int times) {
  auto made = empty_like(films, films.width, films.height);
  for (int i = 0; i < frames * times; ++i)
    append_grey(image::film_frame(films.values, size_of(films, frames), index, i % frames), made->pixels);
  made->count = frames * times;
  return made;
}

std::shared_ptr<const api::Answer> frames_of_grid(const api::Answer& films, int frames, int columns,
                                                  int times) {
  columns = std::clamp(columns, 1, std::max(1, films.count));
  const int rows = (films.count + columns - 1) / columns;
  auto made = empty_like(films, columns * films.width, rows * films.height);
  const size_t line = static_cast<size_t>(made->width) * 4;
  for (int t = 0; t < frames; ++t) {
    std::vector<uint8_t> picture(line * static_cast<size_t>(made->height), 0);
    for (int i = 0; i < films.count; ++i) {
      std::vector<uint8_t> rgba;
      append_grey(image::film_frame(films.values, size_of(films, frames), i, t), rgba);
      const size_t row = static_cast<size_t>(films.width) * 4;
      const auto left = static_cast<size_t>(i % columns) * row;
      const auto top = static_cast<size_t>(i / columns) * static_cast<size_t>(films.height);
      for (size_t y = 0; y < static_cast<size_t>(films.height); ++y)
        std::copy_n(rgba.begin() + static_cast<std::ptrdiff_t>(y * row), row,
                    picture.begin() + static_cast<std::ptrdiff_t>((top + y) * line + left));
    }
    made->pixels.insert(made->pixels.end(), picture.begin(), picture.end());
  }
  const std::vector<uint8_t> once = made->pixels;
  for (int i = 1; i < times; ++i) made->pixels.insert(made->pixels.end(), once.begin(), once.end());
  made->count = frames * times;
  return made;
}

std::shared_ptr<const api::Answer> walking_film(const api::Answer& films, int frames) {
  auto made = empty_like(films, films.width, films.height);
  for (int i = 0; i < films.count; ++i)
    append_grey(image::film_frame(films.values, size_of(films, frames), i, i % frames), made->pixels);
  made->count = films.count;
  return made;
}

void order_films(UiModel& model, int index, ExportOrder::Kind kind) {
  const auto& drawn = model.result(view::grid);
  const int frames = frames_of(model.status->data);
  if (drawn == nullptr || !has_films(*drawn, frames) || index >= drawn->count) return;
  const int times = kind == ExportOrder::Kind::mp4 ? 4 : 1;  // a GIF repeats by itself
  const int columns = model.label_columns() > 0 ? model.label_columns() : 8;
  auto pictures = index < 0 ? frames_of_grid(*drawn, frames, columns, times)
                            : frames_of_film(*drawn, frames, index, times);
  order_export(model, std::move(pictures), /*path=*/false, kind);
  model.export_order.frames_per_s = FilmClock::frames_per_s;
}

}  // namespace ganscope::model
