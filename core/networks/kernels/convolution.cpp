#include "core/networks/kernels/convolution.h"

#include <algorithm>
#include <vector>

#include "core/networks/kernels/packing.h"
#include "core/networks/kernels/tiles.h"

namespace ganscope::networks::kernels {
namespace {

constexpr int64_t room = int64_t{1} << 17;  // floats of padded pictures at once: half a megabyte
constexpr int64_t few_channels = 8;

// What one thread needs between two calls; grows to what its largest layer needs.
struct Scratch {
  std::vector<float> picture, matrix, products;
  std::vector<const float*> from;
  std::vector<float*> to;
};
Scratch& scratch() {
  thread_local Scratch kept;
  return kept;
}

// Pictures [count, height, width, channels] one after the other.
struct Frame {
  int64_t height, width, channels;
  [[nodiscard]] int64_t size() const { return height * width * channels; }
  [[nodiscard]] int64_t at(int64_t sample, int64_t row, int64_t column) const {
    return ((sample * height + row) * width + column) * channels;
  }
};

// `count` pictures with a margin of zeros on every side, and readable floats behind them.
void pad(const Frame& frame, int64_t margin, int64_t count, const float* from, std::vector<float>& padded) {
  const int64_t line = frame.width * frame.channels, side = margin * frame.channels;
  const int64_t rim = margin * (line + 2 * side);
  padded.resize(static_cast<size_t>(count * (frame.height * (line + 2 * side) + 2 * rim) + slack));
  float* to = padded.data();
  for (int64_t sample = 0; sample < count; ++sample) {
    to = std::fill_n(to, rim, 0.0F);
    for (int64_t row = 0; row < frame.height; ++row, from += line) {
      to = std::fill_n(to, side, 0.0F);
      to = std::copy_n(from, line, to);
      to = std::fill_n(to, side, 0.0F);
    }
    to = std::fill_n(to, rim, 0.0F);
  }
  std::fill_n(to, slack, 0.0F);
}

Frame widened(const Frame& frame, int64_t margin) {
  return {frame.height + 2 * margin, frame.width + 2 * margin, frame.channels};
}

// Samples whose padded pictures fit into the room together.
int64_t group_of(const Frame& padded, int64_t samples) {
  return std::clamp(room / padded.size(), int64_t{1}, samples);
}

// Calls f(first, count) for group after group of samples.
template <class F>
void for_groups(int64_t samples, int64_t group, F&& f) {
  for (int64_t first = 0; first < samples; first += group) f(first, std::min(group, samples - first));
}

// Where the patches begin: at every `stride`th pixel of padded pictures, from (down, across) on.
void patches(const Frame& padded, int64_t count, int64_t rows, int64_t columns, int64_t stride, int64_t down,
             int64_t across, Scratch& s) {
  s.from.clear();
  for (int64_t sample = 0; sample < count; ++sample)
    for (int64_t i = 0; i < rows; ++i)
      for (int64_t j = 0; j < columns; ++j)
        s.from.push_back(s.picture.data() + padded.at(sample, i * stride + down, j * stride + across));
}

// Where the results go, likewise.
void targets(const Frame& frame, int64_t count, int64_t rows, int64_t columns, int64_t stride, int64_t down,
             int64_t across, float* to, Scratch& s) {
  s.to.clear();
  for (int64_t sample = 0; sample < count; ++sample)
    for (int64_t i = 0; i < rows; ++i)
      for (int64_t j = 0; j < columns; ++j)
        s.to.push_back(to + frame.at(sample, i * stride + down, j * stride + across));
}

// Every pixel of y [N, H', W', columns] from the patch that begins there, `stride` apart; the matrix is
// packed.
void convolve(const Frame& x_frame, int64_t samples, const float* x, int64_t margin, int64_t size,
              int64_t stride, int64_t columns, const Ending& ending, float* y) {
  Scratch& s = scratch();
  const Frame padded = widened(x_frame, margin);
  const Frame made{(padded.height - size) / stride + 1, (padded.width - size) / stride + 1, columns};
  const Patch patch{size, size * x_frame.channels, padded.width * padded.channels};
  for_groups(samples, group_of(padded, samples), [&](int64_t first, int64_t count) {
    pad(x_frame, margin, count, x + first * x_frame.size(), s.picture);
    patches(padded, count, made.height, made.width, stride, 0, 0, s);
    targets(made, count, made.height, made.width, 1, 0, 0, y + first * made.size(), s);
    tiles().multiply(s.from.data(), s.to.data(), static_cast<int64_t>(s.from.size()), patch, s.matrix.data(),
                     columns, ending);
  });
}

// The adjoint of 4×4 with stride 2: each of the four parities is a 2×2 kernel over the gradient.
void double_by_parity(const Geometry& g, const float* gradient, const float* weight, float* slopes) {
  Scratch& s = scratch();
  const Frame small{g.out_height(), g.out_width(), g.out}, large{g.height, g.width, g.in};
  const Frame padded = widened(small, 1);
  const Patch patch{2, 2 * g.out, padded.width * padded.channels};
  for_groups(g.samples, group_of(padded, g.samples), [&](int64_t first, int64_t count) {
    pad(small, 1, count, gradient + first * small.size(), s.picture);
    for (int64_t a = 0; a < 2; ++a) {
      for (int64_t b = 0; b < 2; ++b) {
        // Pixel 2i + a is reached by tap 3 − a of what lies before it, and by tap 1 − a of what lies after
        // it.
        const auto row = [&](int64_t k) {
          const int64_t o = k % g.out, v = k / g.out % 2, u = k / g.out / 2;
          return weight + ((o * 4 + 3 - a - 2 * u) * 4 + 3 - b - 2 * v) * g.in;
        };
        pack_rows(patch.size(), g.in, row, s.matrix);
        patches(padded, count, small.height, small.width, 1, a, b, s);
        targets(large, count, small.height, small.width, 2, a, b, slopes + first * large.size(), s);
        tiles().multiply(s.from.data(), s.to.data(), static_cast<int64_t>(s.from.size()), patch,
                         s.matrix.data(), g.in, {nullptr, 1});
      }
    }
  });
}

// One row of the doubled picture from the products [width + 2, 4·4·channels] of the rows above and below it,
// of which taps `above` and `below` meet here. `channels` is a constant where it is called.
template <class Channels>
void gather_row(const float* upper, const float* lower, int64_t above, int64_t below, int64_t width,
                Channels channels, float* to) {
  const int64_t pixel = 16 * channels;
  const auto add = [&](const float* products, int64_t tap, int64_t j, int64_t b, int64_t c) {
    const float* row = products + (j + 1) * pixel + tap * 4 * channels;
    const float beside = b == 0 ? row[3 * channels + c - pixel] : row[pixel + c];
    return row[(1 + b) * channels + c] + beside;
  };
  for (int64_t j = 0; j < width; ++j)
    for (int64_t b = 0; b < 2; ++b)
      for (int64_t c = 0; c < channels; ++c) *to++ = add(upper, above, j, b, c) + add(lower, below, j, b, c);
}

// The same for one or a few channels, of which a vector would be mostly empty: all 16 · C products of every
// pixel, then for every pixel of the doubled picture the sum of the four that meet there.
void double_by_products(const Geometry& g, const float* gradient, const float* weight, float* slopes) {
  Scratch& s = scratch();
  const Frame small{g.out_height(), g.out_width(), g.out};
  const Frame products{small.height + 2, small.width + 2, 16 * g.in};
  const Patch patch{1, g.out, 0};
  pack_rows(
      g.out, 16 * g.in, [&](int64_t o) { return weight + o * 16 * g.in; }, s.matrix);
  s.products.assign(static_cast<size_t>(products.size()), 0.0F);  // the margin stays zero
  targets(products, 1, small.height, small.width, 1, 1, 1, s.products.data() + products.at(0, 0, 0), s);
  for (int64_t sample = 0; sample < g.samples; ++sample) {
    s.from.clear();
    for (int64_t i = 0; i < small.height * small.width; ++i, gradient += g.out) s.from.push_back(gradient);
    tiles().multiply(s.from.data(), s.to.data(), static_cast<int64_t>(s.from.size()), patch, s.matrix.data(),
                     16 * g.in, {nullptr, 1});
    for (int64_t row = 0; row < g.height; ++row, slopes += g.width * g.in) {
      const int64_t a = row % 2, before = row / 2 + a;  // in rows of `products`, whose first is margin
      const float* upper = s.products.data() + products.at(0, before, 0);
      const float* lower = s.products.data() + products.at(0, before + 1, 0);
      const auto gather = [&](auto channels) {
        gather_row(upper, lower, 3 - a, 1 - a, small.width, channels, slopes);
      };
      if (g.in == 1)
        gather(std::integral_constant<int64_t, 1>());
      else if (g.in == 3)
        gather(std::integral_constant<int64_t, 3>());
      else
        gather(g.in);
    }
  }
}

}  // namespace

bool Geometry::fits() const {
  if (samples < 1 || height < 1 || width < 1 || in < 1 || out < 1) return false;
  if (stride == 1) return padding < size && height + 2 * padding >= size && width + 2 * padding >= size;
  return stride == 2 && size == 4 && padding == 1 && height % 2 == 0 && width % 2 == 0;
}

void forward(const Geometry& g, const float* x, const float* weight, const float* bias, float leak,
             float* y) {
  pack_transposed(g.size * g.size * g.in, g.out, weight, scratch().matrix);
  convolve({g.height, g.width, g.in}, g.samples, x, g.padding, g.size, g.stride, g.out, {bias, leak}, y);
}

void by_input(const Geometry& g, const float* gradient, const float* weight, float* slopes) {
  if (g.stride == 2) {
    if (g.in < few_channels)
      double_by_products(g, gradient, weight, slopes);
    else
      double_by_parity(g, gradient, weight, slopes);
    return;
  }
  const auto row = [&](int64_t k) {  // the kernel turned round
    const int64_t o = k % g.out, tap = k / g.out;
    return weight + (o * g.size * g.size + g.size * g.size - 1 - tap) * g.in;
  };
  pack_rows(g.size * g.size * g.out, g.in, row, scratch().matrix);
  convolve({g.out_height(), g.out_width(), g.out}, g.samples, gradient, g.size - 1 - g.padding, g.size, 1,
           g.in, {nullptr, 1}, slopes);
}

void by_weight(const Geometry& g, const float* x, const float* gradient, float* slopes) {
  Scratch& s = scratch();
  const Frame frame{g.height, g.width, g.in}, padded = widened(frame, g.padding);
  const int64_t pixels = g.out_height() * g.out_width();
  const Patch patch{g.size, g.size * g.in, padded.width * padded.channels};
  std::fill_n(slopes, g.out * patch.size(), 0.0F);
  for_groups(g.samples, group_of(padded, g.samples), [&](int64_t first, int64_t count) {
    pad(frame, g.padding, count, x + first * frame.size(), s.picture);
    patches(padded, count, g.out_height(), g.out_width(), g.stride, 0, 0, s);
    tiles().add_outer(s.from.data(), gradient + first * pixels * g.out, count * pixels, patch, g.out, slopes);
  });
}

}  // namespace ganscope::networks::kernels
