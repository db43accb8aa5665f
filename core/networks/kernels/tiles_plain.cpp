#include "core/networks/kernels/loops.h"

namespace ganscope::networks::kernels {

const Tiles plain_tiles = {Loops<4>::panel, "plain", Loops<4>::multiply, Loops<4>::add_outer};

}  // namespace ganscope::networks::kernels
