#pragma once
// The loops behind `Tiles`, written once for any width of vectors. Every file that includes this is compiled
// for instructions of its own, so nothing here may be shared between files: all names are local, and no other
// header may be included, for the linker would keep one copy of its inline functions for all processors.
#include "core/networks/kernels/tiles.h"

// Whole, so that sums in small arrays become registers.
#ifdef __clang__
#define GANSCOPE_UNROLL _Pragma("unroll")
#else
#define GANSCOPE_UNROLL _Pragma("GCC unroll 16")
#endif

namespace ganscope::networks::kernels {
namespace {

template <int width>
struct Vectors;
template <>
struct Vectors<4> {
  using Aligned __attribute__((vector_size(16))) = float;
  using Anywhere __attribute__((vector_size(16), aligned(4), may_alias)) = float;
};
template <>
struct Vectors<8> {
  using Aligned __attribute__((vector_size(32))) = float;
  using Anywhere __attribute__((vector_size(32), aligned(4), may_alias)) = float;
};
template <>
struct Vectors<16> {
  using Aligned __attribute__((vector_size(64))) = float;
  using Anywhere __attribute__((vector_size(64), aligned(4), may_alias)) = float;
};

template <int width>
struct Loops {
  using Vector = typename Vectors<width>::Aligned;
  using Unaligned = typename Vectors<width>::Anywhere;
  static constexpr int across = 2;  // vectors side by side in a tile
  static constexpr int64_t panel = across * width;
  static constexpr int most_rows = width == 16 ? 12 : width == 8 ? 6 : 4;  // as many sums as registers hold

  static Vector load(const float* from) { return *reinterpret_cast<const Unaligned*>(from); }
  static void store(float* to, Vector value) { *reinterpret_cast<Unaligned*>(to) = value; }

  static Vector ended(Vector sum, const float* bias, int64_t column, int64_t columns, float leak) {
    if (bias != nullptr) {
      if (column + width <= columns) {
        sum += load(bias + column);
      } else {
        for (int64_t lane = 0; column + lane < columns; ++lane) sum[lane] += bias[column + lane];
      }
    }
    if (leak != 1.0F) sum = sum > Vector{} ? sum : sum * leak;
    return sum;
  }

  static void put(float* to, Vector value, int64_t column, int64_t columns) {
    if (column + width <= columns) {
      store(to + column, value);
    } else {
      for (int64_t lane = 0; column + lane < columns; ++lane) to[column + lane] = value[lane];
    }
  }

  // `rows` patches times `vectors` vectors of columns.
  template <int rows, int vectors>
  static void product(const float* const* from, float* const* to, const Patch& patch, const float* matrix,
                      int64_t column, int64_t columns, const Ending& ending) {
    Vector sums[rows][vectors] = {};
    const float* at[rows];
    for (int r = 0; r < rows; ++r) at[r] = from[r];
    for (int64_t segment = 0; segment < patch.segments; ++segment) {
      for (int64_t k = 0; k < patch.length; ++k, matrix += panel) {
        Vector columns_now[vectors];
        GANSCOPE_UNROLL
        for (int v = 0; v < vectors; ++v) columns_now[v] = load(matrix + v * width);
        GANSCOPE_UNROLL
        for (int r = 0; r < rows; ++r) {
          const float value = at[r][k];
          GANSCOPE_UNROLL
          for (int v = 0; v < vectors; ++v) sums[r][v] += value * columns_now[v];
        }
      }
      GANSCOPE_UNROLL
      for (int r = 0; r < rows; ++r) at[r] += patch.pitch;
    }
    GANSCOPE_UNROLL
    for (int r = 0; r < rows; ++r) GANSCOPE_UNROLL
    for (int v = 0; v < vectors; ++v)
      put(to[r], ended(sums[r][v], ending.bias, column + v * width, columns, ending.leak), column + v * width,
          columns);
  }

  // As `product`, with a number of rows that is known only now.
  template <int rows, int vectors>
  static void some_rows(int64_t count, const float* const* from, float* const* to, const Patch& patch,
                        const float* matrix, int64_t column, int64_t columns, const Ending& ending) {
    if constexpr (rows > 0) {
      if (count == rows)
        product<rows, vectors>(from, to, patch, matrix, column, columns, ending);
      else
        some_rows<rows - 1, vectors>(count, from, to, patch, matrix, column, columns, ending);
    }
  }

