#pragma once
#include "core/networks/network.h"

namespace ganscope::networks {

/// DCGAN (Radford, Metz & Chintala 2016) for square pictures of 16, 32 or 64 pixels, 1 or 3 channels, with
/// nearest upsampling and 3×3 convolutions in place of transposed ones (Odena 2016: no checkerboards; also
/// faster on CPUs), or sub-pixel convolutions (Shi 2016).
[[nodiscard]] NetworkEntry dcgan();

}  // namespace ganscope::networks
