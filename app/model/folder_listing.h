#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace ganscope::model {

/// What can be opened in a folder, for the sheet "open".
struct FolderListing {
  enum class Kind { folder, run, events, experiment, checkpoint, generator, picture };
  struct Entry {
    Kind kind = Kind::folder;
    std::string name;  ///< file name
    std::string path;
  };
  std::string folder;                ///< absolute, as it was asked for
  std::string parent;                ///< empty at the root
  std::vector<Entry> entries;        ///< folders first, each kind by name; hidden ones are left out
  std::vector<Entry> picture_files;  ///< directly in the folder, by name, at most most_entries; kind: picture
  int64_t pictures = 0;              ///< in the folder and below it, as far as was looked
  bool more_pictures = false;        ///< there was more to look at
  bool more_entries = false;         ///< only the first `most_entries` are listed
  std::string failure;               ///< in words; empty: it could be read
};

constexpr size_t most_entries = 2000;

/// Reads a folder. May take long (a remote disk): not for the interface thread.
[[nodiscard]] FolderListing list_folder(const std::filesystem::path& folder);

/// Where people keep things, as far as it exists: the home folder, its pictures, the folder of data, the
/// root. `label` is English, for the translation table.
struct Place {
  std::string label, path;
};
[[nodiscard]] std::vector<Place> places();

}  // namespace ganscope::model
