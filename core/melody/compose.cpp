#include "core/melody/compose.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "core/melody/rules.h"

namespace ganscope::melody {
namespace {

constexpr std::array<int, 4> keys{0, 2, 5, 7};  ///< C, D, F, G

struct Degree {
  int above;  ///< the tonic, semitones
  bool minor;
};
constexpr Degree one{0, false}, two{2, true}, four{5, false}, five{7, false}, six{9, true};
constexpr std::array<std::array<Degree, bars>, 6> progressions{{{one, four, five, one},
                                                                {one, six, five, one},
                                                                {one, two, five, one},
                                                                {six, four, five, one},
                                                                {six, two, five, one},
                                                                {four, one, five, one}}};

/// x a note begins, - it goes on, . silence. A note begins on every strong beat.
constexpr std::array<std::string_view, 8> rhythms{"x-x-x-x-", "x---x---", "x-x-x---", "x-x.x-x-",
                                                  "xxx-x-x-", "x-xxx---", "x--xx---", "x-x-x-xx"};
constexpr std::string_view last_half = "x---";
constexpr int by_third = 4, by_fifth = 7;  ///< semitones
constexpr double wide = 0.25;              ///< of the leaps may be as wide as a fifth, the others as a third

template <class T, size_t N>
const T& one_of(const std::array<T, N>& items, Random& random) {
  return items[random.below(N)];
}

/// The next tone of the scale above or below; −1 beyond the voice's range.
int step_from(int pitch, int direction, int tonic) {
  do pitch += direction;
  while (pitch >= 0 && pitch < pitches && !in_scale(pitch, tonic));
  return pitch < pitches ? pitch : -1;
}

/// A pitch at most `reach` semitones from `from` that `fits`, all equally likely; −1: there is none.
template <class Fits>
int leap_to(int from, int reach, Random& random, Fits fits) {
  std::vector<int> possible;
  for (int pitch = std::max(from - reach, 0); pitch <= std::min(from + reach, pitches - 1); ++pitch)
    if (fits(pitch)) possible.push_back(pitch);
  return possible.empty() ? -1 : possible[random.below(possible.size())];
}

int next_pitch(int from, int eighth, const Chord& chord, int tonic, Random& random) {
  if (eighth == voice_places - static_cast<int>(last_half.size()))
    return leap_to(from, by_fifth, random, [&](int pitch) { return pitch % octave == tonic; });
  if (eighth % 4 == 0) {
    const auto fits = [&](int pitch) { return chord.has(pitch); };
    const int near = random.chance(wide) ? -1 : leap_to(from, by_third, random, fits);
    return near >= 0 ? near : leap_to(from, by_fifth, random, fits);
  }
  const int direction = random.chance(0.5) ? 1 : -1;
  const int there = step_from(from, direction, tonic);
  return there >= 0 ? there : step_from(from, -direction, tonic);
}

}  // namespace

Line compose(Random& random) {
  const int tonic = one_of(keys, random);
  const auto& progression = one_of(progressions, random);
  const std::string_view first = one_of(rhythms, random), second = one_of(rhythms, random);
  const std::string_view last = one_of(rhythms, random).substr(0, eighths_a_bar - last_half.size());
  std::string rhythm;
  for (const std::string_view part : {first, second, first, last, last_half}) rhythm += part;

  std::array<Chord, bars> chords;
  Line line{};
  for (size_t bar = 0; bar < bars; ++bar) {
    chords[bar] = {(tonic + progression[bar].above) % octave, progression[bar].minor};
    line[voice_places + bar] = word_of(chords[bar]);
  }
  // From a high note no tonic may be within reach at the end: then the voice begins anew.
  for (;;) {
    int pitch = 5 + static_cast<int>(random.below(octave));  // about the middle of the range
    for (int eighth = 0; eighth < voice_places && pitch >= 0; ++eighth) {
      const auto at = static_cast<size_t>(eighth);
      if (rhythm[at] == 'x') pitch = next_pitch(pitch, eighth, chords[at / eighths_a_bar], tonic, random);
      line[at] = static_cast<uint8_t>(rhythm[at] == 'x'   ? std::max(pitch, 0)
                                      : rhythm[at] == '-' ? hold_word
                                                          : rest_word);
    }
    if (pitch >= 0) return line;
  }
}

}  // namespace ganscope::melody
