#include "core/melody/rules.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace ganscope::melody {
namespace {

constexpr int strong_beat = 4;  ///< eighths from one strong beat to the next
constexpr int fifth = 7;        ///< semitones

Kept scale_kept(const Score& score, int tonic) {
  Kept kept{static_cast<int>(score.notes.size()), 0, {}};
  for (const Note& note : score.notes)
    if (!in_scale(note.pitch, tonic)) kept.broken.push_back(note.begin);
  kept.kept = kept.of - static_cast<int>(kept.broken.size());
  return kept;
}

Kept chord_tones_kept(const Score& score) {
  Kept kept;
  for (int eighth = 0; eighth < voice_places; eighth += strong_beat) {
    const Note* note = score.sounding(eighth);
    const std::optional<Chord>& chord = score.chords[static_cast<size_t>(eighth / eighths_a_bar)];
    if (!note) continue;
    ++kept.of;
    if (chord && chord->has(note->pitch))
      ++kept.kept;
    else
      kept.broken.push_back(eighth);
  }
  return kept;
}

/// A rule about the line as a whole.
Kept whole_line(std::vector<int> broken) {
  const int kept = broken.empty() ? 1 : 0;
  return {1, kept, std::move(broken)};
}

Kept chords_kept(const Score& score, int tonic) {
  std::vector<int> broken;
  for (int bar = 0; bar < bars; ++bar) {
    const std::optional<Chord>& chord = score.chords[static_cast<size_t>(bar)];
    if (!chord || !in_key(*chord, tonic)) broken.push_back(voice_places + bar);
  }
  return whole_line(std::move(broken));
}

Kept cadence_kept(const Score& score, int tonic) {
  std::vector<int> broken;
  if (score.notes.empty()) {
    broken.push_back(voice_places - 1);
  } else {
    const Note& last = score.notes.back();
    const bool held = last.length > 1 && last.begin + last.length == voice_places;
    if (!held || last.pitch % octave != tonic) broken.push_back(last.begin);
  }
  if (score.chords[bars - 2] != Chord{(tonic + fifth) % octave, false})
    broken.push_back(voice_places + bars - 2);
  if (score.chords[bars - 1] != Chord{tonic, false}) broken.push_back(voice_places + bars - 1);
  return whole_line(std::move(broken));
}

Kept motif_kept(std::span<const uint8_t> line) {
  const auto does = [&](int place) {  // begins a note, holds it, is silent
    return std::max<int>(line[static_cast<size_t>(place)], pitches - 1);
  };
  std::vector<int> broken;
  for (int eighth = 0; eighth < eighths_a_bar; ++eighth)
    if (does(eighth) != does(2 * eighths_a_bar + eighth)) broken.push_back(2 * eighths_a_bar + eighth);
  return whole_line(std::move(broken));
}

Kept leaps_kept(const Score& score) {
  std::vector<int> broken;
  for (size_t i = 1; i < score.notes.size(); ++i)
    if (std::abs(score.notes[i].pitch - score.notes[i - 1].pitch) > fifth)
      broken.push_back(score.notes[i].begin);
  return whole_line(std::move(broken));
}

}  // namespace

const char* key_of(Rule rule) {
  constexpr std::array<const char*, rule_count> keys{"scale",   "chord_tones", "chords",
                                                     "cadence", "motif",       "leaps"};
  return keys[static_cast<size_t>(rule)];
}

const char* title_of(Rule rule) {
  constexpr std::array<const char*, rule_count> titles{
      "Notes in the scale",           "Chord tones on strong beats", "Chords of the key", "Cadence",
      "Bar 3 repeats bar 1's rhythm", "No leap over a fifth"};
  return titles[static_cast<size_t>(rule)];
}

bool in_scale(int pitch, int tonic) {
  constexpr std::array<bool, octave> major{true,  false, true,  false, true,  true,
                                           false, true,  false, true,  false, true};
  return major[static_cast<size_t>((pitch - tonic + pitches) % octave)];
}

bool in_key(const Chord& chord, int tonic) {
  const int degree = (chord.root - tonic + octave) % octave;
  return chord.minor ? degree == 2 || degree == 4 || degree == 9 : degree == 0 || degree == 5 || degree == 7;
}

int tonic_of(const Score& score) {
  if (const std::optional<Chord>& last = score.chords[bars - 1]; last && !last->minor) return last->root;
  constexpr std::array<int, octave> by_use{0, 2, 5, 7, 9, 10, 4, 3, 11, 8, 1, 6};  // of equally good ones
  int best = 0, most = -1;
  for (const int tonic : by_use) {
    auto fits = static_cast<int>(
        std::ranges::count_if(score.notes, [&](const Note& note) { return in_scale(note.pitch, tonic); }));
    for (const std::optional<Chord>& chord : score.chords) fits += chord && in_key(*chord, tonic) ? 1 : 0;
    if (fits > most) {
      most = fits;
      best = tonic;
    }
  }
  return best;
}

Findings look_at(std::span<const uint8_t> line) {
  const Score score = score_of(line);
  const int tonic = tonic_of(score);
  return {scale_kept(score, tonic),   chord_tones_kept(score), chords_kept(score, tonic),
          cadence_kept(score, tonic), motif_kept(line),        leaps_kept(score)};
}

bool obeys_all(const Findings& findings) { return std::ranges::all_of(findings, &Kept::whole); }

bool obeys_but_motif(const Findings& findings) {
  for (size_t rule = 0; rule < rule_count; ++rule)
    if (rule != static_cast<size_t>(Rule::motif) && !findings[rule].whole()) return false;
  return true;
}

std::array<uint8_t, places> broken_at(const Findings& findings) {
  std::array<uint8_t, places> marks{};
  for (size_t rule = 0; rule < rule_count; ++rule)
    for (const int place : findings[rule].broken)
      marks[static_cast<size_t>(place)] =
          static_cast<uint8_t>(marks[static_cast<size_t>(place)] | (1U << rule));
  return marks;
}

void Shares::add(const Findings& findings) {
  ++lines_;
  all_ += obeys_all(findings) ? 1 : 0;
  but_motif_ += obeys_but_motif(findings) ? 1 : 0;
  for (size_t rule = 0; rule < rule_count; ++rule) {
    of_[rule] += findings[rule].of;
    kept_[rule] += findings[rule].kept;
    broken_[rule] += findings[rule].whole() ? 0 : 1;
  }
}

double Shares::of(Rule rule) const {
  const auto at = static_cast<size_t>(rule);
  return of_[at] == 0 ? std::numeric_limits<double>::quiet_NaN()
                      : static_cast<double>(kept_[at]) / static_cast<double>(of_[at]);
}

double Shares::share(int64_t count) const {
  return lines_ == 0 ? std::numeric_limits<double>::quiet_NaN()
                     : static_cast<double>(count) / static_cast<double>(lines_);
}

}  // namespace ganscope::melody
