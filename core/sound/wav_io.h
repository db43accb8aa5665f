#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "core/base/failure.h"
#include "core/sound/wave.h"

namespace ganscope::sound {

constexpr double longest_file_s = 60;  ///< longer files are refused: these are no short sounds

/// A sound file as it was, and what was said in it.
struct FileSound {
  Wave wave = {};           ///< at the file's rate, its channels meaned to one
  int channels = 1;         ///< that it had
  std::string coding = {};  ///< "16 bit", "24 bit", "32 bit float" …
};

inline constexpr const char* no_sound = "not a sound";  ///< what is said of a file that is none

/// Whether the first bytes are of a sound file: WAV, AIFF, FLAC or Ogg.
[[nodiscard]] bool is_sound_file(const std::filesystem::path& file);

/// Reads a sound file (libsndfile: WAV of any rate, channels and coding; also AIFF, FLAC, Ogg). Refused as
/// `bad_data`: none of these, broken, empty, silent, with values that are no numbers, longer than
/// `longest_file_s`, with a rate outside 1–384 kHz or more than 32 channels. `not_found`, `io` as usual.
/// Nothing of a file that is too long is read.
[[nodiscard]] Expected<FileSound> read_sound(const std::filesystem::path& file);

/// Writes one channel of 16 bit, whole or not at all (under a temporary name, then renamed). `io`.
[[nodiscard]] Expected<void> write_wav(const std::filesystem::path& file, const Wave& wave);

/// When a sound begins: 2 ms before it is first louder than a twentieth of its peak.
[[nodiscard]] double onset_s(const Wave& wave);

/// What became of a sound that was made as long as all that are learned.
struct Fitted {
  Wave wave = {};          ///< [sound_samples] at usual_rate
  bool resampled = false;  ///< it had another rate
  bool mixed = false;      ///< it had several channels
  bool cut = false;        ///< it was longer: what follows the first .512 s is gone, and ends softly
  bool padded = false;     ///< it was shorter: silence follows
  bool trimmed = false;    ///< more than 5 ms before `start_s` are gone
};

/// From `start_s` on, as loud as it was.
[[nodiscard]] Fitted cut_from(const FileSound& sound, double start_s);
/// As it is learned: from its onset, its peak at `usual_peak`.
[[nodiscard]] Fitted fitted(const FileSound& sound);
constexpr float usual_peak = 0.9F;

/// Makes the loudest sample `peak`; silence stays.
void bring_to_peak(Wave& wave, float peak);

}  // namespace ganscope::sound
