#include "core/networks/kernels/loops.h"

namespace ganscope::networks::kernels {

const Tiles avx512_tiles = {Loops<16>::panel, "avx512", Loops<16>::multiply, Loops<16>::add_outer};

}  // namespace ganscope::networks::kernels
