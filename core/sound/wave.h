#pragma once
#include <cstddef>
#include <vector>

namespace ganscope::sound {

constexpr int usual_rate = 8000;        ///< samples a second of everything that is learned
constexpr size_t sound_samples = 4096;  ///< of every sound that is learned: .512 s

/// Sound on one channel.
struct Wave {
  int rate = usual_rate;            ///< samples a second
  std::vector<float> samples = {};  ///< in [−1, 1]; what is beyond is cut off where it is played or written

  [[nodiscard]] double seconds() const { return rate > 0 ? static_cast<double>(samples.size()) / rate : 0; }
};

}  // namespace ganscope::sound
