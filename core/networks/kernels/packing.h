#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/networks/kernels/tiles.h"

namespace ganscope::networks::kernels {

/// [rows, columns] in panels side by side, as `Tiles::multiply` wants its matrix; row(k) says where the
/// floats of a row lie.
template <class F>
void pack_rows(int64_t rows, int64_t columns, F&& row, std::vector<float>& matrix) {
  const int64_t panel = tiles().panel, panels = (columns + panel - 1) / panel;
  matrix.resize(static_cast<size_t>(panels * rows * panel));
  for (int64_t k = 0; k < rows; ++k) {
    const float* from = row(k);
    for (int64_t p = 0; p < panels; ++p) {
      const int64_t now = std::min(panel, columns - p * panel);
      float* to = matrix.data() + (p * rows + k) * panel;
      std::fill_n(std::copy_n(from + p * panel, now, to), panel - now, 0.0F);
    }
  }
}

/// The transpose of [columns, rows] in the same order.
inline void pack_transposed(int64_t rows, int64_t columns, const float* from, std::vector<float>& matrix) {
  const int64_t panel = tiles().panel, panels = (columns + panel - 1) / panel;
  constexpr int64_t line = 16;  // floats of a cache line: read whole, one after the other
  matrix.resize(static_cast<size_t>(panels * rows * panel));
  for (int64_t p = 0; p < panels; ++p) {
    float* to = matrix.data() + p * rows * panel;
    const int64_t now = std::min(panel, columns - p * panel);
    for (int64_t k = 0; k < rows; k += line) {
      const int64_t end = std::min(k + line, rows);
      for (int64_t c = 0; c < now; ++c) {
        const float* column = from + (p * panel + c) * rows;
        for (int64_t i = k; i < end; ++i) to[i * panel + c] = column[i];
      }
      if (now < panel)
        for (int64_t i = k; i < end; ++i) std::fill_n(to + i * panel + now, panel - now, 0.0F);
    }
  }
}

}  // namespace ganscope::networks::kernels
