#pragma once
#include <cstdint>

namespace ganscope::networks::kernels {

/// How a patch of a picture lies in memory: `segments` runs of `length` floats, each `pitch` floats after the
/// one before. A 4×4 kernel over 16 channels sees 4 runs of 64.
struct Patch {
  int64_t segments, length, pitch;
  [[nodiscard]] int64_t size() const { return segments * length; }
};

/// What becomes of a sum before it is stored: s + bias, then s · leak where it is negative.
struct Ending {
  const float* bias;  ///< [columns], or null
  float leak;         ///< 1: nothing
};

/// The two products of which every convolution here consists, for one width of vectors. No state, so any
/// number of threads may use them; sums are taken in the same order on every call.
struct Tiles {
  int64_t panel;  ///< columns that lie side by side in a packed matrix
  const char* name;

  /// to[i][c] = ending(Σₖ patchᵢ[k] · matrix[k][c]) for `count` patches that begin at from[i].
  /// `matrix` is packed: panels one after the other, each [patch.size(), panel], the last filled with zeros.
  void (*multiply)(const float* const* from, float* const* to, int64_t count, const Patch& patch,
                   const float* matrix, int64_t columns, const Ending& ending);

  /// sums[o][k] += Σᵢ gradient[i][o] · patchᵢ[k]; gradient [count, out], sums [out, patch.size()]. Reads up
  /// to `panel` floats behind the end of a patch.
  void (*add_outer)(const float* const* from, const float* gradient, int64_t count, const Patch& patch,
                    int64_t out, float* sums);
};

/// Floats that must lie readable behind the last patch that `add_outer` is given, whichever the width.
constexpr int64_t slack = 32;

/// Those for the widest vectors that this processor has, at most what ATEN_CPU_CAPABILITY (LibTorch's own
/// variable: default, avx2) allows.
[[nodiscard]] const Tiles& tiles();

extern const Tiles plain_tiles;
#ifdef GANSCOPE_X86_TILES
extern const Tiles avx2_tiles, avx512_tiles;
#endif

}  // namespace ganscope::networks::kernels
