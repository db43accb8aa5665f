#include "core/sound/spectrogram.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>

#include "core/base/check.h"
#include "core/base/random.h"
#include "core/sound/fourier.h"

namespace ganscope::sound {
namespace {

constexpr size_t window_samples = 256, hop = 128, fine_hop = 64, spectrum_bins = window_samples / 2 + 1;
constexpr size_t fine_frames = sound_samples / fine_hop + 1;  // the last is centred on the end
constexpr int narrow_bands = 11;
constexpr double loudest_db = 30, range_db = 70;
constexpr float momentum = 0.9F;
constexpr uint64_t phase_seed = 20250118;

using Spectrum = std::vector<std::complex<float>>;  // [frame, bin]

/// The first bin of every band, from the lowest, and the end of the last.
const std::array<size_t, bands + 1>& first_bins() {
  static const auto firsts = [] {
    std::array<size_t, bands + 1> made{};
    constexpr double first_wide = narrow_bands + 1, end = spectrum_bins;
    for (int b = 0; b <= bands; ++b) {
      const double share = static_cast<double>(b - narrow_bands) / (bands - narrow_bands);
      made[static_cast<size_t>(b)] =
          b < narrow_bands ? static_cast<size_t>(b) + 1
                           : static_cast<size_t>(std::lround(first_wide * std::pow(end / first_wide, share)));
    }
    return made;
  }();
  return firsts;
}

const std::vector<float>& hann() {
  static const auto window = [] {
    std::vector<float> made(window_samples);
    for (size_t i = 0; i < window_samples; ++i)
      made[i] = static_cast<float>(
          0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(i) / window_samples));
    return made;
  }();
  return window;
}

const Fourier& window_fourier() {
  static const Fourier fourier(window_samples);
  return fourier;
}

/// Windows of `samples` centred on every `step` of them, transformed.
void analyse(std::span<const float> samples, size_t step, size_t count, Spectrum& out) {
  out.resize(count * spectrum_bins);
  std::vector<float> piece(window_samples);
  for (size_t f = 0; f < count; ++f) {
    for (size_t i = 0; i < window_samples; ++i) {
      const size_t at = f * step + i;  // of the sound with half a window of silence before it
      const bool inside = at >= window_samples / 2 && at - window_samples / 2 < samples.size();
      piece[i] = inside ? samples[at - window_samples / 2] * hann()[i] : 0.0F;
    }
    window_fourier().forward(piece, std::span(out).subspan(f * spectrum_bins, spectrum_bins));
  }
}

/// The sound whose windows are nearest to `spectrum` (least squares; Griffin, Lim 1984).
void synthesise(const Spectrum& spectrum, std::vector<float>& samples) {
  samples.assign(sound_samples, 0.0F);
  std::vector<float> weight(sound_samples, 1e-6F), piece(window_samples);
  for (size_t f = 0; f < fine_frames; ++f) {
    window_fourier().backward(std::span(spectrum).subspan(f * spectrum_bins, spectrum_bins), piece);
    for (size_t i = 0; i < window_samples; ++i) {
      const size_t at = f * fine_hop + i;
      if (at < window_samples / 2 || at - window_samples / 2 >= sound_samples) continue;
      const float w = hann()[i];
      samples[at - window_samples / 2] += piece[i] * w / static_cast<float>(window_samples);
      weight[at - window_samples / 2] += w * w;
    }
  }
  for (size_t i = 0; i < sound_samples; ++i) samples[i] /= weight[i];
}

/// How large every bin shall be, [fine_frames, bins]; what is at the floor is silent.
std::vector<float> magnitudes_of(std::span<const uint8_t> image) {
  std::vector<float> magnitudes(fine_frames * spectrum_bins, 0.0F);
  for (int b = 0; b < bands; ++b) {
    const uint8_t* row = image.data() + (bands - 1 - b) * frames;
    for (size_t f = 0; f < fine_frames; ++f) {
      const size_t before = std::min<size_t>(f / 2, frames - 1),
                   after = std::min<size_t>((f + 1) / 2, frames - 1);
      const double level = 0.5 * (row[before] + row[after]) / 255;
      if (level <= 0) continue;
      const double db = level * range_db - range_db + loudest_db;
      const auto size = static_cast<float>(std::pow(10.0, db / 20));
      for (size_t bin = first_bins()[static_cast<size_t>(b)]; bin < first_bins()[static_cast<size_t>(b) + 1];
           ++bin)
        magnitudes[f * spectrum_bins + bin] = size;
    }
  }
  return magnitudes;
}

/// `phased` with the sizes of `magnitudes`.
void impose(const std::vector<float>& magnitudes, const Spectrum& phased, Spectrum& out) {
  for (size_t i = 0; i < out.size(); ++i) {
    const float size = std::abs(phased[i]);
    out[i] = size > 1e-9F ? phased[i] * (magnitudes[i] / size) : std::complex<float>(magnitudes[i], 0);
  }
}

}  // namespace

