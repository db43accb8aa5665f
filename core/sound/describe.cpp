#include "core/sound/describe.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <memory>
#include <vector>

#include "core/sound/fourier.h"

namespace ganscope::sound {
namespace {

constexpr double passed = 0.99;    // of the energy: −20 dB are left
constexpr double standing = 0.25;  // of the power, within 60 Hz of the strongest frequency

struct PowerSpectrum {
  std::vector<double> power;
  double bin_hz = 1, total = 0;
};

PowerSpectrum power_spectrum(const Wave& wave) {
  static const Fourier usual(sound_samples);
  const size_t size = std::max<size_t>(2, wave.samples.size() + wave.samples.size() % 2);
  std::unique_ptr<Fourier> own;
  if (size != sound_samples) own = std::make_unique<Fourier>(size);
  const Fourier& fourier = own ? *own : usual;
  std::vector<float> values(wave.samples);
  values.resize(size);
  std::vector<std::complex<float>> spectrum(fourier.bins());
  fourier.forward(values, spectrum);
  PowerSpectrum result;
  result.bin_hz = static_cast<double>(wave.rate) / static_cast<double>(size);
  for (const auto& value : spectrum) result.power.push_back(static_cast<double>(std::norm(value)));
  for (const double power : result.power) result.total += power;
  return result;
}

double share_of(const PowerSpectrum& spectrum, double low_hz, double high_hz) {
  double sum = 0;
  for (size_t i = 0; i < spectrum.power.size(); ++i) {
    const double hz = static_cast<double>(i) * spectrum.bin_hz;
    if (hz >= low_hz && hz < high_hz) sum += spectrum.power[i];
  }
  return spectrum.total > 0 ? sum / spectrum.total : 0;
}

}  // namespace

Heard heard(const Wave& wave) {
  Heard result;
  double energy = 0;
  for (const float sample : wave.samples) {
    result.peak = std::max(result.peak, static_cast<double>(std::abs(sample)));
    energy += static_cast<double>(sample) * static_cast<double>(sample);
  }
  if (!(energy > 0)) return result;
  double sum = 0;
  for (size_t i = 0; i < wave.samples.size(); ++i) {
    sum += static_cast<double>(wave.samples[i]) * static_cast<double>(wave.samples[i]);
    if (sum >= passed * energy) {
      result.decay_s = static_cast<double>(i) / wave.rate;
      break;
    }
  }
  const PowerSpectrum spectrum = power_spectrum(wave);
  if (!(spectrum.total > 0)) return result;
  size_t strongest = 1;
  for (size_t i = 1; i < spectrum.power.size(); ++i) {
    result.centroid_hz += static_cast<double>(i) * spectrum.bin_hz * spectrum.power[i] / spectrum.total;
    if (spectrum.power[i] > spectrum.power[strongest]) strongest = i;
  }
  const double hz = static_cast<double>(strongest) * spectrum.bin_hz;
  if (share_of(spectrum, hz - 30, hz + 30) >= standing) result.pitch_hz = hz;
  return result;
}

double share_between(const Wave& wave, double low_hz, double high_hz) {
  return share_of(power_spectrum(wave), low_hz, high_hz);
}

}  // namespace ganscope::sound
