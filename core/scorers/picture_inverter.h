#pragma once
#include "core/train/inverter.h"

namespace ganscope::scorers {

/// Convolutions of 4×4 with stride 2 (16, 32, 64 … channels, LeakyReLU 0.2, no norm) down to four to seven
/// pixels, then one linear layer to the latent and the logits of the classes. Learns mean squared error of z,
/// and cross-entropy of the class. Always begins with the same weights. For train::InverterFactory.
[[nodiscard]] std::unique_ptr<train::Inverter> make_picture_inverter(const train::InverterShape& shape);

}  // namespace ganscope::scorers
