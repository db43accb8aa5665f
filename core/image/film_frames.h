#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/image/picture.h"

namespace ganscope::image {

/// The size of films in memory: bytes [count, height, width, frames].
struct FilmSize {
  int width = 0, height = 0, frames = 0;
  [[nodiscard]] size_t bytes() const {
    return static_cast<size_t>(width) * static_cast<size_t>(height) * static_cast<size_t>(frames);
  }
};

/// One frame of film number `film`, in grey.
[[nodiscard]] Picture film_frame(std::span<const uint8_t> films, const FilmSize& size, int film, int frame);

/// All frames of all films as RGBA pictures, film after film: [count · frames, height, width, 4].
[[nodiscard]] std::vector<uint8_t> film_frames_rgba(std::span<const uint8_t> films, const FilmSize& size);

}  // namespace ganscope::image
