#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/failure.h"
#include "core/base/progress.h"

namespace ganscope::data {

/// Something that is not used, and why.
struct LeftOut {
  std::string name;       ///< relative to the folder; a folder's ends in "/"
  std::string reason;     ///< "a broken JPEG: it ends too early"
  std::string kind = {};  ///< what it is counted under, "a broken JPEG"; empty: the whole reason
};

/// A file of a folder, whatever is in it.
struct ListedFile {
  std::filesystem::path path;
  std::string name;                  ///< relative to the folder, fit to be shown
  std::vector<std::string> folders;  ///< the names of the folders between, from the outside, as on disk
  std::string stamp;                 ///< size, times, rights and inode: whether it has changed
};

/// What lies in a folder.
struct FolderListing {
  std::filesystem::path root;  ///< the folder, absolute, with links resolved
  std::vector<ListedFile>
      files;  ///< in every folder the files by name, then what is in its subfolders, by name
  std::vector<std::vector<std::string>> folders;  ///< all of them below the root, as in ListedFile::folders
  std::vector<LeftOut> left_out;
};

/// Lists all files in `folder` and below it, whatever they are called. Hidden things are passed over as if
/// they were not there: names that begin with a dot, and what other systems leave behind (`is_clutter`).
/// Links to files count as files. Links to folders are followed where they lead elsewhere, and left out where
/// they lead back into the folder or around it. Folders and files that cannot be looked at, dangling links,
/// and what is not a file are left out with their reasons. Fails with `not_found`, with `io` where the folder
/// cannot be looked into, and with `bad_data` where it is a file (an archive, say, which the hint says to
/// unpack) or has more than two million of them.
[[nodiscard]] Expected<FolderListing> list_folder(const std::filesystem::path& folder,
                                                  const WorkContext& context);

/// How many files may be pictures: by their names or, where those say nothing, by their first bytes.
struct PictureCount {
  int64_t pictures = 0;
  bool all = false;  ///< everything was looked at
};

/// Counts in what `list_folder` lists, without sorting, level by level. Looks at no more than `most_entries`
/// files and folders, opens no more than some hundred, and ends with `most_pictures`, so that a home folder
/// or a whole disk takes no time. None where there is no such folder.
[[nodiscard]] PictureCount count_pictures(const std::filesystem::path& folder, int64_t most_entries,
                                          int64_t most_pictures);

/// What the folder is called by the user, or where that is "." by itself.
[[nodiscard]] std::string folder_title(const std::string& spec, const FolderListing& listing);

/// Whether a file or folder of this name is no one's data: .ipynb_checkpoints, __MACOSX, Thumbs.db …
[[nodiscard]] bool is_clutter(const std::string& name);

/// A name as it can be shown, kept and read again: bytes that are not UTF-8 and control characters become
/// \xNN.
[[nodiscard]] std::string shown_name(const std::string& name);

}  // namespace ganscope::data
