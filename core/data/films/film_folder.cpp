#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/data/entries.h"
#include "core/data/films/film_frames.h"
#include "core/data/films/film_layout.h"
#include "core/data/folder_cache.h"
#include "core/data/left_out.h"
#include "core/data/options.h"
#include "core/data/parallel.h"
#include "core/data/preparation.h"
#include "core/image/content.h"
#include "core/image/file_bytes.h"
#include "core/image/gif_io.h"
#include "core/image/read.h"

namespace ganscope::data {
namespace {

constexpr size_t most_film_bytes = size_t{4} << 30;
constexpr int fewest_frames = 2;
constexpr const char* film_hint =
    "Put several films into it: GIFs, or a subfolder with the frames of each as pictures (ffmpeg -i film.mp4 "
    "film/%04d.png makes them); folders around films name their classes.";

/// A film that was read, or why it was not.
struct ReadFilm {
  std::string reason = {};
  std::string kind = {};  ///< what the reason is counted under
  bool passing = false;   ///< a file could not be read: it may be another time
  int frames = 0;         ///< as many as it has on disk
};

ReadFilm unread(const Failure& failure, const std::string& what = "") {
  ReadFilm film{what + failure.what, failure.what, failure.kind != FailureKind::bad_data, 0};
  if (!film.passing) film.kind.resize(std::min(film.kind.size(), film.kind.find_first_of(":,")));
  return film;
}

ReadFilm too_short(int frames) {
  return {frames == 1 ? "one frame: nothing moves in it" : "no frames", "one frame", false, frames};
}

ReadFilm too_small(const image::Picture& picture) {
  return {fmt::format("{}×{} pixels, smaller than {} a side", picture.width, picture.height, shortest_side),
          fmt::format("smaller than {} pixels a side", shortest_side), false, 0};
}

/// Puts a frame into its channel of `out` [size, size, film_frames].
void put_frame(const image::Picture& frame, const Preparation& how, int number, uint8_t* out) {
  const image::Picture grey = prepared(frame, how);
  for (size_t i = 0; i < grey.pixels.size(); ++i)
    out[i * film_frames + static_cast<size_t>(number)] = grey.pixels[i];
}

ReadFilm read_gif_film(const FilmFiles& files, const Preparation& how, uint8_t* out) {
  const auto bytes = image::read_bytes(files.frames.front());
  if (!bytes) return unread(bytes.error());
  const auto film = image::decode_gif_film(*bytes, files.name, film_frames);
  if (!film) return unread(film.error());
  if (film->frames < fewest_frames) return too_short(film->frames);
  if (std::min(film->seen[0].width, film->seen[0].height) < shortest_side) return too_small(film->seen[0]);
  for (int i = 0; i < film_frames; ++i) put_frame(film->seen[static_cast<size_t>(i)], how, i, out);
  return {{}, {}, false, film->frames};
}

ReadFilm read_frames(const FilmFiles& files, const Preparation& how, uint8_t* out) {
  const auto count = static_cast<int>(files.frames.size());
  if (count < fewest_frames) return too_short(count);
  int width = 0, height = 0;
  for (int i = 0; i < film_frames; ++i) {
    const auto& file = files.frames[static_cast<size_t>(i) * files.frames.size() / film_frames];
    const auto frame = image::read_picture(file, 2 * how.size);
    if (!frame) return unread(frame.error(), file.filename().string() + ": ");
    if (std::min(frame->width, frame->height) < shortest_side) return too_small(*frame);
    if (i > 0 && (frame->width != width || frame->height != height))
      return {fmt::format("frames of different sizes, {}×{} and {}×{}", width, height, frame->width,
                          frame->height),
              "frames of different sizes", false, 0};
    width = frame->width;
    height = frame->height;
    put_frame(*frame, how, i, out);
  }
  return {{}, {}, false, count};
}

/// Which files are pictures, and which of those may be films by themselves.
struct Looked {
  std::vector<size_t> gifs, pictures;
  std::vector<LeftOut> left_out;
};

Expected<Looked> look_at_files(const FolderListing& listing, const WorkContext& context) {
  std::vector<image::Format> formats(listing.files.size());
  std::vector<std::string> reasons(listing.files.size());
  auto done = parallel_for(
      static_cast<int64_t>(formats.size()), 64, fmt::format("Looking at {} files", formats.size()), context,
      [&](int64_t begin, int64_t end) {
        for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
          const auto first = image::read_first_bytes(listing.files[i].path, image::telling_bytes);
          if (first) formats[i] = image::format_of(*first);
          if (!first) reasons[i] = first.error().what;
          if (first && formats[i] == image::Format::none)
            reasons[i] = "not a picture: " + image::content_words(*first);
        }
      });
  if (!done) return tl::unexpected(done.error());
  Looked looked;
  for (size_t i = 0; i < formats.size(); ++i) {
    if (!reasons[i].empty())
      looked.left_out.push_back({listing.files[i].name, reasons[i]});
    else
      (formats[i] == image::Format::gif ? looked.gifs : looked.pictures).push_back(i);
  }
  return looked;
}

/// Says how films of other lengths became as long as all are here.
void remark_on_lengths(const std::vector<ReadFilm>& read, Dataset& set) {
  int shortest = 0, longest = 0;
  for (const ReadFilm& film : read) {
    if (!film.reason.empty()) continue;
    shortest = shortest == 0 ? film.frames : std::min(shortest, film.frames);
    longest = std::max(longest, film.frames);
  }
  if (shortest == film_frames && longest == film_frames) return;
  set.remarks.push_back(
      shortest == longest
          ? fmt::format("Of the {} frames of every film {} are used, evenly from the first to "
                        "the last.",
                        longest, film_frames)
          : fmt::format("Films of {} to {} frames: {} of each are used, evenly from the first "
                        "to the last.",
                        shortest, longest, film_frames));
}

Expected<std::shared_ptr<Dataset>> read_films(const FolderListing& listing, const std::string& spec,
                                              const Preparation& how, const WorkContext& context,
                                              std::vector<std::filesystem::path>& unreadable) {
  auto looked = look_at_files(listing, context);
  if (!looked) return tl::unexpected(looked.error());
  const auto films = films_of(listing, looked->gifs, looked->pictures);
  if (!films) return tl::unexpected(films.error());
  auto set = std::make_shared<Dataset>();
  set->channels = film_frames;
  set->height = set->width = how.size;
  const size_t bytes = set->picture_bytes();
  if (films->size() > most_film_bytes / bytes)
    return fail(FailureKind::bad_data,
                fmt::format("{} films of {}×{} do not fit into memory", films->size(), how.size, how.size),
                spec, "Choose a smaller `size`, or a folder with fewer films.");
  set->pixels.resize(films->size() * bytes);
  std::vector<ReadFilm> read(films->size());
  auto done =
      parallel_for(static_cast<int64_t>(films->size()), 4, fmt::format("Reading {} films", films->size()),
                   context, [&](int64_t begin, int64_t end) {
                     for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
                       const FilmFiles& film = (*films)[i];
                       uint8_t* out = set->pixels.data() + i * bytes;
                       read[i] = film.gif ? read_gif_film(film, how, out) : read_frames(film, how, out);
                     }
                   });
  if (!done) return tl::unexpected(done.error());

