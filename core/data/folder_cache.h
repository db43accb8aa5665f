#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/data/folder_listing.h"

namespace ganscope::data {

/// Prepared pictures of a folder on disk, in the user's cache folder, so that the second start does not
/// decode fifty thousand files again. The name follows from every file's path, size, times, rights and place
/// on the disk, and from what was asked for: a changed folder has another. What may have passed by itself,
/// such as a file that could not be opened, is tried again on loading. Everything in it is checked on
/// loading; a cache that is broken, missing, of another version or cannot be written costs time only.
class FolderCache {
 public:
  FolderCache(const FolderListing& listing, const std::string& options);

  /// The set that was stored, or nothing.
  [[nodiscard]] std::shared_ptr<Dataset> load() const;

  /// `unreadable`: the files that could not be read, whatever is in them.
  void store(const Dataset& set, const std::vector<std::filesystem::path>& unreadable) const;

  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

 private:
  std::filesystem::path file_;
};

}  // namespace ganscope::data
