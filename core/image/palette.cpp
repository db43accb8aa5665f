#include "core/image/palette.h"

#include <algorithm>
#include <array>
#include <limits>

#include "core/base/check.h"

namespace ganscope::image {
namespace {

constexpr size_t cells = size_t{1} << 15;
constexpr size_t most_colours = 256;

size_t cell_of(const uint8_t* rgb) {
  return (size_t{rgb[0]} >> 3 << 10) | (size_t{rgb[1]} >> 3 << 5) | (size_t{rgb[2]} >> 3);
}

/// The pixels that fell into one cell of the histogram, as their mean.
struct Bin {
  size_t cell = 0;
  double count = 0;
  std::array<double, 3> mean{};
};

struct Box {
  size_t begin = 0, end = 0;  ///< a range of the bins
  double error = 0;           ///< squared distance to the mean, summed, along `axis`
  size_t axis = 0;
};

std::vector<Bin> histogram(std::span<const Picture> pictures) {
  std::vector<Bin> bins(cells);
  for (const Picture& picture : pictures) {
    GANSCOPE_CHECK(picture.channels == 3, "a palette is made of RGB pictures");
    for (size_t i = 0; i + 2 < picture.pixels.size(); i += 3) {
      const uint8_t* rgb = picture.pixels.data() + i;
      Bin& bin = bins[cell_of(rgb)];
      bin.count += 1;
      for (size_t c = 0; c < 3; ++c) bin.mean[c] += rgb[c];
    }
  }
  std::vector<Bin> filled;
  for (size_t cell = 0; cell < cells; ++cell) {
    Bin& bin = bins[cell];
    if (bin.count == 0) continue;
    bin.cell = cell;
    for (double& value : bin.mean) value /= bin.count;
    filled.push_back(bin);
  }
  return filled;
}

Box measured(const std::vector<Bin>& bins, size_t begin, size_t end) {
  std::array<double, 3> sum{};
  std::array<double, 3> squares{};
  double count = 0;
  for (size_t i = begin; i < end; ++i) {
    count += bins[i].count;
    for (size_t c = 0; c < 3; ++c) {
      sum[c] += bins[i].count * bins[i].mean[c];
      squares[c] += bins[i].count * bins[i].mean[c] * bins[i].mean[c];
    }
  }
  Box box{begin, end, 0, 0};
  if (end - begin < 2) return box;
  for (size_t c = 0; c < 3; ++c) {
    const double error = squares[c] - sum[c] * sum[c] / count;
    if (error > box.error) {
      box.error = error;
      box.axis = c;
    }
  }
  return box;
}

/// Cuts a box so that half of its pixels lie on either side; both sides keep at least one bin.
size_t cut(std::vector<Bin>& bins, const Box& box) {
  const auto first = bins.begin() + static_cast<std::ptrdiff_t>(box.begin);
  const auto last = bins.begin() + static_cast<std::ptrdiff_t>(box.end);
  std::sort(first, last, [axis = box.axis](const Bin& a, const Bin& b) {
    return a.mean[axis] != b.mean[axis] ? a.mean[axis] < b.mean[axis] : a.cell < b.cell;
  });
  double total = 0;
  for (size_t i = box.begin; i < box.end; ++i) total += bins[i].count;
  double below = 0;
  for (size_t i = box.begin; i + 1 < box.end; ++i) {
    below += bins[i].count;
    if (below * 2 >= total) return i + 1;
  }
  return box.end - 1;
}

}  // namespace

Palette::Palette(std::span<const Picture> pictures) : index_of_(cells) {
  std::vector<Bin> bins = histogram(pictures);
  GANSCOPE_CHECK(!bins.empty(), "a palette needs pixels");
  std::vector<Box> boxes{measured(bins, 0, bins.size())};
  while (boxes.size() < most_colours) {
    const auto worst = std::max_element(boxes.begin(), boxes.end(),
                                        [](const Box& a, const Box& b) { return a.error < b.error; });
    if (worst->error <= 0) break;
    const Box box = *worst;
    const size_t middle = cut(bins, box);
    *worst = measured(bins, box.begin, middle);
    boxes.push_back(measured(bins, middle, box.end));
  }
  for (const Box& box : boxes) {
    std::array<double, 3> sum{};
    double count = 0;
    for (size_t i = box.begin; i < box.end; ++i) {
      index_of_[bins[i].cell] = static_cast<uint8_t>(colours_.size());
      count += bins[i].count;
      for (size_t c = 0; c < 3; ++c) sum[c] += bins[i].count * bins[i].mean[c];
    }
    Colour colour{};
    for (size_t c = 0; c < 3; ++c) colour[c] = static_cast<uint8_t>(sum[c] / count + 0.5);
    colours_.push_back(colour);
  }
}

uint8_t Palette::nearest(const uint8_t* rgb) const { return index_of_[cell_of(rgb)]; }

}  // namespace ganscope::image
