#pragma once
#include <array>
#include <vector>

#include "core/sound/wave.h"

namespace ganscope::sound {

constexpr int drum_steps = 16;                             ///< sixteenths of one bar
constexpr double slowest_tempo = 40, fastest_tempo = 240;  ///< quarters a minute

/// One row of a drum machine.
struct DrumRow {
  Wave sound = {};
  std::array<bool, drum_steps> on = {};
  float gain = 1;
};

/// The seconds of one step.
[[nodiscard]] double step_seconds(double tempo);

/// One bar of all rows, at usual_rate, to be played round and round: what sounds past its end begins it.
/// Louder than 1 is made softer as a whole. `tempo` is brought between its bounds.
[[nodiscard]] Wave mixed(const std::vector<DrumRow>& rows, double tempo);

}  // namespace ganscope::sound
