#pragma once
#include "core/api/ask.h"

namespace ganscope::testing {

/// Fills in what the tool "plane" says of a small GAN on the ring of eight, halfway through: the tool itself,
/// on a G and a D that are formulas. Always the same for the same ask.
void answer_as_plane(const api::Ask& ask, int latent_dim, api::Answer& answer);

}  // namespace ganscope::testing
