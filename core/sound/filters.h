#pragma once
#include <span>

namespace ganscope::sound {

// Butterworth filters of the fourth order (24 dB an octave): two biquads of Bristow-Johnson's cookbook
// (1998), one after the other. `samples` are changed in place; `edge_hz` lies between 0 and half of `rate`.

void high_pass(std::span<float> samples, int rate, double edge_hz);
void low_pass(std::span<float> samples, int rate, double edge_hz);

}  // namespace ganscope::sound
