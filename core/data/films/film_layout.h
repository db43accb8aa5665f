#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/failure.h"
#include "core/data/folder_layout.h"
#include "core/data/folder_listing.h"

namespace ganscope::data {

/// A film on disk: one GIF, or the pictures of one folder in the order of their names, in which 9 comes
/// before 10.
struct FilmFiles {
  std::string name;                           ///< relative to the folder; of pictures it ends in "/"
  FolderNames folders;                        ///< around it
  std::vector<std::filesystem::path> frames;  ///< a GIF by itself, or all pictures
  bool gif = false;
};

/// The films of a folder. `gifs`, `pictures`: numbers of the files of the listing that are one or the other.
/// Fails with `bad_data` where the folder mixes them, so that nobody knows what is a film, and where the only
/// film is the folder itself.
[[nodiscard]] Expected<std::vector<FilmFiles>> films_of(const FolderListing& listing,
                                                        const std::vector<size_t>& gifs,
                                                        const std::vector<size_t>& pictures);

/// Whether a name comes before another one when numbers in them count as numbers.
[[nodiscard]] bool before_by_numbers(const std::string& a, const std::string& b);

}  // namespace ganscope::data
