#include "app/model/folder_listing.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "core/base/user_path.h"
#include "core/base/utf8.h"
#include "core/data/folder_listing.h"
#include "core/follow/watch_file.h"
#include "core/image/content.h"
#include "core/storage/run_folder.h"
#include "core/tensorboard/event_files.h"

namespace ganscope::model {
namespace {

namespace fs = std::filesystem;
using Kind = FolderListing::Kind;

constexpr int64_t most_looked_at = 4000;  // names, for the count of pictures

bool hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

/// Adds what the entry is, if it can be opened.
void add(const fs::directory_entry& found, FolderListing& listing) {
  std::error_code error;
  const fs::path& path = found.path();
  const std::string name = path.filename().string();
  if (found.is_directory(error)) {
    const bool run = fs::exists(path / "experiment.toml", error) || follow::is_watched(path);
    const bool events = !run && tensorboard::has_event_files(path);
    listing.entries.push_back({run ? Kind::run : events ? Kind::events : Kind::folder, name, path.string()});
    return;
  }
  const std::string extension = lower_case(path.extension().string());
  if (extension == ".toml") listing.entries.push_back({Kind::experiment, name, path.string()});
  if (extension == ".safetensors") listing.entries.push_back({Kind::checkpoint, name, path.string()});
  if (extension == ".pt") listing.entries.push_back({Kind::generator, name, path.string()});
  if (image::names_a_picture(path) && listing.picture_files.size() < most_entries)
    listing.picture_files.push_back({Kind::picture, name, path.string()});
}

}  // namespace

FolderListing list_folder(const fs::path& folder) {
  FolderListing listing;
  std::error_code error;
  const fs::path whole = fs::absolute(folder, error).lexically_normal();
  listing.folder = whole.string();
  if (listing.folder.size() > 1 && listing.folder.ends_with('/')) listing.folder.pop_back();
  const fs::path parent = fs::path(listing.folder).parent_path();
  if (parent != fs::path(listing.folder)) listing.parent = parent.string();
  fs::directory_iterator entry(listing.folder, error);
  if (error) {
    listing.failure = error.message();
    return listing;
  }
  for (const fs::directory_iterator end; !error && entry != end; entry.increment(error)) {
    if (hidden(entry->path())) continue;
    add(*entry, listing);
    if (listing.entries.size() > most_entries) break;
  }
  std::ranges::sort(listing.entries, [](const auto& a, const auto& b) {
    const bool a_file = a.kind >= Kind::experiment, b_file = b.kind >= Kind::experiment;
    return a_file != b_file ? b_file : lower_case(a.name) < lower_case(b.name);
  });
  std::ranges::sort(listing.picture_files,
                    [](const auto& a, const auto& b) { return lower_case(a.name) < lower_case(b.name); });
  listing.more_entries = listing.entries.size() > most_entries;
  if (listing.more_entries) listing.entries.resize(most_entries);
  const data::PictureCount count = data::count_pictures(whole, most_looked_at, most_looked_at);
  listing.pictures = count.pictures;
  listing.more_pictures = !count.all;
  return listing;
}

std::vector<Place> places() {
  std::vector<Place> all;
  std::error_code error;
  const auto offer = [&](const char* label, const fs::path& path) {
    if (!path.empty() && fs::is_directory(path, error)) all.push_back({label, path.string()});
  };
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') {
    offer("Home", home);
    offer("Pictures folder", fs::path(home) / "Pictures");
    offer("Downloads", fs::path(home) / "Downloads");
  }
  if (const char* data = std::getenv("GANSCOPE_DATA"); data != nullptr && *data != '\0')
    offer("Data folder", user_path(data));
  offer("The whole disk", "/");
  return all;
}

}  // namespace ganscope::model
