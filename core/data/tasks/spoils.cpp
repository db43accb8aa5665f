#include "core/data/tasks/spoils.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace ganscope::data::spoils {
namespace {

constexpr int coarser = 4;             // pixels a side that become one
constexpr double noise_spread = 0.25;  // of the range
constexpr int line_threshold = 57;     // of 255: .45 where pictures run from −1 to 1
constexpr uint8_t known = 255, missing = 0;

uint8_t luma(const uint8_t* pixel) {
  return static_cast<uint8_t>((299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2] + 500) / 1000);
}

void cut_hole(const Shape& shape, std::span<const uint8_t> sample, int left, int top,
              std::span<uint8_t> input) {
  const auto channels = static_cast<size_t>(shape.channels);
  const int side = shape.width / 2;
  for (int y = 0; y < shape.height; ++y) {
    for (int x = 0; x < shape.width; ++x) {
      const auto at = static_cast<size_t>(y) * static_cast<size_t>(shape.width) + static_cast<size_t>(x);
      const bool inside = x >= left && x < left + side && y >= top && y < top + side;
      for (size_t c = 0; c < 3; ++c)
        input[4 * at + c] = inside ? uint8_t{255} : sample[channels * at + (channels == 1 ? 0 : c)];
      input[4 * at + 3] = inside ? missing : known;
    }
  }
}

}  // namespace

std::vector<uint8_t> colours_of(const Shape& shape, std::span<const uint8_t> rgba) {
  std::vector<uint8_t> plain;
  plain.reserve(shape.pixels() * static_cast<size_t>(shape.channels));
  for (size_t p = 0; p < rgba.size(); p += 4) {
    if (shape.channels == 1)
      plain.push_back(luma(rgba.data() + p));
    else
      plain.insert(plain.end(), rgba.data() + p, rgba.data() + p + 3);
  }
  return plain;
}

void grey(const Shape& shape, std::span<const uint8_t> sample, Random& /*random*/, std::span<uint8_t> input) {
  for (size_t i = 0; i < shape.pixels(); ++i)
    input[i] = shape.channels == 1 ? sample[i] : luma(sample.data() + 3 * i);
}

void coarse(const Shape& shape, std::span<const uint8_t> sample, Random& /*random*/,
            std::span<uint8_t> input) {
  const auto channels = static_cast<size_t>(shape.channels), width = static_cast<size_t>(shape.width);
  const auto at = [&](size_t y, size_t x, size_t c) { return (y * width + x) * channels + c; };
  for (size_t y = 0; y < static_cast<size_t>(shape.height); y += coarser) {
    for (size_t x = 0; x < width; x += coarser) {
      for (size_t c = 0; c < channels; ++c) {
        int sum = coarser * coarser / 2;
        for (size_t i = 0; i < coarser; ++i)
          for (size_t j = 0; j < coarser; ++j) sum += sample[at(y + i, x + j, c)];
        for (size_t i = 0; i < coarser; ++i)
          for (size_t j = 0; j < coarser; ++j)
            input[at(y + i, x + j, c)] = static_cast<uint8_t>(sum / (coarser * coarser));
      }
    }
  }
}

void hole(const Shape& shape, std::span<const uint8_t> sample, Random& random, std::span<uint8_t> input) {
  const int side = shape.width / 2, margin = shape.width / 8;
  const auto places = static_cast<uint64_t>(shape.width - side - 2 * margin + 1);
  const int left = margin + static_cast<int>(random.below(places));
  cut_hole(shape, sample, left, margin + static_cast<int>(random.below(places)), input);
}

void noise(const Shape& /*shape*/, std::span<const uint8_t> sample, Random& random,
           std::span<uint8_t> input) {
  std::vector<float> normal(sample.size());
  random.fill_normal(normal);
  for (size_t i = 0; i < sample.size(); ++i) {
    const double value = sample[i] + 255 * noise_spread * static_cast<double>(normal[i]);
    input[i] = static_cast<uint8_t>(std::clamp(std::lround(value), 0L, 255L));
  }
}

void lines(const Shape& shape, std::span<const uint8_t> sample, Random& /*random*/,
           std::span<uint8_t> input) {
  const int channels = shape.channels, width = shape.width, height = shape.height;
  const auto value = [&](int y, int x, int c) {
    return static_cast<int>(sample[static_cast<size_t>((y * width + x) * channels + c)]);
  };
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      int steepest = 0;
      for (int c = 0; c < channels; ++c) {
        const int here = value(y, x, c);
        const int dx = x + 1 < width ? std::abs(value(y, x + 1, c) - here) : 0;
        const int dy = y + 1 < height ? std::abs(value(y + 1, x, c) - here) : 0;
        steepest = std::max(steepest, dx + dy);
      }
      input[static_cast<size_t>(y * width + x)] = steepest > line_threshold ? 0 : 255;
    }
  }
}

std::string adapt_grey(const Shape& shape, std::span<const uint8_t> rgba, std::span<uint8_t> input) {
  Random unused(0);
  grey(shape, colours_of(shape, rgba), unused, input);
  return {};
}

std::string adapt_coarse(const Shape& shape, std::span<const uint8_t> rgba, std::span<uint8_t> input) {
  Random unused(0);
  coarse(shape, colours_of(shape, rgba), unused, input);
  return {};
}

std::string adapt_hole(const Shape& shape, std::span<const uint8_t> rgba, std::span<uint8_t> input) {
  const std::vector<uint8_t> plain = colours_of(shape, rgba);
  const auto channels = static_cast<size_t>(shape.channels);
  bool whole = true;
  for (size_t i = 0; i < shape.pixels(); ++i) {
    const bool there = rgba[4 * i + 3] >= 128;
    whole = whole && there;
    for (size_t c = 0; c < 3; ++c)
      input[4 * i + c] = there ? plain[channels * i + (channels == 1 ? 0 : c)] : uint8_t{255};
    input[4 * i + 3] = there ? known : missing;
  }
  if (!whole) return {};
  cut_hole(shape, plain, shape.width / 4, shape.height / 4, input);
  return "nothing in this picture is transparent: the middle was taken out";
}

std::string adapt_lines(const Shape& shape, std::span<const uint8_t> rgba, std::span<uint8_t> input) {
  constexpr int near = 48;  // of 255: still black or white
  constexpr double nearly_all = 0.9;
  const std::vector<uint8_t> plain = colours_of(shape, rgba);
  Random unused(0);
  std::vector<uint8_t> tones(shape.pixels());
  grey(shape, plain, unused, tones);
  const auto extreme =
      std::ranges::count_if(tones, [](uint8_t tone) { return tone < near || tone > 255 - near; });
  if (static_cast<double>(extreme) >= nearly_all * static_cast<double>(tones.size())) {
    for (size_t i = 0; i < tones.size(); ++i) input[i] = tones[i] < 128 ? 0 : 255;
    return {};
  }
  lines(shape, plain, unused, input);
  return "this is no drawing in black and white: its edges were taken";
}

}  // namespace ganscope::data::spoils
