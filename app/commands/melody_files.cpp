#include "app/commands/melody_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "core/base/way_out.h"
#include "core/image/file_bytes.h"
#include "core/melody/midi.h"
#include "core/melody/synthesiser.h"
#include "core/sound/wav_io.h"

namespace ganscope::commands {
namespace {

constexpr size_t most_in_a_wav = 512;  ///< more than an hour

std::vector<melody::Line> melodies_of(const DrawnSamples& what) {
  std::vector<melody::Line> lines = melody::lines_of(what.drawn.values);
  if (what.walk) lines.erase(std::ranges::unique(lines).begin(), lines.end());
  return lines;
}

Expected<void> write_each(const DrawnSamples& what, const std::vector<melody::Line>& lines,
                          Console& console) {
  std::error_code error;
  std::filesystem::create_directories(what.out, error);
  if (error)
    return fail(FailureKind::io, fmt::format("the folder cannot be made: {}", error.message()),
                what.out.string(), "choose a place where you may write");
  for (size_t i = 0; i < lines.size(); ++i) {
    if (end_wanted())
      return fail(FailureKind::cancelled, "interrupted", what.out.string(), "some melodies are written");
    const std::string name = fmt::format("seed-{:06}", what.first_seed + i);
    const std::vector<melody::Line> one{lines[i]};
    if (auto written = melody::write_midi(what.out / (name + ".mid"), one); !written) return written;
    if (auto written = sound::write_wav(what.out / (name + ".wav"), melody::play(one)); !written)
      return written;
    console.progress({"Writing melodies", static_cast<int64_t>(i) + 1, static_cast<int64_t>(lines.size())});
  }
  return {};
}

Expected<void> write_melodies(const DrawnSamples& what, Console& console) {
  const std::vector<melody::Line> lines = melodies_of(what);
  const std::string ending = ending_of(what.out);
  if (ending.empty()) return write_each(what, lines, console);
  if (auto folder = make_folder_for(what.out); !folder) return folder;
  if (ending == ".mid") return melody::write_midi(what.out, lines);
  if (ending == ".wav") {
    if (lines.size() > most_in_a_wav)
      return fail(FailureKind::usage, fmt::format("{} melodies are too many for one sound", lines.size()),
                  what.out.string(), fmt::format("at most {}, or a folder", most_in_a_wav));
    return sound::write_wav(what.out, melody::play(lines));
  }
  std::string text;
  for (const melody::Line& line : lines) text += melody::text_of(line) + "\n";
  return image::write_bytes(what.out, {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

}  // namespace

FormFiles melody_files() {
  return {Form::rolls, {".mid", ".wav", ".txt", ""}, {".mid", ".wav", ".txt"}, write_melodies};
}

}  // namespace ganscope::commands