  template <int vectors>
  static void panel_of(const float* const* from, float* const* to, int64_t count, const Patch& patch,
                       const float* matrix, int64_t column, int64_t columns, const Ending& ending) {
    int64_t i = 0;
    for (; i + most_rows <= count; i += most_rows)
      product<most_rows, vectors>(from + i, to + i, patch, matrix, column, columns, ending);
    some_rows<most_rows - 1, vectors>(count - i, from + i, to + i, patch, matrix, column, columns, ending);
  }

  static void multiply(const float* const* from, float* const* to, int64_t count, const Patch& patch,
                       const float* matrix, int64_t columns, const Ending& ending) {
    for (int64_t column = 0; column < columns; column += panel, matrix += patch.size() * panel) {
      if (columns - column > width)
        panel_of<2>(from, to, count, patch, matrix, column, columns, ending);
      else
        panel_of<1>(from, to, count, patch, matrix, column, columns, ending);
    }
  }

  // `rows` outputs times `vectors` vectors of a segment, over all patches. sums [rows] × `line` floats apart.
  template <int rows, int vectors>
  static void outer(const float* const* from, int64_t offset, const float* gradient, int64_t count,
                    int64_t out, float* sums, int64_t line, int64_t left) {
    Vector totals[rows][vectors] = {};
    for (int64_t i = 0; i < count; ++i, gradient += out) {
      const float* patch = from[i] + offset;
      Vector seen[vectors];
      GANSCOPE_UNROLL
      for (int v = 0; v < vectors; ++v) seen[v] = load(patch + v * width);
      GANSCOPE_UNROLL
      for (int r = 0; r < rows; ++r) {
        const float slope = gradient[r];
        GANSCOPE_UNROLL
        for (int v = 0; v < vectors; ++v) totals[r][v] += slope * seen[v];
      }
    }
    GANSCOPE_UNROLL
    for (int r = 0; r < rows; ++r) {
      GANSCOPE_UNROLL
      for (int v = 0; v < vectors; ++v) {
        float* to = sums + r * line + v * width;
        if ((v + 1) * width <= left) {
          store(to, load(to) + totals[r][v]);
        } else {
          for (int64_t lane = 0; v * width + lane < left; ++lane) to[lane] += totals[r][v][lane];
        }
      }
    }
  }

  template <int rows, int vectors>
  static void some_outer(int64_t rows_now, const float* const* from, int64_t offset, const float* gradient,
                         int64_t count, int64_t out, float* sums, int64_t line, int64_t left) {
    if constexpr (rows > 0) {
      if (rows_now == rows)
        outer<rows, vectors>(from, offset, gradient, count, out, sums, line, left);
      else
        some_outer<rows - 1, vectors>(rows_now, from, offset, gradient, count, out, sums, line, left);
    }
  }

  static void add_outer(const float* const* from, const float* gradient, int64_t count, const Patch& patch,
                        int64_t out, float* sums) {
    constexpr int64_t together = 256;  // patches whose floats stay in the caches
    const int64_t tiles = (out + most_rows - 1) / most_rows;
    for (int64_t first = 0; first < count; first += together) {
      const int64_t now = count - first < together ? count - first : together;
      const float* slopes = gradient + first * out;
      for (int64_t segment = 0; segment < patch.segments; ++segment) {
        for (int64_t k = 0; k < patch.length; k += panel) {
          const int64_t offset = segment * patch.pitch + k, left = patch.length - k;
          float* column = sums + segment * patch.length + k;
          for (int64_t tile = 0; tile < tiles; ++tile) {  // as many rows in each
            const int64_t row = out * tile / tiles, rows = out * (tile + 1) / tiles - row;
            float* to = column + row * patch.size();
            if (left > width)
              some_outer<most_rows, 2>(rows, from + first, offset, slopes + row, now, out, to, patch.size(),
                                       left);
            else
              some_outer<most_rows, 1>(rows, from + first, offset, slopes + row, now, out, to, patch.size(),
                                       left);
          }
        }
      }
    }
  }
};

}  // namespace
}  // namespace ganscope::networks::kernels
