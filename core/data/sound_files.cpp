#include "core/data/sound_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include "core/data/folder_cache.h"
#include "core/data/folder_layout.h"
#include "core/data/folder_listing.h"
#include "core/data/made_of_sounds.h"
#include "core/data/parallel.h"
#include "core/image/content.h"
#include "core/image/file_bytes.h"
#include "core/sound/spectrogram.h"
#include "core/sound/wav_io.h"

namespace ganscope::data {
namespace {

constexpr int64_t sounds_at_once = 16;
constexpr size_t most_sounds = 200'000;   // 3 GB of waves
constexpr size_t pictures_that_mix = 10;  // one picture for so many sounds is a cover, more are another form

/// A file on its way.
struct SoundOutcome {
  std::string reason = {};  ///< empty: it is used
  bool picture = false;
  bool passing = false;  ///< it could not be opened: that may be so no longer
  sound::Fitted fitted = {};
};

SoundOutcome outcome_of_sound(const ListedFile& file) {
  SoundOutcome outcome;
  auto read = sound::read_sound(file.path);
  if (read) {
    outcome.fitted = sound::fitted(*read);
    return outcome;
  }
  outcome.reason = read.error().what;
  outcome.passing = read.error().kind != FailureKind::bad_data;
  if (outcome.reason != sound::no_sound) return outcome;
  if (const auto first = image::read_first_bytes(file.path, image::telling_bytes)) {
    outcome.picture = image::format_of(*first) != image::Format::none;
    outcome.reason = fmt::format("not a sound: {}", image::content_words(*first));
  }
  return outcome;
}

/// What is kept of a folder: the spectrograms, and once they were wanted the waves, as bytes of samples.
struct SoundCaches {
  explicit SoundCaches(const FolderListing& listing)
      : spectrograms(listing,
                     fmt::format("sounds 1 {} {} {}", sound::bands, sound::frames, sound::usual_rate)),
        waves(listing, fmt::format("waves 1 {} {}", sound::sound_samples, sound::usual_rate)) {}

  [[nodiscard]] std::optional<ReadSounds> load(bool with_waves) const {
    ReadSounds read{spectrograms.load(), {}};
    if (read.set == nullptr) return std::nullopt;
    read.set->form = Form::waves;
    read.set->rate = sound::usual_rate;
    if (!with_waves) return read;
    const auto kept = waves.load();
    if (kept == nullptr || kept->count != read.set->count) return std::nullopt;
    read.waves.resize(kept->pixels.size() / sizeof(float));
    std::memcpy(read.waves.data(), kept->pixels.data(), read.waves.size() * sizeof(float));
    return read;
  }

  void store(const ReadSounds& read, bool with_waves,
             const std::vector<std::filesystem::path>& unreadable) const {
    spectrograms.store(*read.set, unreadable);
    if (!with_waves) return;
    Dataset bytes;
    bytes.key = "waves";
    bytes.count = read.set->count;
    bytes.channels = static_cast<int>(sizeof(float));
    bytes.height = 1;
    bytes.width = sound::sound_samples;
    bytes.pixels.resize(read.waves.size() * sizeof(float));
    std::memcpy(bytes.pixels.data(), read.waves.data(), bytes.pixels.size());
    waves.store(bytes, unreadable);
  }

