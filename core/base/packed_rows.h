#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace ganscope {

/// Vectors laid out so that one vector is compared with all of them in a few instructions a coordinate:
/// blocks of 32 rows, coordinate by coordinate, the last block filled up with zeros. Distances are sums of
/// squared differences in the order of the coordinates, bitwise what a plain loop gives; not
/// ‖a‖² + ‖b‖² − 2ab, which loses small distances to rounding. 2,000 against 2,000 in 64 dimensions take
/// about 25 ms. Immutable once made; may be read from several threads.
class PackedRows {
 public:
  /// `rows` [n, dimensions]
  PackedRows(std::span<const float> rows, int dimensions);

  [[nodiscard]] size_t count() const { return count_; }
  [[nodiscard]] size_t dimensions() const { return dimensions_; }

  /// ‖vector − row‖² for every row, `out` [count]. `vector` [dimensions].
  void squared_distances(std::span<const float> vector, std::span<float> out) const;
  /// vector · row for every row, `out` [count].
  void dot_products(std::span<const float> vector, std::span<float> out) const;
  /// One of them, as it was given.
  [[nodiscard]] std::vector<float> row(size_t index) const;

 private:
  std::vector<float> blocks_;  ///< [blocks, dimensions, 32]
  size_t count_ = 0, dimensions_ = 0;
};

}  // namespace ganscope
