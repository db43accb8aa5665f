#include "core/storage/bookmarks.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "core/image/file_bytes.h"
#include "core/storage/atomic_file.h"
#include "core/storage/bookmarks_forms.h"

namespace ganscope::storage {
namespace {

namespace fs = std::filesystem;

constexpr size_t largest_file = size_t{256} << 20;
constexpr const char* kept_as = "bookmarks.json";

/// The place of each class of the file among those of the model; −1: it has none of that name.
std::vector<int> class_places(const ReadBookmarks& read, int classes, std::span<const std::string> names) {
  std::vector<int> places;
  const bool by_name = static_cast<int>(names.size()) == classes && !read.classes.empty();
  const int count = by_name ? static_cast<int>(read.classes.size()) : classes;
  for (int i = 0; i < count; ++i) {
    const auto found = by_name ? std::ranges::find(names, read.classes[static_cast<size_t>(i)]) : names.end();
    places.push_back(!by_name ? i : found == names.end() ? -1 : static_cast<int>(found - names.begin()));
  }
  return places;
}

/// Counts a bookmark's classes as the model does; false: it has one that the model does not know.
bool recount(Bookmark& bookmark, const std::vector<int>& places, int classes) {
  const auto place = [&](int label) {
    return label >= 0 && static_cast<size_t>(label) < places.size() ? places[static_cast<size_t>(label)] : -1;
  };
  if (bookmark.label < 0) return bookmark.shares.empty();  // it has no class: the one in hand will do
  bookmark.label = place(bookmark.label);
  if (bookmark.label < 0) return false;
  if (bookmark.shares.empty()) return true;
  std::vector<float> shares(static_cast<size_t>(classes), 0.0F);
  for (size_t i = 0; i < bookmark.shares.size(); ++i) {
    if (bookmark.shares[i] == 0) continue;
    const int to = place(static_cast<int>(i));
    if (to < 0) return false;
    shares[static_cast<size_t>(to)] = bookmark.shares[i];
  }
  bookmark.shares = std::move(shares);
  return true;
}

/// A name beside `file` that nothing has yet: bookmarks-unreadable.json, bookmarks-unreadable-2.json …
fs::path free_name(const fs::path& folder) {
  std::error_code error;
  fs::path name = folder / "bookmarks-unreadable.json";
  for (int i = 2; fs::exists(name, error); ++i)
    name = folder / fmt::format("bookmarks-unreadable-{}.json", i);
  return name;
}

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";  // some editors begin a file with it
  if (text.starts_with(mark)) text.remove_prefix(mark.size());
  return text;
}

}  // namespace

bool begins_like_bookmarks(std::string_view first_bytes) {
  std::string_view text = without_mark(first_bytes);
  if (text.starts_with(csv_begin)) return text.size() == csv_begin.size() || text[csv_begin.size()] == ',';
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  // Ours say so first; another program may have put the members in another order.
  return text.starts_with('{') && text.find("\"ganscope\"") != std::string_view::npos &&
         text.find("\"bookmarks\"") != std::string_view::npos;
}

Expected<ReadBookmarks> parse_bookmarks(std::string_view text, const std::string& where) {
  text = without_mark(text);
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos)
    return fail(FailureKind::bad_data, "This file is empty", where, "take one that holds bookmarks");
  if (text[begin] == '{' || text[begin] == '[') return parse_json_bookmarks(text, where);
  return parse_csv_bookmarks(text, where);
}

bool same_bookmark(const Bookmark& a, const Bookmark& b) {
  return a.name == b.name && a.space == b.space && a.latent == b.latent && a.label == b.label &&
         a.shares == b.shares && a.truncation == b.truncation && a.model == b.model && a.step == b.step;
}

Expected<ReadBookmarks> read_bookmarks(const fs::path& file) {
  const auto bytes = image::read_bytes(file, largest_file);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_bookmarks({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, file.string());
}

Expected<ReadBookmarks> open_bookmarks(const fs::path& run_folder) {
  const fs::path file = run_folder / kept_as;
  std::error_code error;
  if (!fs::exists(file, error)) return ReadBookmarks{};
  auto read = read_bookmarks(file);
  if (read || read.error().kind != FailureKind::bad_data) return read;
  Failure failure = std::move(read.error());
  if (const auto aside = put_bookmarks_aside(run_folder)) {
    failure.hint =
        fmt::format("the file is kept as {}; new bookmarks begin a new one", aside->filename().string());
  } else {
    failure.kind = FailureKind::io;
    failure.hint = "it stays where it is, and new bookmarks of this run are not kept; move it away";
  }
  return tl::unexpected(std::move(failure));
}

Expected<fs::path> put_bookmarks_aside(const fs::path& run_folder) {
  const fs::path file = run_folder / kept_as, aside = free_name(run_folder);
  std::error_code error;
  fs::rename(file, aside, error);
  if (error) return tl::unexpected(system_failure(error.value(), "The file cannot be put aside", file));
  return aside;
}

Expected<void> keep_bookmarks(const fs::path& run_folder, std::span<const Bookmark> list,
                              std::span<const std::string> classes, const std::string& run) {
  const fs::path file = run_folder / kept_as;
  std::error_code error;
  if (list.empty() && !fs::exists(file, error)) return {};
  return write_file_atomically(file, bookmarks_as_json(list, classes, run));
}

Expected<ReadBookmarks> fitted_bookmarks(ReadBookmarks read, int latent_dim, bool has_w, int classes,
                                         std::span<const std::string> class_names, const std::string& where) {
  const std::vector<int> places = class_places(read, classes, class_names);
  ReadBookmarks fitted;
  fitted.run = read.run;
  fitted.classes.assign(class_names.begin(), class_names.end());
  fitted.remarks = std::move(read.remarks);
  int long_ones = 0, mapped = 0, unknown = 0, unlabelled = 0;
  size_t found = 0;
  for (Bookmark& bookmark : read.list) {
    if (bookmark.latent.size() != static_cast<size_t>(latent_dim)) {
      ++long_ones;
      found = bookmark.latent.size();
    } else if (bookmark.space == api::Space::w && !has_w) {
      ++mapped;
    } else if (classes > 0 && !recount(bookmark, places, classes)) {
      ++unknown;
    } else {
      if (classes == 0 && bookmark.label >= 0) {
        bookmark.label = -1;
        bookmark.shares.clear();
        ++unlabelled;
      }
      fitted.list.push_back(std::move(bookmark));
    }
  }
  if (long_ones > 0)
    fitted.remarks.push_back(fmt::format("{} of {}: their latents have {} numbers, those of this model {}",
                                         long_ones, read.list.size(), found, latent_dim));
  if (mapped > 0)
    fitted.remarks.push_back(
        fmt::format("{} of {} are of w, and this model has no mapping network", mapped, read.list.size()));
  if (unknown > 0)
    fitted.remarks.push_back(
        fmt::format("{} of {} have classes that this model does not know", unknown, read.list.size()));
  if (fitted.list.empty() && !read.list.empty())
    return fail(FailureKind::bad_data, "None of these bookmarks fits this model", where,
                fmt::format("{}", fmt::join(fitted.remarks, "; ")));
  if (unlabelled > 0)
    fitted.remarks.push_back(fmt::format("{} had a class; this model has none", unlabelled));
  return fitted;
}

}  // namespace ganscope::storage
