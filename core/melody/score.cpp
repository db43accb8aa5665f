#include "core/melody/score.h"

#include <algorithm>

#include "core/base/check.h"

namespace ganscope::melody {
namespace {

// As the keys C, D, F and G write them: F has a B flat, D an F and a C sharp.
constexpr std::array<const char*, octave> tone_names{"C",  "C#", "D",  "Eb", "E",  "F",
                                                     "F#", "G",  "Ab", "A",  "Bb", "B"};

std::vector<std::string> all_word_names() {
  std::vector<std::string> names;
  for (int pitch = 0; pitch < pitches; ++pitch) names.push_back(pitch_name(pitch));
  names.emplace_back("-");
  names.emplace_back(".");
  return names;
}

}  // namespace

bool Chord::has(int pitch) const {
  const int above = (pitch - root + pitches) % octave;
  return above == 0 || above == (minor ? 3 : 4) || above == 7;
}

const Note* Score::sounding(int eighth) const {
  for (const Note& note : notes)
    if (note.begin <= eighth && eighth < note.begin + note.length) return &note;
  return nullptr;
}

Score score_of(std::span<const uint8_t> line) {
  GANSCOPE_CHECK(line.size() == places, "a melody has 36 words");
  Score score;
  bool sounds = false;
  for (int eighth = 0; eighth < voice_places; ++eighth) {
    const int word = line[static_cast<size_t>(eighth)];
    if (word < pitches) {
      score.notes.push_back({eighth, 1, word});
      sounds = true;
    } else if (word == hold_word && sounds) {
      ++score.notes.back().length;
    } else {
      sounds = false;
    }
  }
  for (int bar = 0; bar < bars; ++bar) {
    const int word = line[static_cast<size_t>(voice_places + bar)];
    if (word < pitches) score.chords[static_cast<size_t>(bar)] = Chord{word % octave, word >= octave};
  }
  return score;
}

std::vector<Line> lines_of(std::span<const uint8_t> values) {
  constexpr size_t row = words, sample = row * places;
  GANSCOPE_CHECK(values.size() % sample == 0, "melodies have 36 rows of 26 bytes");
  std::vector<Line> lines(values.size() / sample);
  for (size_t i = 0; i < lines.size(); ++i) {
    for (size_t place = 0; place < places; ++place) {
      const auto one = values.subspan(i * sample + place * row, row);
      lines[i][place] = static_cast<uint8_t>(std::ranges::max_element(one) - one.begin());
    }
  }
  return lines;
}

uint8_t word_of(const Chord& chord) { return static_cast<uint8_t>(chord.root + (chord.minor ? octave : 0)); }

std::string pitch_name(int pitch) {
  return tone_names[static_cast<size_t>(pitch % octave)] + std::to_string(4 + pitch / octave);
}

std::string chord_name(const Chord& chord) {
  return std::string(tone_names[static_cast<size_t>(chord.root)]) + (chord.minor ? "m" : "");
}

std::string key_name(int tonic) { return std::string(tone_names[static_cast<size_t>(tonic)]) + " major"; }

const std::vector<std::string>& word_names() {
  static const std::vector<std::string> names = all_word_names();
  return names;
}

std::string text_of(std::span<const uint8_t> line) {
  std::string text;
  for (int place = 0; place < voice_places; ++place)
    text += word_names()[std::min<size_t>(line[static_cast<size_t>(place)], words - 1)] + " ";
  text += "|";
  for (const std::optional<Chord>& chord : score_of(line).chords)
    text += " " + (chord ? chord_name(*chord) : std::string("?"));
  return text;
}

}  // namespace ganscope::melody
