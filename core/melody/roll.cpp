#include "core/melody/roll.h"

#include <utility>

namespace ganscope::melody {

Roll roll_of(std::span<const uint8_t> line) {
  const Score score = score_of(line);
  Roll roll;
  roll.tonic = tonic_of(score);
  roll.findings = look_at(line);
  Findings shown = roll.findings;
  roll.rhythm = std::exchange(shown[static_cast<size_t>(Rule::motif)].broken, {});
  const std::array<uint8_t, places> marks = broken_at(shown);
  for (const Note& note : score.notes) {
    uint8_t broken = 0;  // a strong beat may lie inside of a note
    for (int eighth = note.begin; eighth < note.begin + note.length; ++eighth)
      broken = static_cast<uint8_t>(broken | marks[static_cast<size_t>(eighth)]);
    roll.notes.push_back({note.begin, note.length, note.pitch, broken});
  }
  for (size_t bar = 0; bar < bars; ++bar)
    roll.chords[bar] = {score.chords[bar] ? chord_name(*score.chords[bar]) : "?", marks[voice_places + bar]};
  return roll;
}

}  // namespace ganscope::melody
