#include "core/metrics/films/film_parts.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <numeric>
#include <utility>

#include "core/base/check.h"

namespace ganscope::metrics {
namespace {

size_t count_of(std::span<const uint8_t> films, const FilmShape& shape) {
  GANSCOPE_CHECK(shape.bytes() > 0 && films.size() % shape.bytes() == 0, "films of another size");
  return films.size() / shape.bytes();
}

/// Normal noise, up to 38 levels strong (.3 in values of [−1, 1]); the same for the same films.
std::vector<uint8_t> with_grain(std::span<const uint8_t> films, const FilmShape& shape) {
  constexpr double most_levels = 38;
  constexpr uint64_t grain_seed = 20'180'618;
  constexpr size_t kept = size_t{1} << 16;
  Random random(grain_seed);
  std::vector<float> noise(kept);
  random.fill_normal(noise);
  std::vector<uint8_t> grainy(films.size());
  for (size_t from = 0; from < films.size(); from += shape.bytes()) {
    const auto strength = static_cast<float>(random.uniform(0, most_levels));
    const uint64_t place = random.below(kept);
    for (size_t i = 0; i < shape.bytes(); ++i) {
      const float level = static_cast<float>(films[from + i]) + strength * noise[(place + i) % kept];
      grainy[from + i] = static_cast<uint8_t>(std::clamp(level + 0.5F, 0.0F, 255.0F));
    }
  }
  return grainy;
}

}  // namespace

FilmShape film_shape(const data::Dataset& films) { return {films.height, films.width, films.channels}; }

std::vector<uint8_t> one_frame_each(std::span<const uint8_t> films, const FilmShape& shape) {
  const size_t count = count_of(films, shape), frames = static_cast<size_t>(shape.frames);
  std::vector<uint8_t> pixels(count * shape.pixels());
  for (size_t n = 0; n < count; ++n)
    for (size_t i = 0; i < shape.pixels(); ++i)
      pixels[n * shape.pixels() + i] = films[n * shape.bytes() + i * frames + n % frames];
  return pixels;
}

std::vector<uint8_t> all_frames(std::span<const uint8_t> films, const FilmShape& shape) {
  const size_t count = count_of(films, shape), frames = static_cast<size_t>(shape.frames);
  std::vector<uint8_t> pixels(films.size());
  for (size_t n = 0; n < count; ++n)
    for (size_t t = 0; t < frames; ++t)
      for (size_t i = 0; i < shape.pixels(); ++i)
        pixels[(n * frames + t) * shape.pixels() + i] = films[n * shape.bytes() + i * frames + t];
  return pixels;
}

std::vector<uint8_t> motion_of(std::span<const uint8_t> films, const FilmShape& shape) {
  const auto frames = static_cast<size_t>(shape.frames);
  std::vector<uint8_t> motion(films.size());
  for (size_t pixel = 0; pixel < films.size(); pixel += frames)
    for (size_t t = 0; t < frames; ++t) {
      const int now = films[pixel + t], next = films[pixel + (t + 1) % frames];
      motion[pixel + t] = static_cast<uint8_t>(128 + (next - now) / 2);
    }
  return motion;
}

std::vector<uint8_t> shuffled_frames(std::span<const uint8_t> films, const FilmShape& shape, Random& random) {
  const size_t count = count_of(films, shape), frames = static_cast<size_t>(shape.frames);
  std::vector<uint8_t> shuffled(films.size());
  std::vector<size_t> order(frames);
  for (size_t n = 0; n < count; ++n) {
    std::iota(order.begin(), order.end(), size_t{0});
    for (size_t i = frames; i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    for (size_t i = n * shape.bytes(); i < (n + 1) * shape.bytes(); i += frames)
      for (size_t t = 0; t < frames; ++t) shuffled[i + t] = films[i + order[t]];
  }
  return shuffled;
}

std::vector<uint8_t> mixed_films(std::span<const uint8_t> films, const FilmShape& shape) {
  const size_t count = count_of(films, shape), frames = static_cast<size_t>(shape.frames);
  std::vector<uint8_t> mixed(films.size());
  for (size_t n = 0; n < count; ++n)
    for (size_t i = 0; i < shape.pixels(); ++i)
      for (size_t t = 0; t < frames; ++t)
        mixed[n * shape.bytes() + i * frames + t] = films[(n + t) % count * shape.bytes() + i * frames + t];
  return mixed;
}

double movement(std::span<const uint8_t> films, const FilmShape& shape) {
  const auto frames = static_cast<size_t>(shape.frames);
  int64_t sum = 0;
  for (size_t pixel = 0; pixel < films.size(); pixel += frames)
    for (size_t t = 0; t < frames; ++t) sum += std::abs(films[pixel + (t + 1) % frames] - films[pixel + t]);
  return films.empty() ? 0 : static_cast<double>(sum) / 255.0 / static_cast<double>(films.size());
}

data::DatasetPointer frames_of(const data::Dataset& films) {
  auto frames = std::make_shared<data::Dataset>();
  frames->key = films.key;
  frames->title = films.title;
  frames->count = films.count;
  frames->channels = 1;
  frames->height = films.height;
  frames->width = films.width;
  frames->pixels = one_frame_each(films.pixels, film_shape(films));
  frames->attributes = films.attributes;
  return frames;
}

data::DatasetPointer motions_of(const data::Dataset& films) {
  auto motions = std::make_shared<data::Dataset>();
  motions->key = films.key;
  motions->title = films.title;
  motions->count = films.count;
  motions->channels = films.channels;
  motions->height = films.height;
  motions->width = films.width;
  motions->pixels = motion_of(with_grain(films.pixels, film_shape(films)), film_shape(films));
  motions->label_names = films.label_names;
  motions->labels = films.labels;
  return motions;
}

}  // namespace ganscope::metrics
