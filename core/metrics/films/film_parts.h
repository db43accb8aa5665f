#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/random.h"
#include "core/data/dataset.h"

namespace ganscope::metrics {

/// How films lie in memory: bytes [count, height, width, frames].
struct FilmShape {
  int height = 0, width = 0, frames = 0;
  [[nodiscard]] size_t pixels() const { return static_cast<size_t>(height) * static_cast<size_t>(width); }
  [[nodiscard]] size_t bytes() const { return pixels() * static_cast<size_t>(frames); }
};
[[nodiscard]] FilmShape film_shape(const data::Dataset& films);

/// One frame of each film, number i's frame i modulo their number: [count, height, width].
[[nodiscard]] std::vector<uint8_t> one_frame_each(std::span<const uint8_t> films, const FilmShape& shape);

/// All frames as pictures, film after film: [count · frames, height, width].
[[nodiscard]] std::vector<uint8_t> all_frames(std::span<const uint8_t> films, const FilmShape& shape);

/// What changes from each frame to the next (after the last comes the first), of the size of the films: 128
/// where nothing does, more where it gets brighter.
[[nodiscard]] std::vector<uint8_t> motion_of(std::span<const uint8_t> films, const FilmShape& shape);

/// The same frames of each film in another order: what a model would get that knew pictures and no motion.
[[nodiscard]] std::vector<uint8_t> shuffled_frames(std::span<const uint8_t> films, const FilmShape& shape,
                                                   Random& random);

/// Every film with frames of as many others: what a model would get whose films were of nobody.
[[nodiscard]] std::vector<uint8_t> mixed_films(std::span<const uint8_t> films, const FilmShape& shape);

/// Mean difference between a frame and the next, in [0, 1].
[[nodiscard]] double movement(std::span<const uint8_t> films, const FilmShape& shape);

/// The data as pictures: one frame of each film, with the attributes; no labels, for those say what moves.
[[nodiscard]] data::DatasetPointer frames_of(const data::Dataset& films);
/// The data as motion, with the labels and no attributes, for a network to learn from. Frames get a grain of
/// another strength in every film first: generated ones have some that real ones lack, and it shall not
/// matter to what moves.
[[nodiscard]] data::DatasetPointer motions_of(const data::Dataset& films);

}  // namespace ganscope::metrics
