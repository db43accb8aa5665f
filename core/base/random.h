#pragma once
#include <array>
#include <cstdint>
#include <span>

namespace ganscope {

/// A small random generator (xoshiro256**, Blackman & Vigna 2018) with the same numbers on every platform.
/// One per thread, seeded from the experiment; its whole state is five words, so that a checkpoint can carry
/// it.
class Random {
 public:
  struct State {
    std::array<uint64_t, 4> words{};
    double spare = 0;  ///< second half of the last Box–Muller pair
    bool has_spare = false;
    bool operator==(const State&) const = default;
  };

  explicit Random(uint64_t seed = 0);

  uint64_t next();             ///< 64 random bits
  uint64_t below(uint64_t n);  ///< uniform in [0, n), without bias; n > 0
  double uniform();            ///< uniform in [0, 1)
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  double normal();  ///< standard normal
  bool chance(double probability) { return uniform() < probability; }
  void fill_normal(std::span<float> values);  ///< independent standard normals

  [[nodiscard]] const State& state() const { return state_; }
  void set_state(const State& state) { state_ = state; }

 private:
  State state_;
};

/// A seed for stream number `stream` of `seed`, so that streams of one experiment do not overlap in practice.
[[nodiscard]] uint64_t mix_seed(uint64_t seed, uint64_t stream);

}  // namespace ganscope
