#include "core/networks/kernels/products.h"

#include <vector>

#include "core/base/wide.h"
#include "core/networks/kernels/packing.h"
#include "core/networks/kernels/tiles.h"

namespace ganscope::networks::kernels {
namespace {

constexpr int64_t few = 4;  // columns of which a vector would be mostly empty

struct Room {
  std::vector<float> matrix, sums;
  std::vector<const float*> from;
  std::vector<float*> to;
};
Room& room() {
  thread_local Room kept;
  return kept;
}

// Where rows of `width` floats begin.
template <class T>
void rows_at(int64_t count, int64_t width, T* first, std::vector<T*>& pointers) {
  pointers.resize(static_cast<size_t>(count));
  for (T*& pointer : pointers) {
    pointer = first;
    first += width;
  }
}

// y [count, columns] of x [count, length] and the packed matrix.
void multiply(int64_t count, int64_t length, int64_t columns, const float* x, const Ending& ending,
              float* y) {
  Room& r = room();
  rows_at(count, length, x, r.from);
  rows_at(count, columns, y, r.to);
  tiles().multiply(r.from.data(), r.to.data(), count, {1, length, 0}, r.matrix.data(), columns, ending);
}

// y[i][c] = ending(⟨x[i], vectors[c]⟩), vectors [columns, length]: sixteen sums side by side, in the same
// order always.
GANSCOPE_WIDE void dots(int64_t count, int64_t length, int64_t columns, const float* __restrict x,
                        const float* __restrict vectors, const float* bias, float leak, float* __restrict y) {
  for (int64_t i = 0; i < count; ++i) {
    for (int64_t c = 0; c < columns; ++c) {
      const float* a = x + i * length;
      const float* b = vectors + c * length;
      float lanes[16] = {};
      int64_t k = 0;
      for (; k + 16 <= length; k += 16)
        for (int lane = 0; lane < 16; ++lane) lanes[lane] += a[k + lane] * b[k + lane];
      float sum = bias == nullptr ? 0.0F : bias[c];
      for (; k < length; ++k) sum += a[k] * b[k];
      for (int half = 8; half > 0; half /= 2)  // in pairs: one long chain of sums would be waited for
        for (int lane = 0; lane < half; ++lane) lanes[lane] += lanes[lane + half];
      sum += lanes[0];
      y[i * columns + c] = sum < 0 ? sum * leak : sum;
    }
  }
}

GANSCOPE_WIDE void sum_rows(int64_t count, int64_t out, const float* __restrict gradient,
                            float* __restrict sums) {
  for (int64_t i = 0; i < count; ++i)
    for (int64_t o = 0; o < out; ++o) sums[o] += gradient[i * out + o];
}

void transpose(int64_t rows, int64_t columns, const float* from, float* to) {
  for (int64_t r = 0; r < rows; ++r)
    for (int64_t c = 0; c < columns; ++c) to[c * rows + r] = from[r * columns + c];
}

}  // namespace

void times_transposed(const Rows& rows, const float* x, const float* weight, const float* bias, float leak,
                      float* y) {
  if (rows.out <= few) return dots(rows.count, rows.in, rows.out, x, weight, bias, leak, y);
  pack_transposed(rows.in, rows.out, weight, room().matrix);
  multiply(rows.count, rows.in, rows.out, x, {bias, leak}, y);
}

void times(const Rows& rows, const float* gradient, const float* weight, float* slopes) {
  if (rows.in <= few) {
    std::vector<float>& turned = room().sums;  // [in, out]
    turned.resize(static_cast<size_t>(rows.in * rows.out));
    transpose(rows.out, rows.in, weight, turned.data());
    return dots(rows.count, rows.out, rows.in, gradient, turned.data(), nullptr, 1, slopes);
  }
  pack_rows(
      rows.out, rows.in, [&](int64_t k) { return weight + k * rows.in; }, room().matrix);
  multiply(rows.count, rows.out, rows.in, gradient, {nullptr, 1}, slopes);
}

void add_products(const Rows& rows, const float* x, const float* gradient, float* sums) {
  Room& r = room();
  if (rows.in > few) {
    rows_at(rows.count, rows.in, x, r.from);
    tiles().add_outer(r.from.data(), gradient, rows.count, {1, rows.in, 0}, rows.out, sums);
    return;
  }
  r.sums.assign(static_cast<size_t>(rows.in * rows.out), 0.0F);  // turned: the wide side in vectors
  rows_at(rows.count, rows.out, gradient, r.from);
  tiles().add_outer(r.from.data(), x, rows.count, {1, rows.out, 0}, rows.in, r.sums.data());
  for (int64_t k = 0; k < rows.in; ++k)
    for (int64_t o = 0; o < rows.out; ++o)
      sums[o * rows.in + k] += r.sums[static_cast<size_t>(k * rows.out + o)];
}

void add_rows(int64_t count, int64_t out, const float* gradient, float* sums) {
  sum_rows(count, out, gradient, sums);
}

}  // namespace ganscope::networks::kernels
