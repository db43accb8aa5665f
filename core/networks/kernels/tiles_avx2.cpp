#include "core/networks/kernels/loops.h"

namespace ganscope::networks::kernels {

const Tiles avx2_tiles = {Loops<8>::panel, "avx2", Loops<8>::multiply, Loops<8>::add_outer};

}  // namespace ganscope::networks::kernels
