#include "core/melody/midi.h"

#include <gtest/gtest.h>
#include <smf.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <map>

#include "core/melody/compose.h"

namespace ganscope::melody {
namespace {

Line melody_of(uint64_t seed) {
  Random random(seed);
  return compose(random);
}

struct Heard {
  int begin = 0, length = 0, key = 0;  ///< pulses
  bool operator==(const Heard&) const = default;
  auto operator<=>(const Heard&) const = default;
};

struct FromFile {
  std::map<int, std::vector<Heard>> tracks;  ///< in the order of their ends
  int tempo_us = 0, tracks_in_file = 0, format = 0;
};

/// Reads a file by libsmf's own reader.
FromFile read_back(std::span<const uint8_t> bytes) {
  FromFile found;
  smf_t* smf = smf_load_from_memory(bytes.data(), static_cast<int>(bytes.size()));
  EXPECT_NE(smf, nullptr);
  if (!smf) return found;
  found.tracks_in_file = smf->number_of_tracks;
  found.format = smf->format;
  std::map<std::pair<int, int>, int> begun;
  while (smf_event_t* event = smf_get_next_event(smf)) {
    const unsigned char* b = event->midi_buffer;
    if (b[0] == 0xFF && b[1] == 0x51) found.tempo_us = b[3] << 16 | b[4] << 8 | b[5];
    if ((b[0] & 0xF0) == 0x90) begun[{event->track_number, b[1]}] = event->time_pulses;
    if ((b[0] & 0xF0) == 0x80) {
      const int begin = begun.at({event->track_number, b[1]});
      found.tracks[event->track_number].push_back({begin, event->time_pulses - begin, b[1]});
    }
  }
  smf_delete(smf);
  return found;
}

TEST(Midi, AMelodyIsReadBackAsAVoiceAndItsChords) {
  const Line line = melody_of(3);
  const auto bytes = encode_midi(std::vector<Line>{line}, 120, "a.mid");
  ASSERT_TRUE(bytes) << bytes.error().what;
  const FromFile file = read_back(*bytes);
  EXPECT_EQ(file.format, 1);
  EXPECT_EQ(file.tracks_in_file, 2);
  EXPECT_EQ(file.tempo_us, 500000);
  std::vector<Heard> voice, chords;
  const Score score = score_of(line);
  for (const Note& note : score.notes)
    voice.push_back({note.begin * 240, note.length * 240, 60 + note.pitch});
  for (int bar = 0; bar < bars; ++bar) {
    const Chord chord = *score.chords[static_cast<size_t>(bar)];
    for (const int above : {0, chord.minor ? 3 : 4, 7})
      chords.push_back({bar * 1920, 1920, 48 + chord.root + above});
  }
  EXPECT_EQ(file.tracks.at(1), voice);
  EXPECT_EQ(file.tracks.at(2), chords);
}

TEST(Midi, MelodiesFollowEachOtherAfterABarOfSilence) {
  const std::vector<Line> lines{melody_of(1), melody_of(2)};
  const FromFile file = read_back(*encode_midi(lines, usual_tempo, "b.mid"));
  const auto first = score_of(lines[0]).notes.size();
  const Note second = score_of(lines[1]).notes[0];
  EXPECT_EQ(file.tracks.at(1)[first], (Heard{40 * 240, second.length * 240, 60 + second.pitch}));
  EXPECT_EQ(file.tempo_us, 535714);  // 112 quarters a minute
}

TEST(Midi, SilenceWithoutChordsIsAFileToo) {
  Line line;
  line.fill(rest_word);
  const auto bytes = encode_midi(std::vector<Line>{line}, usual_tempo, "c.mid");
  ASSERT_TRUE(bytes);
  EXPECT_TRUE(read_back(*bytes).tracks.empty());
}

TEST(Midi, AnotherProgramKnowsTheFile) {
  const auto file = std::filesystem::temp_directory_path() / ("known-" + std::to_string(getpid()) + ".mid");
  ASSERT_TRUE(write_midi(file, std::vector<Line>{melody_of(5)}));
  if (FILE* pipe = popen(("file -b " + file.string() + " 2>/dev/null").c_str(), "r")) {
    char words_of_file[200] = "";
    const bool said = fgets(words_of_file, sizeof words_of_file, pipe) != nullptr;
    if (pclose(pipe) == 0 && said) {
      EXPECT_EQ(std::string(words_of_file), "Standard MIDI data (format 1) using 2 tracks at 1/480\n");
    }
  }
  std::filesystem::remove(file);
}

TEST(Midi, AFolderThatIsNotThereIsSaid) {
  const auto written = write_midi("/nowhere/at/all.mid", std::vector<Line>{melody_of(5)});
  ASSERT_FALSE(written);
  EXPECT_NE(written.error().where.find("/nowhere"), std::string::npos);
  EXPECT_FALSE(written.error().hint.empty());
}

}  // namespace
}  // namespace ganscope::melody
