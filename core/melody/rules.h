#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/melody/score.h"

namespace ganscope::melody {

/// What makes a line a melody. Each can be kept or broken by itself.
enum class Rule : size_t {
  scale,        ///< every note belongs to the key
  chord_tones,  ///< what sounds on the first and the third beat of a bar is a tone of the bar's chord
  chords,       ///< the chords are triads of the key
  cadence,      ///< V–I at the end, and the last note the tonic, held to the end
  motif,        ///< the third bar has the first one's rhythm
  leaps,        ///< no two notes in succession are further apart than a fifth
  count
};
constexpr size_t rule_count = static_cast<size_t>(Rule::count);
[[nodiscard]] const char* key_of(Rule rule);    ///< "chord_tones"
[[nodiscard]] const char* title_of(Rule rule);  ///< "Chord tones on strong beats"; English

/// How a line keeps one rule.
struct Kept {
  int of = 0;               ///< what the rule looks at: notes, strong beats that sound; else 1, the line
  int kept = 0;             ///< how many of them are as they should be
  std::vector<int> broken;  ///< places of the line that break it, ascending
  [[nodiscard]] bool whole() const { return broken.empty(); }
};
using Findings = std::array<Kept, rule_count>;

/// The root of the key that a melody is in: its last chord where that is major, else the major key that most
/// of its notes and chords belong to.
[[nodiscard]] int tonic_of(const Score& score);
/// Whether a pitch, in any octave, is in the major scale on `tonic`.
[[nodiscard]] bool in_scale(int pitch, int tonic);
/// Whether a chord is one of the six of a key: I, ii, iii, IV, V, vi.
[[nodiscard]] bool in_key(const Chord& chord, int tonic);

/// Looks at every rule. `line` [36].
[[nodiscard]] Findings look_at(std::span<const uint8_t> line);
[[nodiscard]] bool obeys_all(const Findings& findings);
/// Every rule but the motif.
[[nodiscard]] bool obeys_but_motif(const Findings& findings);
/// Which rules each place of the line breaks: bit number of the rule. [36]
[[nodiscard]] std::array<uint8_t, places> broken_at(const Findings& findings);

/// Findings of many lines together.
class Shares {
 public:
  void add(const Findings& findings);
  [[nodiscard]] int64_t lines() const { return lines_; }
  /// Share, 0 to 1, of what the rule looks at that is as it should be: of notes (scale), of strong beats that
  /// sound (chord tones), of lines (the others). NaN: there was nothing to look at.
  [[nodiscard]] double of(Rule rule) const;
  /// Share of lines that keep every rule, and every one but the motif.
  [[nodiscard]] double all() const { return share(all_); }
  [[nodiscard]] double but_motif() const { return share(but_motif_); }
  /// Share of lines that break a rule anywhere.
  [[nodiscard]] double broken(Rule rule) const { return share(broken_[static_cast<size_t>(rule)]); }

 private:
  [[nodiscard]] double share(int64_t count) const;
  int64_t lines_ = 0, all_ = 0, but_motif_ = 0;
  std::array<int64_t, rule_count> of_{}, kept_{}, broken_{};
};

}  // namespace ganscope::melody
