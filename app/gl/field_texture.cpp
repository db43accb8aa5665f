#include "app/gl/field_texture.h"

#include <algorithm>
#include <cmath>

namespace ganscope::gl {
namespace {

/// Between the second and the third of four neighbours.
float between(float a, float b, float c, float d) { return 0.5625F * (b + c) - 0.0625F * (a + d); }

}  // namespace

void refine(int columns, int rows, std::span<const float> numbers, std::vector<float>& pairs) {
  const size_t wide = static_cast<size_t>(2 * columns - 1), high = static_cast<size_t>(2 * rows - 1);
  pairs.assign(wide * high * 2, 0);
  // Every other line along x …
  for (int row = 0; row < rows; ++row) {
    float* line = pairs.data() + static_cast<size_t>(2 * row) * wide * 2;
    for (int column = 0; column < columns; ++column) {
      const float value = numbers[static_cast<size_t>(row * columns + column)];
      const bool sound = std::isfinite(value);
      line[4 * column] = sound ? value : 0;
      line[4 * column + 1] = sound ? 1 : 0;
    }
    for (int column = 0; column + 1 < columns; ++column)
      for (int part = 0; part < 2; ++part) {
        const auto at = [&](int place) { return line[4 * std::clamp(place, 0, columns - 1) + part]; };
        line[4 * column + 2 + part] = between(at(column - 1), at(column), at(column + 1), at(column + 2));
      }
  }
  // … then the lines between them.
  for (int row = 0; row + 1 < rows; ++row) {
    const auto line = [&](int place) {
      return pairs.data() + static_cast<size_t>(2 * std::clamp(place, 0, rows - 1)) * wide * 2;
    };
    const float *a = line(row - 1), *b = line(row), *c = line(row + 1), *d = line(row + 2);
    float* to = pairs.data() + static_cast<size_t>(2 * row + 1) * wide * 2;
    for (size_t i = 0; i < 2 * wide; ++i) to[i] = between(a[i], b[i], c[i], d[i]);
  }
}

bool FieldTexture::upload(int columns, int rows, std::span<const float> numbers) {
  if (columns < 2 || rows < 2 || numbers.size() != static_cast<size_t>(columns) * static_cast<size_t>(rows))
    return false;
  const int wide = 2 * columns - 1, high = 2 * rows - 1;
  if (texture_.width() != wide || texture_.height() != high)
    texture_ = Texture(wide, high, Filter::linear, Content::numbers);
  refine(columns, rows, numbers, pairs_);
  texture_.upload_numbers(pairs_);
  return true;
}

}  // namespace ganscope::gl
