#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/data/entries.h"
#include "core/data/folder_cache.h"
#include "core/data/folder_captions.h"
#include "core/data/folder_layout.h"
#include "core/data/folder_listing.h"
#include "core/data/left_out.h"
#include "core/data/options.h"
#include "core/data/parallel.h"
#include "core/data/preparation.h"
#include "core/image/content.h"
#include "core/image/file_bytes.h"
#include "core/image/gif_io.h"
#include "core/image/read.h"
#include "core/image/transform.h"

namespace ganscope::data {
namespace {

constexpr size_t most_picture_bytes = size_t{4} << 30;

/// What became of a file.
struct Outcome {
  std::string reason = {};  ///< empty: it is used
  std::string kind = {};    ///< what the reason is counted under
  bool passing = false;     ///< the file could not be read: it may be another time
  bool gif = false;         ///< as its first bytes say
  bool moves = false;       ///< it is the first frame of a film
};

Outcome outcome_of(const Failure& failure) {
  Outcome outcome{failure.what, failure.what, failure.kind != FailureKind::bad_data};
  // What such pictures have in common stands before the first comma or colon: "a broken JPEG: …".
  if (!failure.what.starts_with("not a picture") && !outcome.passing)
    outcome.kind.resize(std::min(outcome.kind.size(), outcome.kind.find_first_of(":,")));
  return outcome;
}

/// Whether the file is a picture at all, by its first bytes: those that are not need no room for pixels.
Outcome look_at(const ListedFile& file) {
  const auto first = image::read_first_bytes(file.path, image::telling_bytes);
  if (!first) return outcome_of(first.error());
  const image::Format format = image::format_of(*first);
  if (format != image::Format::none) return {.gif = format == image::Format::gif};
  return outcome_of(image::decode_picture(*first, file.name).error());
}

bool moves(const ListedFile& gif) {
  const auto bytes = image::read_bytes(gif.path);
  return bytes && image::gif_moves(*bytes);
}

/// Reads one file into `out`.
Outcome prepare(const ListedFile& file, const Preparation& how, uint8_t* out) {
  auto picture =
      image::read_picture(file.path, 2 * how.size);  // twice: the area filter has something to average
  if (!picture) return outcome_of(picture.error());
  if (std::min(picture->width, picture->height) < shortest_side) {
    return {
        fmt::format("{}×{} pixels, smaller than {} a side", picture->width, picture->height, shortest_side),
        fmt::format("smaller than {} pixels a side", shortest_side)};
  }
  const image::Picture result = prepared(*picture, how);
  std::copy(result.pixels.begin(), result.pixels.end(), out);
  return {};
}

/// A folder on its way to a data set: what became of each file, and of those that are to be read the pixels.
struct Reading {
  const FolderListing& listing;
  std::vector<Outcome> outcomes;     ///< [files]
  std::vector<size_t> chosen;        ///< files that are pictures of the part that is used
  std::vector<uint8_t> pixels;       ///< [chosen, picture]
  std::vector<FolderNames> folders;  ///< all but those of parts that are not used
  std::vector<std::string> remarks;  ///< of the layout

