#include "core/sound/wav_io.h"

#include <fmt/format.h>
#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <span>
#include <system_error>

#include "core/image/file_bytes.h"
#include "core/sound/resample.h"

namespace ganscope::sound {
namespace {

constexpr int slowest_rate = 1000, fastest_rate = 384000, most_channels = 32;
constexpr float silence = 1e-4F;      // −80 dB
constexpr float onset_share = 0.05F;  // of the peak
constexpr double before_onset_s = 0.002;
constexpr size_t soft_end = usual_rate / 100;  // samples over which what is cut off dies away

float peak_of(const Wave& wave) {
  float peak = 0;
  for (const float sample : wave.samples) peak = std::max(peak, std::abs(sample));
  return peak;
}

struct CloseSound {
  void operator()(SNDFILE* file) const { sf_close(file); }
};
using SoundFile = std::unique_ptr<SNDFILE, CloseSound>;

tl::unexpected<Failure> unusable(const std::string& what, const std::string& where, const std::string& hint) {
  return fail(FailureKind::bad_data, what, where, hint);
}

std::string coding_of(int format) {
  switch (format & SF_FORMAT_SUBMASK) {
    case SF_FORMAT_PCM_S8:
    case SF_FORMAT_PCM_U8:
      return "8 bit";
    case SF_FORMAT_PCM_16:
      return "16 bit";
    case SF_FORMAT_PCM_24:
      return "24 bit";
    case SF_FORMAT_PCM_32:
      return "32 bit";
    case SF_FORMAT_FLOAT:
      return "32 bit float";
    case SF_FORMAT_DOUBLE:
      return "64 bit float";
    default:
      return "compressed";
  }
}

/// What is wrong with a header; empty: nothing.
std::string wrong_with(const SF_INFO& info) {
  if (info.samplerate < slowest_rate || info.samplerate > fastest_rate)
    return fmt::format("{} samples a second, outside {}–{}", info.samplerate, slowest_rate, fastest_rate);
  if (info.channels < 1 || info.channels > most_channels)
    return fmt::format("{} channels, more than {}", info.channels, most_channels);
  if (info.frames <= 0) return "an empty sound: there is nothing in it";
  const double seconds = static_cast<double>(info.frames) / info.samplerate;
  if (seconds > longest_file_s)
    return fmt::format("{:.0f} s of sound, longer than {:.0f} s", seconds, longest_file_s);
  return {};
}

Expected<void> read_channels(SNDFILE* file, const SF_INFO& info, const std::string& where, Wave& wave) {
  const auto channels = static_cast<size_t>(info.channels);
  constexpr sf_count_t at_once = 4096;
  std::vector<float> piece(static_cast<size_t>(at_once) * channels);
  for (;;) {
    const sf_count_t got = sf_readf_float(file, piece.data(), at_once);
    if (got <= 0) break;
    for (size_t i = 0; i < static_cast<size_t>(got); ++i) {
      float sum = 0;
      for (size_t c = 0; c < channels; ++c) sum += piece[i * channels + c];
      if (!std::isfinite(sum))
        return unusable("values that are no numbers in it", where, "Save the sound again, or leave it out.");
      wave.samples.push_back(sum / static_cast<float>(channels));
    }
  }
  if (wave.samples.size() < static_cast<size_t>(info.frames))
    return unusable(
        fmt::format("a broken sound: it ends after {} of {} samples", wave.samples.size(), info.frames),
        where, "Save the sound again with another program, or leave it out.");
  return {};
}

/// A file in memory that libsndfile writes.
struct Memory {
  std::vector<uint8_t> bytes;
  size_t at = 0;
};

SF_VIRTUAL_IO memory_io() {
  SF_VIRTUAL_IO io{};
  io.get_filelen = [](void* user) {
    return static_cast<sf_count_t>(static_cast<Memory*>(user)->bytes.size());
  };
  io.seek = [](sf_count_t offset, int whence, void* user) {
    auto& memory = *static_cast<Memory*>(user);
    const auto from = whence == SEEK_SET
                          ? 0
                          : static_cast<sf_count_t>(whence == SEEK_CUR ? memory.at : memory.bytes.size());
    memory.at = static_cast<size_t>(std::max<sf_count_t>(0, from + offset));
    return static_cast<sf_count_t>(memory.at);
  };
  io.read = [](void* out, sf_count_t count, void* user) {
    auto& memory = *static_cast<Memory*>(user);
    const size_t rest = memory.bytes.size() - std::min(memory.at, memory.bytes.size());
    const size_t taken = std::min(rest, static_cast<size_t>(count));
    std::memcpy(out, memory.bytes.data() + memory.at, taken);
    memory.at += taken;
    return static_cast<sf_count_t>(taken);
  };
  io.write = [](const void* from, sf_count_t count, void* user) {
    auto& memory = *static_cast<Memory*>(user);
    const size_t end = memory.at + static_cast<size_t>(count);
    if (memory.bytes.size() < end) memory.bytes.resize(end);
    std::memcpy(memory.bytes.data() + memory.at, from, static_cast<size_t>(count));
    memory.at = end;
    return count;
  };
  io.tell = [](void* user) { return static_cast<sf_count_t>(static_cast<Memory*>(user)->at); };
  return io;
}

}  // namespace

bool is_sound_file(const std::filesystem::path& file) {
  const auto first = image::read_first_bytes(file, 12);
  if (!first || first->size() < 12) return false;
  const auto says = [&](size_t at, const char* word) {
    return std::memcmp(first->data() + at, word, 4) == 0;
  };
  return ((says(0, "RIFF") || says(0, "RF64") || says(0, "RIFX")) && says(8, "WAVE")) || says(0, "FORM") ||
         says(0, "fLaC") || says(0, "OggS");
}

Expected<FileSound> read_sound(const std::filesystem::path& path) {
  const std::string where = path.string();
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status))
    return fail(FailureKind::not_found, "there is no such file", where, "Check the path.");
  if (!std::filesystem::is_regular_file(status))
    return fail(FailureKind::bad_data, "this is not a file", where, "Give the path of a sound file.");
  if (const auto readable = image::read_first_bytes(path, 1); !readable)
    return tl::unexpected(readable.error());
  SF_INFO info{};
  const SoundFile file(sf_open(where.c_str(), SFM_READ, &info));
  if (!file) {
    return unusable(is_sound_file(path) ? "a broken sound: its header cannot be read" : no_sound, where,
                    "Sounds are WAV files (also AIFF, FLAC, Ogg).");
  }
  if (const std::string why = wrong_with(info); !why.empty())
    return unusable(
        why, where,
        fmt::format("Cut it into sounds of half a second; up to {:.0f} s are read.", longest_file_s));
  FileSound sound;
  sound.wave.rate = info.samplerate;
  sound.channels = info.channels;
  sound.coding = coding_of(info.format);
  if (auto read = read_channels(file.get(), info, where, sound.wave); !read)
    return tl::unexpected(read.error());
  if (std::ranges::all_of(sound.wave.samples, [](float value) { return std::abs(value) < silence; }))
    return unusable("a silent sound", where, "Leave it out.");
  return sound;
}

