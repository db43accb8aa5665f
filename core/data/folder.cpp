#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/data/entries.h"
#include "core/data/folder_cache.h"
#include "core/data/folder_listing.h"
#include "core/data/options.h"
#include "core/data/parallel.h"
#include "core/image/content.h"
#include "core/image/read.h"
#include "core/image/transform.h"

namespace ganscope::data {
namespace {

constexpr int64_t most_picture_bytes = int64_t{4} << 30;
constexpr int shortest_side = 8;  // below that there is nothing to learn from

config::Option colour_option() {
  return {.key = "data_colour",
          .title = "Colour",
          .help = "Whether pictures are learned in colour or in grey.",
          .initial = std::string("rgb"),
          .choices = {"rgb", "grey"},
          .unit = ""};
}

config::Option background_option() {
  return {.key = "data_background",
          .title = "Background",
          .help = "What shows through where pictures are transparent.",
          .initial = std::string("white"),
          .choices = {"white", "grey", "black"},
          .unit = ""};
}

/// What becomes of every picture.
struct Preparation {
  int size = 32;
  int channels = 3;
  image::Colour background{};
};

Preparation preparation(const config::Settings& settings) {
  const std::string background = text_of(settings, background_option());
  const uint8_t level = background == "white" ? 255 : background == "grey" ? 128 : 0;
  return {.size = static_cast<int>(integer_of(settings, size_option())),
          .channels = text_of(settings, colour_option()) == "grey" ? 1 : 3,
          .background = {level, level, level}};
}

/// Reads one file into `out`; the reason when that is impossible.
Expected<void> prepare(const ListedFile& file, const Preparation& how, uint8_t* out) {
  auto picture =
      image::read_picture(file.path, 2 * how.size);  // twice: the area filter has something to average
  if (!picture) return tl::unexpected(picture.error());
  if (std::min(picture->width, picture->height) < shortest_side) {
    return fail(
        FailureKind::bad_data,
        fmt::format("{}×{} pixels, smaller than {} a side", picture->width, picture->height, shortest_side),
        file.name, "");
  }
  const image::Picture square = image::over_background(image::centre_crop(*picture), how.background);
  const image::Picture fitted = image::resize_area(square, how.size, how.size);
  const image::Picture result = how.channels == 1 ? image::to_grey(fitted) : image::to_rgb(fitted);
  std::copy(result.pixels.begin(), result.pixels.end(), out);
  return {};
}

/// Closes the gaps of the pictures that could not be read.
void keep_readable(Dataset& set, const FolderListing& listing, const std::vector<std::string>& reasons) {
  const size_t bytes = set.picture_bytes();
  size_t kept = 0;
  for (size_t i = 0; i < reasons.size(); ++i) {
    if (!reasons[i].empty()) {
      set.skipped.push_back(listing.files[i].name + ": " + reasons[i]);
      continue;
    }
    if (kept != i) std::copy_n(set.pixels.data() + i * bytes, bytes, set.pixels.data() + kept * bytes);
    if (set.has_labels()) set.labels.push_back(listing.files[i].label);
    ++kept;
  }
  set.count = static_cast<int64_t>(kept);
  set.pixels.resize(kept * bytes);
}

Expected<DatasetPointer> load_folder(const config::Settings& settings, const std::string& spec,
                                     const WorkContext& context) {
  if (spec.empty()) {
    return fail(FailureKind::usage, "folder needs the path of a folder", "data=folder",
                "Write folder:PATH, or drop a folder on the window.");
  }
  auto listing = list_pictures(spec, context);
  if (!listing) return tl::unexpected(listing.error());
  const Preparation how = preparation(settings);
  const FolderCache cache(spec, *listing, fmt::format("{} {} {}", how.size, how.channels, how.background[0]));
  if (auto cached = cache.load()) return cached;

  auto set = std::make_shared<Dataset>();
  set->key = "folder";
  set->title = std::filesystem::path(spec).lexically_normal().filename().string();
  if (set->title.empty()) set->title = "Folder";
  set->channels = how.channels;
  set->height = set->width = how.size;
  set->label_names = listing->label_names;
  set->skipped = listing->skipped;
  const auto count = static_cast<int64_t>(listing->files.size());
  if (count > most_picture_bytes / static_cast<int64_t>(set->picture_bytes())) {
    return fail(FailureKind::bad_data,
                fmt::format("{} pictures of {}×{} do not fit into memory", count, how.size, how.size), spec,
                "Choose a smaller `size`, or a folder with fewer pictures.");
  }
  set->pixels.resize(static_cast<size_t>(count) * set->picture_bytes());
  std::vector<std::string> reasons(static_cast<size_t>(count));
  auto done = parallel_for(
      count, 16, fmt::format("Reading {} pictures", count), context, [&](int64_t begin, int64_t end) {
        for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
          const auto read = prepare(listing->files[i], how, set->pixels.data() + i * set->picture_bytes());
          if (!read) reasons[i] = read.error().what;
        }
      });
  if (!done) return tl::unexpected(done.error());
  keep_readable(*set, *listing, reasons);
  if (set->count == 0) {
    return fail(
        FailureKind::bad_data,
        fmt::format("none of the {} pictures could be used; the first: {}", count, set->skipped.front()),
        spec, fmt::format("Use {} pictures of at least 8 pixels a side.", image::readable_formats));
  }
  cache.store(*set);
  return set;
}

}  // namespace

DatasetEntry folder_entry() {
  return {{"folder",
           "Folder of pictures",
           "Your own pictures (PNG, JPEG, WebP, BMP, TIFF, GIF): folder:PATH. Subfolders are classes; each "
           "picture is cropped to the middle square.",
           {size_option(), flip_option(), shift_option(), colour_option(), background_option()}},
          load_folder};
}

}  // namespace ganscope::data
