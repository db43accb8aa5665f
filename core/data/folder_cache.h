#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "core/data/dataset.h"
#include "core/data/folder_listing.h"

namespace ganscope::data {

/// Prepared pictures of a folder on disk, in the user's cache folder, so that the second start does not
/// decode fifty thousand files again. The name follows from every file's path, size and time and from what
/// was asked for: a changed folder has another. Everything in it is checked on loading; a cache that is
/// broken, missing or cannot be written costs time only.
class FolderCache {
 public:
  FolderCache(const std::filesystem::path& folder, const FolderListing& listing, const std::string& options);

  /// The set that was stored, or nothing.
  [[nodiscard]] std::shared_ptr<Dataset> load() const;
  void store(const Dataset& set) const;

  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

 private:
  std::filesystem::path file_;
};

}  // namespace ganscope::data
