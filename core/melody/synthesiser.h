#pragma once
#include <span>

#include "core/melody/midi.h"
#include "core/melody/score.h"
#include "core/sound/wave.h"

namespace ganscope::melody {

constexpr int play_rate = 22050;  ///< samples a second
constexpr double fade_s = 0.6;    ///< that the last tones need to die away
constexpr float loudest = 0.8F;   ///< peak of what is played

/// Seconds of an eighth at `tempo` quarters a minute.
[[nodiscard]] constexpr double eighth_s(double tempo) { return 30 / tempo; }

/// Melodies one after the other, a bar of silence between them, as sound: the voice a struck string (eight
/// partials that die away, the higher the sooner), the chords soft below it. Takes about 10 ms a melody. What
/// is all silence gives silence of the same length.
[[nodiscard]] sound::Wave play(std::span<const Line> lines, double tempo = usual_tempo);

}  // namespace ganscope::melody
