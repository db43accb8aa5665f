#pragma once
#include <cstdint>

namespace ganscope::networks::kernels {

/// Rows that a fully connected layer takes and makes. For few rows and narrow layers, where calling a BLAS
/// takes as long as what it computes: the loops of the convolutions (tiles.h), and dot products where the
/// result is a few numbers wide. Room for a packed weight is kept by each thread.
struct Rows {
  int64_t count, in, out;
};

/// y [count, out] = x [count, in] · weightᵀ + bias, weight [out, in], bias [out] or null; negative values
/// times `leak` (1: as they are).
void times_transposed(const Rows& rows, const float* x, const float* weight, const float* bias, float leak,
                      float* y);
/// The adjoint by x: slopes [count, in] = gradient [count, out] · weight.
void times(const Rows& rows, const float* gradient, const float* weight, float* slopes);
/// The adjoint by the weight: sums [out, in] += gradientᵀ · x. Reads up to `slack` floats (tiles.h) behind
/// the end of x and of the gradient.
void add_products(const Rows& rows, const float* x, const float* gradient, float* sums);
/// sums [out] += the sum of all rows of `gradient` [count, out].
void add_rows(int64_t count, int64_t out, const float* gradient, float* sums);

}  // namespace ganscope::networks::kernels
