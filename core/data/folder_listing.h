#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/failure.h"
#include "core/base/progress.h"

namespace ganscope::data {

/// A file that may be a picture, by the ending of its name.
struct ListedFile {
  std::filesystem::path path;
  std::string name;  ///< relative to the folder
  uint8_t label = 0;
  uintmax_t bytes = 0;
  int64_t changed = 0;  ///< when, in the file system's ticks
};

/// The pictures of a folder in the order of their names, so that the same folder is the same data set
/// everywhere.
struct FolderListing {
  std::vector<ListedFile> files;
  std::vector<std::string> label_names;  ///< the subfolders with pictures, when there are two or more
  std::vector<std::string> skipped;      ///< "NAME: reason"
};

/// Lists PNG and JPEG files in `folder` and in its subfolders, one level deep. Two or more subfolders with
/// pictures are classes, and then pictures beside them are skipped. Links are followed once, so circles do no
/// harm. Fails with `not_found` or, when there are no pictures or too many classes, `bad_data`.
[[nodiscard]] Expected<FolderListing> list_pictures(const std::filesystem::path& folder,
                                                    const WorkContext& context);

}  // namespace ganscope::data