Expected<void> write_wav(const std::filesystem::path& file, const Wave& wave) {
  Memory memory;
  SF_VIRTUAL_IO io = memory_io();
  SF_INFO info{};
  info.samplerate = wave.rate;
  info.channels = 1;
  info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_16;
  {
    const SoundFile out(sf_open_virtual(&io, SFM_WRITE, &info, &memory));
    if (!out)
      return fail(FailureKind::io, "a sound of this rate cannot be written", file.string(),
                  "Choose another rate.");
    std::vector<short> values;
    for (const float sample : wave.samples)
      values.push_back(static_cast<short>(std::lround(32767 * std::clamp(sample, -1.0F, 1.0F))));
    sf_write_short(out.get(), values.data(), static_cast<sf_count_t>(values.size()));
  }
  return image::write_bytes(file, memory.bytes);
}

double onset_s(const Wave& wave) {
  const float peak = peak_of(wave);
  const auto first = std::ranges::find_if(
      wave.samples, [&](float sample) { return std::abs(sample) >= onset_share * peak; });
  const double seconds = static_cast<double>(first - wave.samples.begin()) / wave.rate;
  return std::max(0.0, seconds - before_onset_s);
}

Fitted cut_from(const FileSound& sound, double start_s) {
  const std::vector<float>& all = sound.wave.samples;
  const int rate = sound.wave.rate;
  Fitted result;
  result.mixed = sound.channels > 1;
  result.resampled = rate != usual_rate;
  const size_t start = std::min(all.size(), static_cast<size_t>(std::lround(start_s * rate)));
  result.trimmed = start > static_cast<size_t>(rate / 200);
  const double wanted_s = static_cast<double>(sound_samples) / usual_rate;
  const auto wanted = static_cast<size_t>(std::ceil(wanted_s * rate));
  const auto margin = static_cast<size_t>(rate / 50);  // the filter looks ahead
  const size_t left = all.size() - start;
  result.cut = left > wanted;
  result.padded = left < wanted - wanted / 50;
  const auto first = all.begin() + static_cast<std::ptrdiff_t>(start);
  result.wave = resampled(
      {rate, {first, first + static_cast<std::ptrdiff_t>(std::min(left, wanted + margin))}}, usual_rate);
  result.wave.samples.resize(sound_samples, 0.0F);
  for (size_t i = 0; result.cut && i < soft_end; ++i)
    result.wave.samples[sound_samples - 1 - i] *= static_cast<float>(i) / static_cast<float>(soft_end);
  return result;
}

Fitted fitted(const FileSound& sound) {
  Fitted result = cut_from(sound, onset_s(sound.wave));
  bring_to_peak(result.wave, usual_peak);
  return result;
}

void bring_to_peak(Wave& wave, float peak) {
  const float loudest = peak_of(wave);
  if (!(loudest > 0)) return;
  for (float& sample : wave.samples) sample *= peak / loudest;
}

}  // namespace ganscope::sound
