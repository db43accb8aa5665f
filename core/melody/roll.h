#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/melody/rules.h"

namespace ganscope::melody {

/// A melody as a piano roll: time from left to right, the lowest pitch at the bottom, the names of the chords
/// beneath. `broken` has a bit for each rule (rules.h) that is broken there.
struct Roll {
  struct Bar {
    int begin = 0, length = 1;  ///< eighths
    int pitch = 0;
    uint8_t broken = 0;
  };
  struct Name {
    std::string text;  ///< of the chord; "?" where there is none
    uint8_t broken = 0;
  };
  std::vector<Bar> notes;
  std::array<Name, bars> chords;
  std::vector<int> rhythm;  ///< eighths of the third bar in which it does something else than the first
  int tonic = 0;            ///< of the key
  Findings findings;
};

[[nodiscard]] Roll roll_of(std::span<const uint8_t> line);

/// The rules of a set of bits, in words that people read: "Cadence, No leap over a fifth"; English titles
/// passed through `tr`.
template <class Translate>
[[nodiscard]] std::string rules_of(uint8_t broken, Translate tr) {
  std::string text;
  for (size_t rule = 0; rule < rule_count; ++rule) {
    if (((broken >> rule) & 1U) == 0) continue;
    if (!text.empty()) text += ", ";
    text += tr(title_of(static_cast<Rule>(rule)));
  }
  return text;
}

/// A rectangle, from the left and from the top.
struct Box {
  float left = 0, top = 0, right = 0, bottom = 0;
};

/// Where the parts of a roll lie in a rectangle of `width` × `height`, whose lowest `names` are the chords'.
class RollLayout {
 public:
  RollLayout(float width, float height, float names)
      : eighth_(width / voice_places),
        row_((height - names) / pitches),
        bottom_(height - names),
        height_(height) {}
  [[nodiscard]] float eighth() const { return eighth_; }  ///< width of an eighth
  [[nodiscard]] float row() const { return row_; }        ///< height of a semitone
  [[nodiscard]] float bottom() const { return bottom_; }  ///< where the names begin
  [[nodiscard]] float x(double eighth) const { return static_cast<float>(eighth) * eighth_; }
  [[nodiscard]] Box note(const Roll::Bar& note) const {
    return {x(note.begin), y(note.pitch), x(note.begin + note.length), y(note.pitch) + row_};
  }
  /// The whole row of a pitch.
  [[nodiscard]] Box row(int pitch) const { return {0, y(pitch), x(voice_places), y(pitch) + row_}; }
  /// Where the name of a bar's chord stands.
  [[nodiscard]] Box chord(int bar) const {
    return {x(bar * eighths_a_bar), bottom_, x((bar + 1) * eighths_a_bar), height_};
  }

 private:
  [[nodiscard]] float y(int pitch) const { return static_cast<float>(pitches - 1 - pitch) * row_; }
  float eighth_, row_, bottom_, height_;
};

}  // namespace ganscope::melody
