#pragma once
#include "core/networks/network.h"

namespace ganscope::networks {

/// The residual networks of SNGAN (Miyato 2018, tables 3–5 of the appendix) for square pictures of 32 or 64
/// pixels. G: linear to 4×4, residual blocks that double the picture (batch norm, ReLU, nearest upsampling,
/// 3×3, batch norm, ReLU, 3×3), batch norm, ReLU, 3×3, tanh. D, without norms: blocks that halve the picture
/// down to 8×8 (ReLU, 3×3, ReLU, 3×3, mean of 2×2; the first begins with its convolution), two that keep it,
/// ReLU, sum over the picture. A shortcut has a 1×1 convolution where size or channels change. As in the
/// paper's CIFAR-10 networks all blocks are equally wide and D is half as wide as G. For 64 pixels here both
/// have one block more. The class enters G's first layer, not its batch norms.
[[nodiscard]] NetworkEntry resnet();

}  // namespace ganscope::networks
