#include "core/melody/synthesiser.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "core/base/check.h"

namespace ganscope::melody {
namespace {

/// How a tone sounds: partial k has the loudness 1 / k^slope and dies away as exp(−fall·k·t).
struct Timbre {
  int partials;
  double slope, fall;  ///< fall: 1/s
  double attack_s, release_s;
  double gain;
};
constexpr Timbre struck{8, 1.4, 1.1, 0.006, 0.08, 1};
constexpr Timbre soft{4, 2.2, 0.25, 0.09, 0.35, 0.16};

double frequency(int key) { return 440 * std::exp2((key - 69) / 12.0); }

/// Adds a tone that is held from `begin_s` to `end_s` and then released.
void add_tone(sound::Wave& wave, const Timbre& timbre, int key, double begin_s, double end_s) {
  const double rate = wave.rate;
  const auto begin = static_cast<size_t>(std::lround(begin_s * rate));
  const auto end = std::min(wave.samples.size(), static_cast<size_t>((end_s + timbre.release_s) * rate));
  for (int k = 1; k <= timbre.partials; ++k) {
    const double hz = frequency(key) * k;
    if (hz > 0.45 * rate) break;
    // A phasor that turns and shrinks: no sine has to be asked for.
    const double shrink = std::exp(-timbre.fall * k / rate);
    const std::complex<double> turn = std::polar(shrink, 2 * std::numbers::pi * hz / rate);
    std::complex<double> now(timbre.gain / std::pow(k, timbre.slope), 0);
    for (size_t i = begin; i < end; ++i) {
      const double t = static_cast<double>(i - begin) / rate, left = (end_s - begin_s + timbre.release_s) - t;
      const double envelope = std::min({1.0, t / timbre.attack_s, left / timbre.release_s});
      wave.samples[i] += static_cast<float>(envelope * now.imag());
      now *= turn;
    }
  }
}

void add_line(sound::Wave& wave, const Line& line, double from_s, double eighth) {
  const Score score = score_of(line);
  for (const Note& note : score.notes)
    add_tone(wave, struck, lowest_key + note.pitch, from_s + note.begin * eighth,
             from_s + (note.begin + note.length) * eighth);
  for (int bar = 0; bar < bars; ++bar) {
    const std::optional<Chord>& chord = score.chords[static_cast<size_t>(bar)];
    if (!chord) continue;
    for (const int above : {0, chord->minor ? 3 : 4, 7})
      add_tone(wave, soft, lowest_chord_key + chord->root + above, from_s + bar * eighths_a_bar * eighth,
               from_s + (bar + 1) * eighths_a_bar * eighth);
  }
}

}  // namespace

sound::Wave play(std::span<const Line> lines, double tempo) {
  GANSCOPE_CHECK(tempo >= slowest_tempo && tempo <= quickest_tempo, "a tempo between 20 and 400");
  const double eighth = eighth_s(tempo), whole = voice_places * eighth, between = eighths_between * eighth;
  const auto count = static_cast<double>(lines.size());
  const double seconds = lines.empty() ? 0 : count * whole + (count - 1) * between + fade_s;
  sound::Wave wave{play_rate, std::vector<float>(static_cast<size_t>(seconds * play_rate))};
  for (size_t i = 0; i < lines.size(); ++i)
    add_line(wave, lines[i], static_cast<double>(i) * (whole + between), eighth);
  float peak = 0;
  for (const float sample : wave.samples) peak = std::max(peak, std::abs(sample));
  if (peak > 0)
    for (float& sample : wave.samples) sample *= loudest / peak;
  return wave;
}

}  // namespace ganscope::melody
