#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

#include "core/config/spec_paths.h"
#include "core/data/entries.h"
#include "core/data/made_of_sounds.h"
#include "core/data/pair_files.h"
#include "core/data/parallel.h"
#include "core/data/sound_files.h"
#include "core/data/tasks/held_out.h"
#include "core/sound/spectrogram.h"

namespace ganscope::data {
namespace {

constexpr double same_length_s = 0.05;

/// A noisy sound and the clean one.
struct SoundPair {
  std::string reason = {};  ///< empty: it is used
  sound::Fitted noisy = {}, clean = {};
};

/// Both are cut at the same moment and made louder by the same factor, or they would not lie on each other.
SoundPair read_sound_pair(const PairFiles& files) {
  SoundPair pair;
  const auto noisy = sound::read_sound(files.input);
  if (!noisy) pair.reason = noisy.error().what;
  if (!noisy) return pair;
  const auto clean = sound::read_sound(files.target);
  if (!clean) pair.reason = "its clean sound: " + clean.error().what;
  if (!clean) return pair;
  const double a = noisy->wave.seconds(), b = clean->wave.seconds();
  if (std::abs(a - b) > same_length_s) {
    pair.reason = fmt::format("{:.2f} s, its clean sound {:.2f} s: they do not lie on each other", a, b);
    return pair;
  }
  const double start = sound::onset_s(clean->wave);
  pair.noisy = sound::cut_from(*noisy, start);
  pair.clean = sound::cut_from(*clean, start);
  float peak = 1e-9F;
  for (const auto* one : {&pair.noisy, &pair.clean})
    for (const float sample : one->wave.samples) peak = std::max(peak, std::abs(sample));
  for (auto* one : {&pair.noisy, &pair.clean})
    for (float& sample : one->wave.samples) sample *= sound::usual_peak / peak;
  return pair;
}

Expected<DatasetPointer> load_sound_pairs(const std::filesystem::path& noisy,
                                          const std::filesystem::path& clean, const WorkContext& context) {
  auto found = matched_files(noisy, clean, context);
  if (!found) return tl::unexpected(found.error());
  std::vector<SoundPair> pairs(found->pairs.size());
  const auto read = [&](int64_t begin, int64_t end) {
    for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i)
      pairs[i] = read_sound_pair(found->pairs[i]);
  };
  if (auto done = parallel_for(static_cast<int64_t>(pairs.size()), 16,
                               fmt::format("Reading {} pairs", pairs.size()), context, read);
      !done)
    return tl::unexpected(done.error());
  const std::shared_ptr<Dataset> set = empty_sounds("sounds", clean.string());
  set->inputs.title = shown_name(noisy.lexically_normal().filename().string());
  set->inputs.channels = 1;
  std::vector<sound::Fitted> used;
  for (size_t i = 0; i < pairs.size(); ++i) {
    if (!pairs[i].reason.empty()) {
      found->left_out.push_back({found->pairs[i].name, pairs[i].reason, ""});
      continue;
    }
    const auto input = sound::spectrogram(pairs[i].noisy.wave.samples);
    const auto target = sound::spectrogram(pairs[i].clean.wave.samples);
    set->inputs.pixels.insert(set->inputs.pixels.end(), input.begin(), input.end());
    set->pixels.insert(set->pixels.end(), target.begin(), target.end());
    pairs[i].clean.wave = {};
    used.push_back(pairs[i].clean);
    ++set->count;
  }
  set->inputs.count = set->count;
  remark_on(used, *set);
  name_left_out_sounds(std::move(found->left_out), *set);
  if (set->count == 0)
    return fail(FailureKind::bad_data, "none of the pairs can be used; the first: " + set->skipped.front(),
                fmt::format("{},{}", noisy.string(), clean.string()),
                "give two folders of WAV files with the same names and lengths");
  return hold_out(set);
}

Expected<DatasetPointer> load_sounds(const config::Settings& settings, const std::string& spec,
                                     const WorkContext& context) {
  if (spec.empty())
    return fail(FailureKind::usage, "sounds needs the path of a folder, or of two", "data=sounds",
                "write sounds:DIR, or sounds:NOISY,CLEAN for pairs");
  const auto paths = config::one_or_two_paths(spec);
  if (paths.size() == 2) return load_sound_pairs(paths[0], paths[1], context);
  // Noise is laid over waves: they are kept from the first reading on.
  const bool with_waves = settings.has("task") && settings.text("task") == "denoise";
  auto read = read_sounds(paths.front().string(), with_waves, context);
  if (!read) return tl::unexpected(read.error());
  return read->set;
}

}  // namespace

DatasetEntry sounds_entry() {
  return {
      {"sounds",
       "Folder of sounds",
       "Your own short sounds (WAV of any rate; also AIFF, FLAC, Ogg): sounds:DIR. Half a second of each is "
       "learned, at 8 kHz, from where it begins. Folders in it name classes, as for pictures. "
       "sounds:NOISY,CLEAN are two folders with the same names in both, for the task pairs.",
       {}},
      load_sounds};
}

}  // namespace ganscope::data
