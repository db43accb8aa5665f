#include "core/sound/synthesiser.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/sound/filters.h"

namespace ganscope::sound {
namespace {

using Samples = std::vector<float>;

double seconds_at(size_t index) { return static_cast<double>(index) / usual_rate; }

/// Falls to 1/e in `fall_s`.
double falling(double t, double fall_s) { return std::exp(-t / fall_s); }

/// Adds a sine from `from_hz` to `to_hz`, which it nears as exp(−t / glide_s), falling as exp(−t / fall_s).
void add_tone(Samples& samples, double from_hz, double to_hz, double glide_s, double fall_s, double gain,
              double start_phase = 0) {
  double phase = start_phase;
  for (size_t i = 0; i < samples.size(); ++i) {
    const double t = seconds_at(i);
    samples[i] += static_cast<float>(gain * falling(t, fall_s) * std::sin(phase));
    phase += 2 * std::numbers::pi * (to_hz + (from_hz - to_hz) * falling(t, glide_s)) / usual_rate;
  }
}

Samples noise(Random& random) {
  Samples samples(sound_samples);
  random.fill_normal(samples);
  for (float& sample : samples) sample *= 0.4F;
  return samples;
}

Samples kick(Random& random) {
  Samples samples(sound_samples);
  const double from = random.uniform(110, 220), to = random.uniform(38, 62);
  const double glide = random.uniform(0.015, 0.05), fall = random.uniform(0.07, 0.16);
  add_tone(samples, from, to, glide, fall, 1);
  const double click = random.uniform(0.05, 0.35), click_s = random.uniform(0.001, 0.003);
  const Samples hiss = noise(random);
  for (size_t i = 0; i < samples.size(); ++i)
    samples[i] += static_cast<float>(click * falling(seconds_at(i), click_s)) * hiss[i];
  return samples;
}

Samples snare(Random& random) {
  Samples samples(sound_samples);
  const double low = random.uniform(150, 230), second = low * random.uniform(1.5, 1.9);
  const double ring = random.uniform(0.03, 0.08), body = random.uniform(0.25, 0.6);
  add_tone(samples, low * 1.2, low, 0.02, ring, body);
  add_tone(samples, second * 1.1, second, 0.02, ring * 0.8, body * 0.6);
  Samples wires = noise(random);
  high_pass(wires, usual_rate, random.uniform(1000, 1500));
  const double fall = random.uniform(0.05, 0.14);
  for (size_t i = 0; i < samples.size(); ++i)
    samples[i] += static_cast<float>(falling(seconds_at(i), fall)) * wires[i];
  return samples;
}

Samples hat(Random& random) {
  Samples samples = noise(random);
  high_pass(samples, usual_rate, random.uniform(2400, 3000));
  const bool open = random.chance(0.4);
  const double fall = open ? random.uniform(0.08, 0.2) : random.uniform(0.012, 0.05);
  for (size_t i = 0; i < samples.size(); ++i) samples[i] *= static_cast<float>(falling(seconds_at(i), fall));
  return samples;
}

Samples clap(Random& random) {
  Samples samples = noise(random);
  high_pass(samples, usual_rate, random.uniform(700, 1000));
  low_pass(samples, usual_rate, random.uniform(1700, 2400));
  const auto bursts = 3 + static_cast<int>(random.below(2));
  const double apart = random.uniform(0.008, 0.014), burst = random.uniform(0.003, 0.006);
  const double tail = random.uniform(0.04, 0.1);
  for (size_t i = 0; i < samples.size(); ++i) {
    const double t = seconds_at(i);
    const int past = std::min(static_cast<int>(t / apart), bursts - 1);
    const double since = t - past * apart;
    const bool last = past == bursts - 1;
    samples[i] *= static_cast<float>(last ? 0.5 * falling(since, burst) + 0.5 * falling(since, tail)
                                          : falling(since, burst));
  }
  return samples;
}

Samples tom(Random& random) {
  Samples samples(sound_samples);
  const double pitch = random.uniform(90, 260), fall = random.uniform(0.08, 0.22);
  add_tone(samples, pitch * random.uniform(1.05, 1.4), pitch, random.uniform(0.02, 0.06), fall, 1);
  const double second = pitch * random.uniform(1.5, 1.7);
  add_tone(samples, second, second, 0.05, fall * 0.4, random.uniform(0.05, 0.2));
  return samples;
}

Samples bell(Random& random) {
  Samples samples(sound_samples);
  const double pitch = random.uniform(480, 620), fall = random.uniform(0.06, 0.22);
  const double second = random.uniform(0.45, 0.8), edge = random.uniform(0.05, 0.2);
  for (const double partial : {1.0, 1.48}) {
    const double hz = pitch * partial, gain = partial > 1 ? second : 1;
    add_tone(samples, hz, hz, 1, fall, gain, random.uniform(0, 2 * std::numbers::pi));
    add_tone(samples, 3 * hz, 3 * hz, 1, fall * 0.5, gain * edge);  // the edge of a beaten plate
  }
  return samples;
}

Samples made(Kind kind, Random& random) {
  switch (kind) {
    case Kind::kick:
      return kick(random);
    case Kind::snare:
      return snare(random);
    case Kind::hat:
      return hat(random);
    case Kind::clap:
      return clap(random);
    case Kind::tom:
      return tom(random);
    case Kind::bell:
      return bell(random);
  }
  return Samples(sound_samples);
}

}  // namespace

Wave struck(Kind kind, Random& random) {
  constexpr size_t fade = usual_rate / 100;
  Wave wave{usual_rate, made(kind, random)};
  float peak = 1e-6F;
  for (const float sample : wave.samples) peak = std::max(peak, std::abs(sample));
  const float gain = static_cast<float>(random.uniform(0.5, 0.95)) / peak;
  for (size_t i = 0; i < wave.samples.size(); ++i) {
    const size_t left = wave.samples.size() - 1 - i;
    wave.samples[i] *= gain * std::min(1.0F, static_cast<float>(left) / static_cast<float>(fade));
  }
  return wave;
}

}  // namespace ganscope::sound