  [[nodiscard]] std::vector<size_t> usable() const {
    std::vector<size_t> files;
    for (size_t i = 0; i < outcomes.size(); ++i)
      if (outcomes[i].reason.empty()) files.push_back(i);
    return files;
  }
  [[nodiscard]] std::vector<FolderNames> folders_of(const std::vector<size_t>& files) const {
    std::vector<FolderNames> around;
    for (const size_t i : files) around.push_back(listing.files[i].folders);
    return around;
  }
  /// What a layout of `files` leaves out is not used.
  void take(const FolderLayout& layout, const std::vector<size_t>& files) {
    for (size_t i = 0; i < files.size(); ++i)
      if (!layout.left_out[i].empty()) outcomes[files[i]] = {layout.left_out[i], layout.left_out[i]};
    remarks.insert(remarks.end(), layout.remarks.begin(), layout.remarks.end());
    std::erase_if(folders, [&](const FolderNames& folder) {
      return std::ranges::any_of(layout.unused, [&](const FolderNames& unused) {
        return std::ranges::mismatch(unused, folder).in1 == unused.end();
      });
    });
  }
};

Expected<void> read_pictures(Reading& reading, const Preparation& how, const WorkContext& context) {
  const auto& files = reading.listing.files;
  reading.outcomes.resize(files.size());
  const auto each = [&](size_t count, int64_t piece, const char* what, const auto& work) {
    return parallel_for(static_cast<int64_t>(count), piece, fmt::format("{} {} files", what, count), context,
                        [&](int64_t begin, int64_t end) {
                          for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i)
                            work(i);
                        });
  };
  auto done =
      each(files.size(), 64, "Looking at", [&](size_t i) { reading.outcomes[i] = look_at(files[i]); });
  if (!done) return done;
  const std::vector<size_t> pictures = reading.usable();
  reading.take(parts_of(reading.folders_of(pictures)), pictures);
  reading.chosen = reading.usable();
  const size_t bytes = how.picture_bytes();
  if (reading.chosen.size() > most_picture_bytes / bytes) {
    return fail(
        FailureKind::bad_data,
        fmt::format("{} pictures of {}×{} do not fit into memory", reading.chosen.size(), how.size, how.size),
        reading.listing.root.string(), "Choose a smaller `size`, or a folder with fewer pictures.");
  }
  reading.pixels.resize(reading.chosen.size() * bytes);
  return each(reading.chosen.size(), 16, "Reading", [&](size_t i) {
    const size_t file = reading.chosen[i];
    const bool gif = reading.outcomes[file].gif;
    Outcome& outcome = reading.outcomes[file] = prepare(files[file], how, reading.pixels.data() + i * bytes);
    outcome.moves = gif && outcome.reason.empty() && moves(files[file]);
  });
}

/// Moves the pixels of the pictures that are used together, and says which class each is of.
void keep_used(Reading& reading, Dataset& set) {
  const std::vector<size_t> readable = reading.usable();
  const FolderLayout layout = classes_of(reading.folders_of(readable), reading.folders);
  reading.take(layout, readable);
  const size_t bytes = set.picture_bytes();
  size_t kept = 0, next = 0;
  for (size_t i = 0; i < reading.chosen.size(); ++i) {
    const size_t file = reading.chosen[i];
    if (next < readable.size() && readable[next] == file) {
      if (reading.outcomes[file].reason.empty()) {
        if (kept != i)
          std::copy_n(reading.pixels.data() + i * bytes, bytes, reading.pixels.data() + kept * bytes);
        if (!layout.labels.empty()) set.labels.push_back(layout.labels[next]);
        ++kept;
      }
      ++next;
    }
  }
  reading.pixels.resize(kept * bytes);
  set.pixels = std::move(reading.pixels);
  set.count = static_cast<int64_t>(kept);
  set.label_names = layout.label_names;
}

/// Of a film only the first frame is used.
void remark_on_films(Reading& reading) {
  const auto films = std::ranges::count_if(
      reading.outcomes, [](const Outcome& outcome) { return outcome.moves && outcome.reason.empty(); });
  if (films > 0)
    reading.remarks.push_back(fmt::format(
        "GIFs that move, of which the first frame is learned: {}. film:PATH learns them as films.", films));
}

/// Every file and folder that is not used, by name, and how often each kind of reason occurs.
void name_left_out(const Reading& reading, Dataset& set) {
  std::vector<LeftOut> all = reading.listing.left_out;
  for (size_t i = 0; i < reading.outcomes.size(); ++i)
    if (const Outcome& outcome = reading.outcomes[i]; !outcome.reason.empty())
      all.push_back({reading.listing.files[i].name, outcome.reason, outcome.kind});
  tell_left_out(std::move(all), set);
}

/// Why there is nothing to learn from, with the first reason.
tl::unexpected<Failure> nothing_usable(const Reading& reading, const Dataset& set, const std::string& spec) {
  const std::string hint = fmt::format(
      "Put {} pictures of at least {} pixels a side into it, or into subfolders that name their classes.",
      image::readable_formats, shortest_side);
  if (set.skipped.empty()) return fail(FailureKind::bad_data, "no pictures in the folder", spec, hint);
  if (set.skipped.front().ends_with(" sound"))
    return fail(FailureKind::bad_data,
                "no pictures in the folder; the first that is none: " + set.skipped.front(), spec,
                "Sounds are learned as sounds:DIR.");
  // Those that are pictures by content were chosen to be read; a name may still promise one.
  const auto promised = std::ranges::count_if(
      reading.listing.files, [](const ListedFile& file) { return image::names_a_picture(file.path); });
  const auto pictures = std::max(static_cast<int64_t>(reading.chosen.size()), static_cast<int64_t>(promised));
  if (pictures == 0)
    return fail(FailureKind::bad_data,
                "no pictures in the folder; the first that is none: " + set.skipped.front(), spec, hint);
  return fail(FailureKind::bad_data,
              pictures == 1 ? "the only picture cannot be used; left out: " + set.skipped.front()
                            : fmt::format("none of the {} pictures could be used; the first: {}", pictures,
                                          set.skipped.front()),
              spec, hint);
}

Expected<DatasetPointer> load_folder(const config::Settings& settings, const std::string& spec,
                                     const WorkContext& context) {
  if (spec.empty()) {
    return fail(FailureKind::usage, "folder needs the path of a folder", "data=folder",
                "Write folder:PATH, or drop a folder on the window.");
  }
  auto listing = list_folder(spec, context);
  if (!listing) return tl::unexpected(listing.error());
  const Preparation how = preparation(settings);
  const FolderCache cache(*listing, fmt::format("{} {} {}", how.size, how.channels, how.background[0]));
  const auto with_captions = [&](const std::shared_ptr<Dataset>& set) -> Expected<DatasetPointer> {
    if (flag_of(settings, captions_option()))
      if (auto added = add_captions(*listing, spec, *set); !added) return tl::unexpected(added.error());
    return set;
  };
  if (auto cached = cache.load()) {
    cached->title = folder_title(spec, *listing);  // the same folder may be reached by other names
    return with_captions(cached);
  }

  auto set = std::make_shared<Dataset>();
  set->key = "folder";
  set->title = folder_title(spec, *listing);
  set->channels = how.channels;
  set->height = set->width = how.size;
  Reading reading{*listing, {}, {}, {}, listing->folders, {}};
  if (auto read = read_pictures(reading, how, context); !read) return tl::unexpected(read.error());
  keep_used(reading, *set);
  name_left_out(reading, *set);
  remark_on_films(reading);
  set->remarks = reading.remarks;
  if (set->count == 0) return nothing_usable(reading, *set, spec);
  std::vector<std::filesystem::path> unreadable;
  for (size_t i = 0; i < reading.outcomes.size(); ++i)
    if (reading.outcomes[i].passing) unreadable.push_back(listing->files[i].path);
  cache.store(*set, unreadable);
  return with_captions(set);
}

}  // namespace

DatasetEntry folder_entry() {
  return {
      {"folder",
       "Folder of pictures",
       "Your own pictures (PNG, JPEG, WebP, BMP, TIFF, GIF; told apart by content, not by name): "
       "folder:PATH. Folders in it may be nested: the first level on which two or more hold pictures names "
       "the classes, and what lies deeper belongs to the class above it. Pictures beside class folders are "
       "left out, unless they are the most: then there are no classes, as with more than 256. Of train, "
       "test and val folders train is used. Hidden files are passed over; every other file that is not "
       "used is listed with its reason by `ganscope data`. Each picture is cropped to the middle square.",
       {size_option(), flip_option(), shift_option(), captions_option(), colour_option(),
        background_option()}},
      load_folder};
}

}  // namespace ganscope::data
