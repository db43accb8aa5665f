#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/sound/wave.h"

namespace ganscope::sound {

constexpr int bands = 32;   ///< rows of a spectrogram, the highest first
constexpr int frames = 32;  ///< columns, 16 ms apart

/// How loud a sound is in each band at each time, as bytes [bands, frames]: the power of a Hann window of 256
/// samples every 128 (centred; nothing sounds before or after), meaned over the bins of a band, 70 dB of it:
/// 255 is 30 dB and more in these units (half of a full sine has it), 0 is −40 dB and less. Eleven bands are
/// one bin of 31.25 Hz each, the others wider and wider up to 4 kHz. `samples` [sound_samples] at usual_rate.
[[nodiscard]] std::vector<uint8_t> spectrogram(std::span<const float> samples);

/// A sound with about this spectrogram, [sound_samples] at usual_rate: a band's power is spread over its bins
/// and interpolated to every 64 samples; the phases are found by 30 iterations of fast Griffin-Lim
/// (Perraudin, Balazs, Søndergaard 2013; momentum .9). The same spectrogram always sounds the same.
/// Fewer `iterations` are quicker and rougher: four are enough for a picture of the wave.
[[nodiscard]] Wave sounded(std::span<const uint8_t> spectrogram, int iterations = 30);

/// What is heard of a sound, from its spectrogram alone: nearly what `heard` (describe.h) finds in the wave.
struct SeenSound {
  double centroid_hz = 0;  ///< the mean frequency of its power; 0: silent
  double decay_s = 0;      ///< after which all but 1 % of its energy has passed
};
[[nodiscard]] SeenSound seen_in(std::span<const uint8_t> spectrogram);

/// The lower and upper edge of a band's row (0 is the highest), Hz.
struct BandEdges {
  double low_hz, high_hz;
};
[[nodiscard]] BandEdges band_edges(int row);

}  // namespace ganscope::sound