  FolderCache spectrograms, waves;
};

std::string title_of_folder(const std::string& folder) {
  std::error_code error;
  const std::filesystem::path path = std::filesystem::weakly_canonical(folder, error).filename();
  return error || path.empty() ? "Sounds" : shown_name(path.string());
}

tl::unexpected<Failure> no_sounds(const std::string& folder, const std::vector<std::string>& skipped) {
  return fail(FailureKind::bad_data,
              skipped.empty() ? "no sounds in the folder"
                              : "no sound in the folder can be used; the first file: " + skipped.front(),
              folder, "Put short WAV files into it, or into subfolders that name their classes.");
}

/// Leaves out what the folders' names rule out, and gives classes to the rest.
void name_classes(const FolderListing& listing, std::vector<SoundOutcome>& outcomes, Dataset& set) {
  const auto pass = [&](const auto& layout_of) {
    std::vector<FolderNames> around;
    std::vector<size_t> used;
    for (size_t i = 0; i < outcomes.size(); ++i) {
      if (!outcomes[i].reason.empty()) continue;
      around.push_back(listing.files[i].folders);
      used.push_back(i);
    }
    const FolderLayout layout = layout_of(around);
    for (size_t i = 0; i < used.size(); ++i) outcomes[used[i]].reason = layout.left_out[i];
    set.labels.clear();
    for (size_t i = 0; i < layout.labels.size(); ++i)
      if (layout.left_out[i].empty()) set.labels.push_back(layout.labels[i]);
    set.label_names = layout.label_names;
    set.remarks.insert(set.remarks.end(), layout.remarks.begin(), layout.remarks.end());
  };
  pass([](const std::vector<FolderNames>& around) { return parts_of(around); });
  pass([&](const std::vector<FolderNames>& around) { return classes_of(around, listing.folders); });
}

}  // namespace

void remark_on(const std::vector<sound::Fitted>& sounds, Dataset& set) {
  const auto tell = [&](bool sound::Fitted::*what, fmt::format_string<int64_t&, int64_t&> sentence) {
    int64_t count = std::ranges::count_if(sounds, [&](const sound::Fitted& one) { return one.*what; });
    auto all = static_cast<int64_t>(sounds.size());
    if (count > 0) set.remarks.push_back(fmt::format(sentence, count, all));
  };
  tell(&sound::Fitted::resampled,
       "{} of {} had another rate than 8000 samples a second: what is above 4 kHz is gone.");
  tell(&sound::Fitted::mixed, "{} of {} had several channels: their mean was taken.");
  tell(&sound::Fitted::trimmed, "{} of {} began with silence: they were cut to begin at once.");
  tell(&sound::Fitted::cut, "{} of {} were longer than half a second: what follows was cut off.");
  tell(&sound::Fitted::padded, "{} of {} were shorter than half a second: silence follows.");
}

void name_left_out_sounds(std::vector<LeftOut> all, Dataset& set) {
  std::ranges::stable_sort(all, {}, &LeftOut::name);
  std::map<std::string, int64_t> counts;
  for (const LeftOut& one : all) {
    set.skipped.push_back(one.name + ": " + one.reason);
    ++counts[one.kind.empty() ? one.reason.substr(0, one.reason.find_first_of(":,")) : one.kind];
  }
  set.skipped_by_reason.assign(counts.begin(), counts.end());
  std::ranges::stable_sort(set.skipped_by_reason, std::greater<>(), &std::pair<std::string, int64_t>::second);
}

std::shared_ptr<Dataset> empty_sounds(const std::string& key, const std::string& folder) {
  auto set = std::make_shared<Dataset>();
  set->key = key;
  set->form = Form::waves;
  set->rate = sound::usual_rate;
  set->channels = 1;
  set->height = sound::bands;
  set->width = sound::frames;
  set->title = title_of_folder(folder);
  return set;
}

Expected<ReadSounds> read_sounds(const std::string& folder, bool with_waves, const WorkContext& context) {
  const auto listing = list_folder(folder, context);
  if (!listing) return tl::unexpected(listing.error());
  const std::vector<ListedFile>& files = listing->files;
  if (files.size() > most_sounds)
    return fail(FailureKind::bad_data, fmt::format("{} files are too many", files.size()), folder,
                fmt::format("Choose a folder with at most {}.", most_sounds));
  const SoundCaches caches(*listing);
  if (auto kept = caches.load(with_waves)) {
    kept->set->title = title_of_folder(folder);  // the same folder may be reached by other names
    return *std::move(kept);
  }
  std::vector<SoundOutcome> outcomes(files.size());
  const auto read = [&](int64_t begin, int64_t end) {
    for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i)
      outcomes[i] = outcome_of_sound(files[i]);
  };
  if (auto done = parallel_for(static_cast<int64_t>(files.size()), sounds_at_once,
                               fmt::format("Reading {} files", files.size()), context, read);
      !done)
    return tl::unexpected(done.error());
  const auto pictures = std::ranges::count_if(outcomes, &SoundOutcome::picture);
  const auto sounds =
      std::ranges::count_if(outcomes, [](const SoundOutcome& one) { return one.reason.empty(); });
  if (sounds > 0 && pictures > 0 &&
      static_cast<size_t>(sounds) < pictures_that_mix * static_cast<size_t>(pictures))
    return fail(FailureKind::bad_data,
                fmt::format("{} sounds and {} pictures are in one folder", sounds, pictures), folder,
                "Give a folder of one of them: sounds:DIR for sounds, folder:DIR for pictures.");
  ReadSounds result{empty_sounds("sounds", folder), {}};
  Dataset& set = *result.set;
  name_classes(*listing, outcomes, set);
  std::vector<LeftOut> left_out = listing->left_out;
  std::vector<std::filesystem::path> unreadable;
  std::vector<sound::Fitted> used;
  for (size_t i = 0; i < outcomes.size(); ++i) {
    SoundOutcome& outcome = outcomes[i];
    if (!outcome.reason.empty()) {
      left_out.push_back({files[i].name, outcome.reason, ""});
      if (outcome.passing) unreadable.push_back(files[i].path);
      continue;
    }
    const std::vector<float>& samples = outcome.fitted.wave.samples;
    if (with_waves) result.waves.insert(result.waves.end(), samples.begin(), samples.end());
    const auto image = sound::spectrogram(samples);
    set.pixels.insert(set.pixels.end(), image.begin(), image.end());
    outcome.fitted.wave = {};
    used.push_back(outcome.fitted);
    ++set.count;
  }
  remark_on(used, set);
  name_left_out_sounds(std::move(left_out), set);
  if (set.count == 0) return no_sounds(folder, set.skipped);
  caches.store(result, with_waves, unreadable);
  return result;
}

}  // namespace ganscope::data
