#include "core/data/folder_listing.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/data/parallel.h"
#include "core/image/content.h"

namespace ganscope::data {
namespace {

namespace fs = std::filesystem;

constexpr size_t most_class_folders = 256;  // a label is a byte

/// What lies directly in one folder, sorted by name.
struct Content {
  std::vector<ListedFile> pictures;
  std::vector<fs::path> folders;
};

Expected<Content> content_of(const fs::path& folder, const std::string& prefix, FolderListing& listing,
                             const WorkContext& context) {
  Content content;
  std::error_code error;
  fs::directory_iterator entries(folder, error);
  if (error) {
    return fail(FailureKind::io, "cannot look into the folder: " + error.message(), folder.string(),
                "Check that you may read it.");
  }
  for (const fs::directory_iterator end; entries != end; entries.increment(error)) {
    if (error) break;
    if (context.cancelled()) return stopped("Listing " + folder.string());
    const fs::path& path = entries->path();
    std::error_code problem;
    if (fs::is_directory(path, problem)) {
      content.folders.push_back(path);
    } else if (image::names_a_picture(path)) {
      ListedFile file{path, prefix + path.filename().string(), 0, 0, 0};
      file.bytes = fs::file_size(path, problem);
      if (!problem)
        file.changed = static_cast<int64_t>(fs::last_write_time(path, problem).time_since_epoch().count());
      if (problem) {
        listing.skipped.push_back(file.name + ": " + problem.message());
      } else {
        content.pictures.push_back(std::move(file));
      }
    }
  }
  std::sort(content.pictures.begin(), content.pictures.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  std::sort(content.folders.begin(), content.folders.end());
  return content;
}

/// A subfolder and the pictures in it.
using Class = std::pair<std::string, std::vector<ListedFile>>;

Expected<std::vector<Class>> subfolders_with_pictures(const Content& top, FolderListing& listing,
                                                      const WorkContext& context) {
  std::vector<Class> classes;
  for (const fs::path& folder : top.folders) {
    const std::string name = folder.filename().string();
    auto content = content_of(folder, name + "/", listing, context);
    if (!content && content.error().kind == FailureKind::cancelled) return tl::unexpected(content.error());
    if (!content) {
      listing.skipped.push_back(name + "/: " + content.error().what);
    } else if (!content->pictures.empty()) {
      classes.emplace_back(name, std::move(content->pictures));
    }
  }
  return classes;
}

}  // namespace

Expected<FolderListing> list_pictures(const fs::path& folder, const WorkContext& context) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return fail(FailureKind::not_found, "there is no such folder", folder.string(),
                "Check the path after folder:.");
  }
  FolderListing listing;
  auto top = content_of(folder, "", listing, context);
  if (!top) return tl::unexpected(top.error());
  auto classes = subfolders_with_pictures(*top, listing, context);
  if (!classes) return tl::unexpected(classes.error());
  const bool labelled = classes->size() >= 2;
  if (labelled && classes->size() > most_class_folders) {
    return fail(
        FailureKind::bad_data, fmt::format("{} subfolders, each of which would be a class", classes->size()),
        folder.string(),
        fmt::format(
            "At most {} classes are possible: put all pictures into one folder for a set without labels.",
            most_class_folders));
  }
  if (labelled) {
    for (const ListedFile& file : top->pictures)
      listing.skipped.push_back(file.name + ": stands beside the class folders");
  } else {
    listing.files = std::move(top->pictures);
  }
  for (size_t label = 0; label < classes->size(); ++label) {
    auto& [name, files] = (*classes)[label];
    if (labelled) listing.label_names.push_back(name);
    for (ListedFile& file : files) {
      if (labelled) file.label = static_cast<uint8_t>(label);
      listing.files.push_back(std::move(file));
    }
  }
  if (listing.files.empty()) {
    return fail(FailureKind::bad_data, "no pictures in the folder", folder.string(),
                fmt::format("Put {} files into it, or into subfolders that name their classes.",
                            image::readable_formats));
  }
  return listing;
}

}  // namespace ganscope::data
