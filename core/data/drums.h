#pragma once
#include <cstdint>
#include <vector>

namespace ganscope::data {

/// A drum of the program's own, with its kind: number `index` of those of `seed`.
struct Drum {
  uint8_t kind = 0;            ///< index into sound::kind_names
  std::vector<float> samples;  ///< [sound::sound_samples] at sound::usual_rate
};
[[nodiscard]] Drum drum_of(uint64_t seed, int64_t index);

}  // namespace ganscope::data
