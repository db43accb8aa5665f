#include "core/melody/midi.h"

#include <smf.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <memory>

#include "core/base/check.h"
#include "core/image/file_bytes.h"

namespace ganscope::melody {
namespace {

constexpr int pulses_a_quarter = 480, pulses_an_eighth = pulses_a_quarter / 2;
constexpr int voice_channel = 0, chord_channel = 1;
constexpr int piano = 0, strings = 48;  ///< programs of General MIDI
constexpr int voice_loudness = 96, chord_loudness = 56;
constexpr int note_on = 0x90, note_off = 0x80, program_change = 0xC0;
constexpr int marker = 6, track_name = 3;  ///< kinds of text

struct DeleteSmf {
  void operator()(smf_t* smf) const { smf_delete(smf); }
};

/// A file in memory, for libsmf writes to names only.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(memfd_create("melody.mid", MFD_CLOEXEC)) {}
  ~MemoryFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  [[nodiscard]] std::string name() const { return "/proc/self/fd/" + std::to_string(descriptor_); }
  [[nodiscard]] std::vector<uint8_t> bytes() const {
    std::ifstream in(name(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  int descriptor_;
};

void append(smf_track_t* track, int pulse, smf_event_t* event) {
  GANSCOPE_CHECK(event, "an event of MIDI");
  smf_track_add_event_pulses(track, event, pulse);
}

template <size_t N>
void append_bytes(smf_track_t* track, int pulse, std::array<uint8_t, N> bytes) {
  append(track, pulse, smf_event_new_from_pointer(bytes.data(), static_cast<int>(N)));
}

smf_track_t* new_track(smf_t* smf, const char* name, int channel, int program) {
  smf_track_t* track = smf_track_new();
  GANSCOPE_CHECK(track, "a track of MIDI");
  smf_add_track(smf, track);
  append(track, 0, smf_event_new_textual(track_name, name));
  append(track, 0, smf_event_new_from_bytes(program_change | channel, program, -1));
  return track;
}

void append_tempo(smf_track_t* track, double tempo) {
  const auto us = static_cast<uint32_t>(std::lround(60e6 / tempo));  // a quarter
  append_bytes<6>(track, 0,
                  {0xFF, 0x51, 3, static_cast<uint8_t>(us >> 16U), static_cast<uint8_t>(us >> 8U),
                   static_cast<uint8_t>(us)});
  append_bytes<7>(track, 0, {0xFF, 0x58, 4, 4, 2, 24, 8});  // four quarters a bar
}

/// A key that goes down or up. What goes up at a time does so before others go down: a tone may be struck
/// again at once.
struct Stroke {
  int pulse, down, key;
  auto operator<=>(const Stroke&) const = default;
};

void strike(std::vector<Stroke>& strokes, int begin, int end, int key) {
  strokes.push_back({begin * pulses_an_eighth, 1, key});
  strokes.push_back({end * pulses_an_eighth, 0, key});
}

void append_strokes(smf_track_t* track, int channel, int loudness, std::vector<Stroke> strokes) {
  std::ranges::sort(strokes);
  for (const Stroke& stroke : strokes)
    append(track, stroke.pulse,
           smf_event_new_from_bytes((stroke.down ? note_on : note_off) | channel, stroke.key,
                                    stroke.down ? loudness : 0));
}

void append_melody(smf_track_t* voice, smf_track_t* chords, const Line& line, size_t number) {
  const auto from = static_cast<int>(number) * (voice_places + eighths_between);
  append(voice, from * pulses_an_eighth,
         smf_event_new_textual(marker, ("melody " + std::to_string(number + 1)).c_str()));
  const Score score = score_of(line);
  std::vector<Stroke> sung, beneath;
  for (const Note& note : score.notes)
    strike(sung, from + note.begin, from + note.begin + note.length, lowest_key + note.pitch);
  for (int bar = 0; bar < bars; ++bar) {
    const std::optional<Chord>& chord = score.chords[static_cast<size_t>(bar)];
    if (!chord) continue;
    for (const int above : {0, chord->minor ? 3 : 4, 7})
      strike(beneath, from + bar * eighths_a_bar, from + (bar + 1) * eighths_a_bar,
             lowest_chord_key + chord->root + above);
  }
  append_strokes(voice, voice_channel, voice_loudness, std::move(sung));
  append_strokes(chords, chord_channel, chord_loudness, std::move(beneath));
}

}  // namespace

Expected<std::vector<uint8_t>> encode_midi(std::span<const Line> lines, double tempo,
                                           const std::string& where) {
  GANSCOPE_CHECK(tempo >= slowest_tempo && tempo <= quickest_tempo, "a tempo between 20 and 400");
  const std::unique_ptr<smf_t, DeleteSmf> smf(smf_new());
  GANSCOPE_CHECK(smf, "room for MIDI");
  const bool set = smf_set_format(smf.get(), 1) == 0 && smf_set_ppqn(smf.get(), pulses_a_quarter) == 0;
  GANSCOPE_CHECK(set, "format 1, 480 pulses a quarter");
  smf_track_t* voice = new_track(smf.get(), "Voice", voice_channel, piano);
  append_tempo(voice, tempo);
  smf_track_t* chords = new_track(smf.get(), "Chords", chord_channel, strings);
  for (size_t i = 0; i < lines.size(); ++i) append_melody(voice, chords, lines[i], i);
  const MemoryFile file;
  if (smf_save(smf.get(), file.name().c_str()) != 0)
    return fail(FailureKind::io, "the melody cannot be put into the form of MIDI", where,
                "is there memory left, and is /proc there?");
  return file.bytes();
}

Expected<void> write_midi(const std::filesystem::path& file, std::span<const Line> lines, double tempo) {
  const auto bytes = encode_midi(lines, tempo, file.string());
  if (!bytes) return tl::unexpected(bytes.error());
  return image::write_bytes(file, *bytes);
}

}  // namespace ganscope::melody
