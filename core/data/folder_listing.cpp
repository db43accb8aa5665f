#include "core/data/folder_listing.h"

#include <sys/stat.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <deque>
#include <functional>
#include <set>
#include <utility>

#include "core/base/utf8.h"
#include "core/data/parallel.h"
#include "core/image/content.h"
#include "core/image/file_bytes.h"

namespace ganscope::data {
namespace {

namespace fs = std::filesystem;

constexpr size_t most_files = 2'000'000;
constexpr size_t deepest = 64;  // folders in folders

/// Files of a folder come before its subfolders, each by name.
bool comes_before(const ListedFile& a, const ListedFile& b) {
  const size_t common = std::min(a.folders.size(), b.folders.size());
  for (size_t i = 0; i < common; ++i)
    if (a.folders[i] != b.folders[i]) return a.folders[i] < b.folders[i];
  if (a.folders.size() != b.folders.size()) return a.folders.size() < b.folders.size();
  return a.path.filename().native() < b.path.filename().native();
}

bool lies_in(const fs::path& inner, const fs::path& outer) {
  const auto [in, out] = std::mismatch(inner.begin(), inner.end(), outer.begin(), outer.end());
  return out == outer.end();
}

bool leads_through_clutter(const fs::path& inner, const fs::path& outer) {
  const fs::path between = inner.lexically_relative(outer);
  return std::any_of(between.begin(), between.end(),
                     [](const fs::path& part) { return is_clutter(part.string()); });
}

std::string stamp_of(const struct stat& about) {
  // Not the device: its number changes when a disk is plugged in again.
  return fmt::format("{} {}.{} {}.{} {:o} {}", about.st_size, about.st_mtim.tv_sec, about.st_mtim.tv_nsec,
                     about.st_ctim.tv_sec, about.st_ctim.tv_nsec, about.st_mode, about.st_ino);
}

/// Goes through a folder and all below it, level by level.
class Walk {
 public:
  /// `enough`: asked after each entry; true ends the walk.
  Walk(FolderListing& listing, const WorkContext& context, std::function<bool()> enough)
      : listing_(listing), context_(context), enough_(std::move(enough)) {}

  Expected<void> run() {
    waiting_.push_back({listing_.root, {}});
    while (!ended_ && (!waiting_.empty() || !links_.empty())) {
      // Links last: a folder that is read under its own name is not read under a link's.
      auto& next = waiting_.empty() ? links_ : waiting_;
      const Place place = std::move(next.front());
      next.pop_front();
      if (&next == &links_ && !is_worth_following(place)) continue;
      if (auto looked = look_into(place); !looked) return looked;
    }
    return {};
  }
  [[nodiscard]] bool ended_early() const { return ended_; }

 private:
  struct Place {
    fs::path path;
    std::vector<std::string> folders;
  };

  void leave_out(const std::string& name, std::string reason) {
    listing_.left_out.push_back({shown_name(name), std::move(reason)});
  }

  static std::string name_of(const std::vector<std::string>& folders) {
    return fmt::format("{}/", fmt::join(folders, "/"));
  }

  bool is_worth_following(const Place& place) {
    std::error_code error;
    const fs::path target = fs::canonical(place.path, error);
    if (error) {
      leave_out(name_of(place.folders), "a link that cannot be followed: " + error.message());
    } else if (lies_in(listing_.root, target)) {
      leave_out(name_of(place.folders), "a link back to a folder that holds it");
    } else if (lies_in(target, listing_.root) && !leads_through_clutter(target, listing_.root)) {
      leave_out(name_of(place.folders), "a link to a folder that is read in its own place");
    } else {
      return true;
    }
    return false;
  }

  Expected<void> look_into(const Place& place) {
    if (context_.cancelled()) return stopped("Listing " + listing_.root.string());
    context_.report({"Listing " + listing_.root.string(), static_cast<int64_t>(listing_.files.size()), 0});
    std::error_code error;
    fs::directory_iterator entries(place.path, error);
    if (error && place.folders.empty())
      return fail(FailureKind::io, "cannot look into the folder: " + error.message(), place.path.string(),
                  "Check that you may read it.");
    struct stat about {};
    if (!error && ::stat(place.path.c_str(), &about) == 0 &&
        !seen_.insert({about.st_dev, about.st_ino}).second) {
      leave_out(name_of(place.folders), "a folder that is read under another name");
      return {};
    }
    if (!place.folders.empty()) listing_.folders.push_back(place.folders);
    for (const fs::directory_iterator end; !error && entries != end; entries.increment(error)) {
      take(entries->path(), place);
      if (enough_()) {
        ended_ = true;
        return {};
      }
    }
    if (error) leave_out(name_of(place.folders), "cannot look into the folder: " + error.message());
    if (listing_.files.size() > most_files)
      return fail(FailureKind::bad_data, fmt::format("more than {} files in the folder", most_files),
                  listing_.root.string(), "Choose a folder with fewer files.");
    return {};
  }

