#pragma once
#include "core/sound/wave.h"

namespace ganscope::sound {

/// The same sound with `rate` samples a second: a windowed sinc (Kaiser, β 9, 24 zeros a side) that lets
/// through nine tenths of what the lower of both rates can carry, so that nothing is mirrored into hearing.
[[nodiscard]] Wave resampled(const Wave& wave, int rate);

}  // namespace ganscope::sound