std::vector<uint8_t> spectrogram(std::span<const float> samples) {
  GANSCOPE_CHECK(samples.size() == sound_samples, "spectrogram: sound_samples samples");
  Spectrum spectrum;
  analyse(samples, hop, frames, spectrum);
  std::vector<uint8_t> image(bands * frames);
  for (int b = 0; b < bands; ++b) {
    const size_t first = first_bins()[static_cast<size_t>(b)], end = first_bins()[static_cast<size_t>(b) + 1];
    for (size_t f = 0; f < frames; ++f) {
      double power = 0;
      for (size_t bin = first; bin < end; ++bin)
        power += static_cast<double>(std::norm(spectrum[f * spectrum_bins + bin]));
      const double db = 10 * std::log10(power / static_cast<double>(end - first) + 1e-12);
      const double level = std::clamp((db - loudest_db + range_db) / range_db, 0.0, 1.0);
      image[static_cast<size_t>(bands - 1 - b) * frames + f] = static_cast<uint8_t>(std::lround(255 * level));
    }
  }
  return image;
}

Wave sounded(std::span<const uint8_t> image, int iterations) {
  GANSCOPE_CHECK(image.size() == static_cast<size_t>(bands * frames), "sounded: bands × frames");
  const std::vector<float> magnitudes = magnitudes_of(image);
  Random random(phase_seed);
  Spectrum target(magnitudes.size()), consistent, before(magnitudes.size()), ahead(magnitudes.size());
  for (auto& value : ahead)
    value = std::polar(1.0F, static_cast<float>(random.uniform(0, 2 * std::numbers::pi)));
  Wave wave{usual_rate, {}};
  for (int i = 0; i < iterations; ++i) {
    impose(magnitudes, ahead, target);
    synthesise(target, wave.samples);
    analyse(wave.samples, fine_hop, fine_frames, consistent);
    const float pull = i > 0 ? momentum : 0.0F;
    for (size_t k = 0; k < ahead.size(); ++k) ahead[k] = consistent[k] + pull * (consistent[k] - before[k]);
    before.swap(consistent);
  }
  impose(magnitudes, ahead, target);
  synthesise(target, wave.samples);
  return wave;
}

SeenSound seen_in(std::span<const uint8_t> image) {
  GANSCOPE_CHECK(image.size() == static_cast<size_t>(bands * frames), "seen_in: bands × frames");
  constexpr double passed = 0.99;
  std::array<double, frames> energy{};
  double total = 0, weighted = 0;
  for (int row = 0; row < bands; ++row) {
    const BandEdges edges = band_edges(row);
    const auto band = static_cast<size_t>(bands - 1 - row);
    const auto bins = static_cast<double>(first_bins()[band + 1] - first_bins()[band]);
    for (size_t f = 0; f < frames; ++f) {
      const uint8_t level = image[static_cast<size_t>(row) * frames + f];
      if (level == 0) continue;
      const double power = bins * std::pow(10.0, (level / 255.0 - 1) * range_db / 10);
      energy[f] += power;
      total += power;
      weighted += power * 0.5 * (edges.low_hz + edges.high_hz);
    }
  }
  if (!(total > 0)) return {};
  double sum = 0;
  SeenSound seen{weighted / total, 0};
  for (size_t f = 0; f < frames; ++f) {
    const double left = passed * total - sum;
    sum += energy[f];
    if (sum < passed * total) continue;
    // Within the frame: as if its energy came evenly.
    seen.decay_s = (static_cast<double>(f) + left / energy[f]) * static_cast<double>(hop) / usual_rate;
    break;
  }
  return seen;
}

BandEdges band_edges(int row) {
  const auto band = static_cast<size_t>(bands - 1 - row);
  constexpr double bin_hz = static_cast<double>(usual_rate) / window_samples;
  return {(static_cast<double>(first_bins()[band]) - 0.5) * bin_hz,
          std::min((static_cast<double>(first_bins()[band + 1]) - 0.5) * bin_hz, usual_rate / 2.0)};
}

}  // namespace ganscope::sound