  void take(const fs::path& path, const Place& place) {
    const std::string own = path.filename().string();
    if (is_clutter(own)) return;
    const std::string name = place.folders.empty() ? own : name_of(place.folders) + own;
    struct stat about {};
    struct stat link {};
    const bool linked = ::lstat(path.c_str(), &link) == 0 && S_ISLNK(link.st_mode);
    if (::stat(path.c_str(), &about) != 0) {
      const int why = errno;
      leave_out(name,
                linked && (why == ENOENT || why == ELOOP) ? "a link that leads nowhere" : std::strerror(why));
    } else if (S_ISDIR(about.st_mode)) {
      Place inner{path, place.folders};
      inner.folders.push_back(own);
      if (inner.folders.size() > deepest)
        leave_out(name + "/", fmt::format("more than {} folders deep", deepest));
      else
        (linked ? links_ : waiting_).push_back(std::move(inner));
    } else if (S_ISREG(about.st_mode)) {
      listing_.files.push_back({path, shown_name(name), place.folders, stamp_of(about)});
    } else {
      leave_out(name, "not a file: a pipe, a socket or a device");
    }
  }

  FolderListing& listing_;
  const WorkContext& context_;
  std::function<bool()> enough_;
  bool ended_ = false;
  std::deque<Place> waiting_, links_;
  std::set<std::pair<dev_t, ino_t>> seen_;
};

/// Why this is not a folder.
tl::unexpected<Failure> not_a_folder(const fs::path& path, std::error_code error) {
  const bool missing = error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory;
  if (error && !missing)
    return fail(FailureKind::io, "cannot look at the folder: " + error.message(), path.string(),
                "Check that you may read it.");
  if (error)
    return fail(FailureKind::not_found, "there is no such folder", path.string(),
                "Check the path after the colon.");
  if (!fs::is_regular_file(path, error))
    return fail(FailureKind::bad_data, "this is a pipe, a socket or a device, not a folder", path.string(),
                "Give the path of a folder, not of a file.");
  const auto first = image::read_first_bytes(path, image::telling_bytes);
  if (!first) return tl::unexpected(first.error());
  std::string hint = "Give the path of a folder, not of a file.";
  if (image::is_archive(*first)) hint = "Unpack it first, then give the folder that it becomes.";
  if (image::format_of(*first) != image::Format::none)
    hint = "One picture is not enough: give the folder that holds them all.";
  return fail(FailureKind::bad_data, fmt::format("this is {}, not a folder", image::content_words(*first)),
              path.string(), hint);
}

}  // namespace

bool is_clutter(const std::string& name) {
  // What macOS, Windows, Linux' file systems and Synology leave in folders and archives.
  static constexpr std::array left_behind{"__macosx",
                                          "thumbs.db",
                                          "ehthumbs.db",
                                          "ehthumbs_vista.db",
                                          "desktop.ini",
                                          "$recycle.bin",
                                          "system volume information",
                                          "lost+found",
                                          "@eadir",
                                          "icon\r"};
  if (name.starts_with('.')) return true;
  return std::ranges::find(left_behind, lower_case(name)) != left_behind.end();
}

std::string shown_name(const std::string& name) {
  std::string shown;
  for (const char c : printable(name)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F)
      shown += fmt::format("\\x{:02X}", byte);
    else
      shown += c;
  }
  return shown;
}

namespace {

/// The folder itself, with links resolved.
Expected<fs::path> root_of(const fs::path& folder) {
  std::error_code error;
  const auto status = fs::status(folder, error);
  if (status.type() == fs::file_type::not_found)
    error = std::make_error_code(std::errc::no_such_file_or_directory);
  if (!fs::is_directory(status)) return not_a_folder(folder, error);
  fs::path root = fs::canonical(folder, error);
  if (error) return not_a_folder(folder, error);
  return root;
}

bool begins_a_picture(const fs::path& file) {
  const auto first = image::read_first_bytes(file, image::telling_bytes);
  return first && image::format_of(*first) != image::Format::none;
}

}  // namespace

std::string folder_title(const std::string& spec, const FolderListing& listing) {
  fs::path path = fs::path(spec).lexically_normal();
  if (path.filename().empty()) path = path.parent_path();
  std::string name = path.filename().string();
  if (name.empty() || name == "." || name == "..") name = listing.root.filename().string();
  return name.empty() ? "Folder" : shown_name(name);
}

Expected<FolderListing> list_folder(const fs::path& folder, const WorkContext& context) {
  auto root = root_of(folder);
  if (!root) return tl::unexpected(root.error());
  FolderListing listing;
  listing.root = std::move(*root);
  const auto never = [] { return false; };
  if (auto walked = Walk(listing, context, never).run(); !walked) return tl::unexpected(walked.error());
  std::ranges::sort(listing.files, comes_before);
  std::ranges::sort(listing.folders);
  std::ranges::sort(listing.left_out, {}, &LeftOut::name);
  return listing;
}

PictureCount count_pictures(const fs::path& folder, int64_t most_entries, int64_t most_pictures) {
  const auto root = root_of(folder);
  if (!root) return {};
  FolderListing listing;
  listing.root = *root;
  PictureCount count;
  constexpr int most_opened = 256;
  int64_t entries = 0;
  int opened = 0;
  size_t judged = 0;
  const auto may_be_picture = [&](const fs::path& file) {
    return image::names_a_picture(file) || (opened++ < most_opened && begins_a_picture(file));
  };
  const auto enough = [&] {
    ++entries;
    for (; judged < listing.files.size(); ++judged)
      if (may_be_picture(listing.files[judged].path)) ++count.pictures;
    return count.pictures >= most_pictures || entries >= most_entries;
  };
  const WorkContext context;
  Walk walk(listing, context, enough);
  count.all = walk.run() && !walk.ended_early() && opened <= most_opened;
  return count;
}

}  // namespace ganscope::data
