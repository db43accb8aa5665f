#include "core/base/packed_rows.h"

#include <algorithm>
#include <array>

#include "core/base/check.h"

namespace ganscope {
namespace {

constexpr size_t lanes = 32;

struct SquaredDifference {
  static float of(float a, float b) { return (a - b) * (a - b); }
};
struct Product {
  static float of(float a, float b) { return a * b; }
};

/// `out` [count] = the sum over the coordinates of Term. The inner loop has no dependency between lanes, so
/// that the compiler makes vector instructions of it without leave to reorder sums.
template <class Term>
void sum_over_coordinates(const std::vector<float>& blocks, size_t count, std::span<const float> vector,
                          std::span<float> out) {
  const float* block = blocks.data();
  for (size_t begin = 0; begin < count; begin += lanes) {
    std::array<float, lanes> sums{};
    for (const float value : vector) {
      for (size_t lane = 0; lane < lanes; ++lane) sums[lane] += Term::of(value, block[lane]);
      block += lanes;
    }
    std::copy_n(sums.begin(), std::min(lanes, count - begin), &out[begin]);
  }
}

}  // namespace

PackedRows::PackedRows(std::span<const float> rows, int dimensions)
    : dimensions_(static_cast<size_t>(dimensions)) {
  GANSCOPE_CHECK(dimensions > 0 && rows.size() % dimensions_ == 0, "rows of another length");
  count_ = rows.size() / dimensions_;
  blocks_.resize((count_ + lanes - 1) / lanes * lanes * dimensions_);
  for (size_t i = 0; i < count_; ++i)
    for (size_t k = 0; k < dimensions_; ++k)
      blocks_[(i / lanes * dimensions_ + k) * lanes + i % lanes] = rows[i * dimensions_ + k];
}

void PackedRows::squared_distances(std::span<const float> vector, std::span<float> out) const {
  GANSCOPE_CHECK(vector.size() == dimensions_ && out.size() == count_, "vectors of another length");
  sum_over_coordinates<SquaredDifference>(blocks_, count_, vector, out);
}

void PackedRows::dot_products(std::span<const float> vector, std::span<float> out) const {
  GANSCOPE_CHECK(vector.size() == dimensions_ && out.size() == count_, "vectors of another length");
  sum_over_coordinates<Product>(blocks_, count_, vector, out);
}

std::vector<float> PackedRows::row(size_t index) const {
  GANSCOPE_CHECK(index < count_, "there is no such row");
  std::vector<float> row(dimensions_);
  for (size_t k = 0; k < dimensions_; ++k)
    row[k] = blocks_[(index / lanes * dimensions_ + k) * lanes + index % lanes];
  return row;
}

}  // namespace ganscope
