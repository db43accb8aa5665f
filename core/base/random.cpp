#include "core/base/random.h"

#include <bit>
#include <cmath>
#include <numbers>

#include "core/base/check.h"

namespace ganscope {
namespace {

// splitmix64 (Steele, Lea & Flood 2014): turns any seed, zero included, into well mixed words.
uint64_t splitmix(uint64_t& x) {
  x += 0x9e3779b97f4a7c15ULL;
  uint64_t z = x;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

}  // namespace

Random::Random(uint64_t seed) {
  for (uint64_t& word : state_.words) word = splitmix(seed);
}

uint64_t Random::next() {
  auto& s = state_.words;
  const uint64_t result = std::rotl(s[1] * 5, 7) * 9;
  const uint64_t t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = std::rotl(s[3], 45);
  return result;
}

uint64_t Random::below(uint64_t n) {
  GANSCOPE_CHECK(n > 0, "Random::below needs a positive bound");
  const uint64_t limit = ~uint64_t{0} - ~uint64_t{0} % n;  // reject the incomplete last block
  uint64_t value = next();
  while (value >= limit) value = next();
  return value % n;
}

double Random::uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

double Random::normal() {
  if (state_.has_spare) {
    state_.has_spare = false;
    return state_.spare;
  }
  const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));  // Box–Muller
  const double angle = 2.0 * std::numbers::pi * uniform();
  state_.spare = radius * std::sin(angle);
  state_.has_spare = true;
  return radius * std::cos(angle);
}

void Random::fill_normal(std::span<float> values) {
  for (float& value : values) value = static_cast<float>(normal());
}

uint64_t mix_seed(uint64_t seed, uint64_t stream) {
  uint64_t x = seed * 0xd1342543de82ef95ULL + stream;
  splitmix(x);
  return splitmix(x);
}

}  // namespace ganscope
