#pragma once
#include <array>
#include <string_view>

#include "core/base/random.h"
#include "core/sound/wave.h"

namespace ganscope::sound {

/// The kinds of sounds that the program makes itself, in the order of their labels.
enum class Kind { kick, snare, hat, clap, tom, bell };
constexpr std::array<std::string_view, 6> kind_names{"kick", "snare", "hat", "clap", "tom", "bell"};

/// One stroke, `sound_samples` at `usual_rate`, every parameter drawn at random:
/// kick: a sine that falls from 110–220 to 38–62 Hz, and a click; snare: two tones and noise above 1 kHz;
/// hat: noise above 2.4 kHz, closed or open; clap: three or four bursts of noise of .7–2.4 kHz, the last with
/// a tail; tom: a sine of 90–260 Hz that begins a little higher; bell: tones at 480–620 Hz and 1.48 times
/// that. The peak is .5–.95, the last 10 ms fade to nothing.
[[nodiscard]] Wave struck(Kind kind, Random& random);

}  // namespace ganscope::sound