  std::vector<LeftOut> left_out = listing.left_out;
  left_out.insert(left_out.end(), looked->left_out.begin(), looked->left_out.end());
  std::vector<size_t> used;
  std::vector<FolderNames> around;
  for (size_t i = 0; i < films->size(); ++i) {
    const FilmFiles& film = (*films)[i];
    if (read[i].reason.empty()) {
      used.push_back(i);
      around.push_back(film.folders);
    } else {
      left_out.push_back({film.name, read[i].reason, read[i].kind});
      if (read[i].passing) unreadable.insert(unreadable.end(), film.frames.begin(), film.frames.end());
    }
  }
  const FolderLayout layout = classes_of(around, {});
  size_t kept = 0;
  for (size_t i = 0; i < used.size(); ++i) {
    if (!layout.left_out[i].empty()) {
      left_out.push_back({(*films)[used[i]].name, layout.left_out[i]});
      continue;
    }
    std::copy_n(set->pixels.data() + used[i] * bytes, bytes, set->pixels.data() + kept * bytes);
    if (!layout.labels.empty()) set->labels.push_back(layout.labels[i]);
    ++kept;
  }
  set->pixels.resize(kept * bytes);
  set->count = static_cast<int64_t>(kept);
  set->label_names = layout.label_names;
  set->remarks = layout.remarks;
  tell_left_out(std::move(left_out), *set);
  if (kept == 0)
    return fail(FailureKind::bad_data,
                films->empty() ? "no films in the folder"
                               : fmt::format("none of the {} films can be used; the first: {}", films->size(),
                                             set->skipped.front()),
                spec, film_hint);
  if (kept == 1) return fail(FailureKind::bad_data, "one film is not enough", spec, film_hint);
  remark_on_lengths(read, *set);
  return set;
}

Expected<DatasetPointer> load_films(const config::Settings& settings, const std::string& spec,
                                    const WorkContext& context) {
  if (spec.empty())
    return fail(FailureKind::usage, "film needs the path of a folder", "data=film", "Write film:PATH.");
  const auto listing = list_folder(spec, context);
  if (!listing) return tl::unexpected(listing.error());
  Preparation how = preparation(settings);
  how.channels = 1;
  const FolderCache cache(*listing, fmt::format("film {} {} {}", film_frames, how.size, how.background[0]));
  std::shared_ptr<Dataset> set = cache.load();
  if (!set) {
    std::vector<std::filesystem::path> unreadable;
    auto read = read_films(*listing, spec, how, context, unreadable);
    if (!read) return tl::unexpected(read.error());
    set = *read;
    set->key = "film";
    cache.store(*set, unreadable);
  }
  set->form = Form::films;
  set->title = folder_title(spec, *listing);
  return set;
}

}  // namespace

DatasetEntry film_entry() {
  return {
      {"film",
       "Folder of films",
       "Your own short films: film:PATH, a folder of GIFs, or one whose subfolders hold the frames of one "
       "film each as pictures. Folders around films name their classes. Eight frames of each are used, "
       "evenly from the first to the last, in grey, cropped to the middle square. A GIF that stands still "
       "is left out.",
       {size_option(), flip_option(), shift_option(), background_option()}},
      load_films};
}

}  // namespace ganscope::data
