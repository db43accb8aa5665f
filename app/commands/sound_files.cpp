#include "app/commands/sound_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <system_error>

#include "core/base/way_out.h"
#include "core/sound/spectrogram.h"
#include "core/sound/wav_io.h"

namespace ganscope::commands {
namespace {

namespace fs = std::filesystem;

constexpr double between_s = 0.1;  // in a file of several
constexpr size_t sound_size = static_cast<size_t>(sound::bands) * sound::frames;

/// Sample after sample, made into sound.
Expected<void> each_sound(const DrawnSamples& what, Console& console,
                          const std::function<Expected<void>(int, sound::Wave)>& take) {
  const std::vector<uint8_t>& values = what.drawn.values;
  for (int i = 0; i < what.drawn.count; ++i) {
    if (end_wanted())
      return fail(FailureKind::cancelled, "interrupted", what.out.string(), "some sounds are written");
    const auto one = std::span(values).subspan(static_cast<size_t>(i) * sound_size, sound_size);
    if (auto taken = take(i, sound::sounded(one)); !taken) return taken;
    console.progress({"Making sounds", i + 1, what.drawn.count});
  }
  console.end_progress();
  return {};
}

Expected<void> write_folder_of_sounds(const DrawnSamples& what, Console& console) {
  std::error_code error;
  fs::create_directories(what.out, error);
  if (error)
    return fail(FailureKind::io, fmt::format("the folder cannot be made: {}", error.message()),
                what.out.string(), "choose a place where you may write");
  std::set<std::string> names;
  return each_sound(what, console, [&](int i, const sound::Wave& wave) {
    const auto at = static_cast<size_t>(i);
    const int label = at < what.labels.size() ? what.labels[at] : -1;
    std::string name =
        what.walk ? fmt::format("{:04}", i + 1)
                  : fmt::format("seed-{:06}", what.first_seed + at) + class_suffix(what.model, label);
    // Every label of one latent: the seeds repeat.
    const std::string plain = name;
    for (int more = 2; !names.insert(name).second; ++more) name = fmt::format("{}-{}", plain, more);
    return sound::write_wav(what.out / (name + ".wav"), wave);
  });
}

Expected<void> write_sounds(const DrawnSamples& what, Console& console) {
  if (what.drawn.values.size() != sound_size * static_cast<size_t>(what.drawn.count))
    return fail(FailureKind::bad_data, "these are no sounds of half a second at 8 kHz", what.out.string(),
                "write pictures of them: --out grid.png");
  if (ending_of(what.out).empty()) return write_folder_of_sounds(what, console);
  sound::Wave all;
  const auto step = static_cast<size_t>(sound::usual_rate * between_s);
  auto done = each_sound(what, console, [&](int i, const sound::Wave& wave) -> Expected<void> {
    if (i > 0) all.samples.resize(all.samples.size() + step);
    all.samples.insert(all.samples.end(), wave.samples.begin(), wave.samples.end());
    return {};
  });
  if (!done) return done;
  if (auto folder = make_folder_for(what.out); !folder) return folder;
  return sound::write_wav(what.out, all);
}

}  // namespace

std::string class_suffix(const OpenModel& model, int label) {
  const auto& names = model.data.label_names;
  if (label < 0 || static_cast<size_t>(label) >= names.size() || model.classes == 0) return {};
  std::string suffix = "-";
  for (const char c : names[static_cast<size_t>(label)])  // fit for a file's name, whatever it is called
    suffix +=
        std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 128 ? c : '_';
  return suffix;
}

FormFiles sound_files() { return {Form::waves, {"", ".wav"}, {".wav", ""}, write_sounds}; }

}  // namespace ganscope::commands
