#pragma once
#include <span>

#include "core/sound/wave.h"

namespace ganscope::sound {

/// What is heard of a sound, as numbers.
struct Heard {
  double centroid_hz = 0;  ///< the mean frequency of its power; 0: silent
  double decay_s = 0;      ///< from when all but 1 % of its energy has passed
  double pitch_hz = 0;     ///< the strongest frequency; 0 where none stands out, as in noise
  double peak = 0;         ///< largest absolute sample
};

[[nodiscard]] Heard heard(const Wave& wave);

/// The share of a sound's power between two frequencies.
[[nodiscard]] double share_between(const Wave& wave, double low_hz, double high_hz);

}  // namespace ganscope::sound
