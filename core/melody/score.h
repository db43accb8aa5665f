#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ganscope::melody {

// A melody is a line of 36 words out of 26: four bars of eight eighths for the voice, then a chord a bar.
constexpr int bars = 4, eighths_a_bar = 8;
constexpr int voice_places = bars * eighths_a_bar;  ///< 32: what the voice does in each eighth
constexpr int places = voice_places + bars;         ///< 36: and the four chords
constexpr int pitches = 24;                         ///< words 0 to 23: semitones above C4
constexpr int hold_word = 24, rest_word = 25;       ///< the voice goes on; the voice is silent
constexpr int words = 26;
constexpr int lowest_key = 60;  ///< the MIDI number of word 0
constexpr int octave = 12;      ///< semitones

/// The words of one melody. As a chord a word 0 to 11 is the major triad on that root (0: C), 12 to 23 the
/// minor one; others are no chord.
using Line = std::array<uint8_t, places>;

/// A note of the voice. Times are in eighths from the beginning.
struct Note {
  int begin = 0, length = 1;
  int pitch = 0;  ///< 0 to 23, semitones above C4
  bool operator==(const Note&) const = default;
};

/// A triad.
struct Chord {
  int root = 0;  ///< 0 to 11, semitones above C
  bool minor = false;
  bool operator==(const Chord&) const = default;
  /// Whether a pitch, in any octave, is one of its three tones.
  [[nodiscard]] bool has(int pitch) const;
};

/// What a line of words says.
struct Score {
  std::vector<Note> notes;  ///< in the order of time; they do not overlap
  std::array<std::optional<Chord>, bars> chords;
  /// The note that sounds in an eighth; null: silence.
  [[nodiscard]] const Note* sounding(int eighth) const;
};

/// Reads `line` [36]. A hold with nothing to hold is silence.
[[nodiscard]] Score score_of(std::span<const uint8_t> line);

/// Melodies from one-hot rows, as data sets and generators have them: `values` [count, 36, 26], the largest
/// byte of each row (the first of several) is its word.
[[nodiscard]] std::vector<Line> lines_of(std::span<const uint8_t> values);

/// The word of a chord.
[[nodiscard]] uint8_t word_of(const Chord& chord);

/// "C4", "F#5"
[[nodiscard]] std::string pitch_name(int pitch);
/// "C", "F#", "Am"
[[nodiscard]] std::string chord_name(const Chord& chord);
/// "D major"
[[nodiscard]] std::string key_name(int tonic);

/// The names of the 26 words: "C4" to "B5", "-" (hold), "." (rest).
[[nodiscard]] const std::vector<std::string>& word_names();
/// A line as words separated by spaces, its chords by their own names behind a bar: "C4 - E4 … | C F G C". A
/// word that is no chord is "?" there.
[[nodiscard]] std::string text_of(std::span<const uint8_t> line);

}  // namespace ganscope::melody
