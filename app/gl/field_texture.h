#pragma once
#include <span>
#include <vector>

#include "app/gl/texture.h"

namespace ganscope::gl {

/// Numbers at `columns` × `rows` places → at twice as many in between, by Catmull and Rom's splines (1974),
/// so that linear filtering draws them without kinks: [2·rows − 1, 2·columns − 1, 2], the number and how far
/// it is one (1, or 0 where it is NaN; both are 0 there). `numbers` [rows, columns]. The first row stays
/// first.
void refine(int columns, int rows, std::span<const float> numbers, std::vector<float>& pairs);

/// Numbers over a rectangle as a texture, each number at a texel's centre. Interface thread only.
class FieldTexture {
 public:
  /// `numbers` [rows, columns] from the lowest line up. False, and nothing: they are too few.
  bool upload(int columns, int rows, std::span<const float> numbers);
  [[nodiscard]] const Texture& texture() const { return texture_; }

 private:
  Texture texture_;
  std::vector<float> pairs_;
};

}  // namespace ganscope::gl
