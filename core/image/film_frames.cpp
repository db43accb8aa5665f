#include "core/image/film_frames.h"

#include "core/base/check.h"

namespace ganscope::image {

Picture film_frame(std::span<const uint8_t> films, const FilmSize& size, int film, int frame) {
  GANSCOPE_CHECK(film >= 0 && frame >= 0 && frame < size.frames &&
                     (static_cast<size_t>(film) + 1) * size.bytes() <= films.size(),
                 "a frame of these films");
  const auto frames = static_cast<size_t>(size.frames);
  Picture picture{size.width, size.height, 1, {}};
  picture.pixels.reserve(size.bytes() / frames);
  const auto one = films.subspan(static_cast<size_t>(film) * size.bytes(), size.bytes());
  for (size_t i = static_cast<size_t>(frame); i < one.size(); i += frames) picture.pixels.push_back(one[i]);
  return picture;
}

std::vector<uint8_t> film_frames_rgba(std::span<const uint8_t> films, const FilmSize& size) {
  std::vector<uint8_t> rgba;
  rgba.reserve(films.size() * 4);
  const auto frames = static_cast<size_t>(size.frames);
  for (size_t film = 0; size.bytes() > 0 && film + size.bytes() <= films.size(); film += size.bytes())
    for (size_t frame = 0; frame < frames; ++frame)
      for (size_t i = film + frame; i < film + size.bytes(); i += frames)
        rgba.insert(rgba.end(), {films[i], films[i], films[i], 255});
  return rgba;
}

}  // namespace ganscope::image
