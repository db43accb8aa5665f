#include "core/sound/drum_machine.h"

#include <algorithm>
#include <cmath>

#include "core/sound/resample.h"

namespace ganscope::sound {

double step_seconds(double tempo) { return 60.0 / std::clamp(tempo, slowest_tempo, fastest_tempo) / 4; }

Wave mixed(const std::vector<DrumRow>& rows, double tempo) {
  const double step = step_seconds(tempo) * usual_rate;
  Wave bar{usual_rate, std::vector<float>(static_cast<size_t>(std::lround(step * drum_steps)), 0.0F)};
  for (const DrumRow& row : rows) {
    const Wave sound = resampled(row.sound, usual_rate);
    for (int s = 0; s < drum_steps; ++s) {
      if (!row.on[static_cast<size_t>(s)]) continue;
      auto at = static_cast<size_t>(std::lround(step * s)) % bar.samples.size();
      for (const float sample : sound.samples) {
        bar.samples[at] += row.gain * sample;
        if (++at == bar.samples.size()) at = 0;
      }
    }
  }
  float peak = 1;
  for (const float sample : bar.samples) peak = std::max(peak, std::abs(sample));
  for (float& sample : bar.samples) sample /= peak;
  return bar;
}

}  // namespace ganscope::sound
