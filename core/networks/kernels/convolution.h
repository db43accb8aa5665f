#pragma once
#include <cstdint>

namespace ganscope::networks::kernels {

// How it works, on a page. Pictures lie pixel by pixel ([N, H, W, C], "channels_last"), weights output by
// output ([out, size, size, in]). Of a picture with a margin of zeros, what a kernel sees at a pixel is
// `size` runs of size · C floats: a patch, which is never copied together. Then
//   forward    y[pixel][out]    = Σ over the patch        patch[k] · matrix[k][out]   the weights, transposed
//   by input   of stride 1: the same with the gradient as picture and the weights turned round;
//              of 4×4 with stride 2: the pixels of each of four parities (even or odd row, even or odd
//              column) are what a 2×2 kernel makes of the gradient; of one or three channels all 16 · C
//              products of a pixel at once, so that no lane is idle, then the sum of those that meet
//   by weight  s[out][k]        = Σ over all pixels       gradient[pixel][out] · patch[k]
// are two loops (`Tiles`) over tiles of some rows and two vectors of columns whose sums stay in registers.
// They run at nearly what the processor can do even for a few channels, where oneDNN 2.6 comes to half of it
// without AVX-512, and there is nothing to prepare, keep or reorder between calls.
// Room for margins and packed weights is kept by each thread: at most a megabyte beside one layer's weights.

/// A convolution's sizes. Stride 1 with any size and padding < size, or 4×4 with stride 2 and padding 1 on an
/// even picture.
struct Geometry {
  int64_t samples, in, height, width, out, size, stride, padding;
  [[nodiscard]] int64_t out_height() const { return (height + 2 * padding - size) / stride + 1; }
  [[nodiscard]] int64_t out_width() const { return (width + 2 * padding - size) / stride + 1; }
  /// Whether the loops are made for it.
  [[nodiscard]] bool fits() const;
};

/// x [N, H, W, in], weight [out, size, size, in], bias [out] or null → y [N, H', W', out]; negative values
/// times `leak` (1: as they are).
void forward(const Geometry& geometry, const float* x, const float* weight, const float* bias, float leak,
             float* y);
/// The adjoint by x: gradient [N, H', W', out] → slopes [N, H, W, in].
void by_input(const Geometry& geometry, const float* gradient, const float* weight, float* slopes);
/// The adjoint by the weight: → slopes [out, size, size, in].
void by_weight(const Geometry& geometry, const float* x, const float* gradient, float* slopes);

}  // namespace ganscope::networks::kernels
