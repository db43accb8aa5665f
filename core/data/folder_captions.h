#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/base/failure.h"
#include "core/data/captions.h"
#include "core/data/dataset.h"
#include "core/data/folder_listing.h"

namespace ganscope::data {

inline constexpr std::string_view captions_file = "captions.txt";

/// Gives a folder's pictures what its captions.txt says: a line a picture, its file relative to the folder, a
/// tab or a comma, the caption; several lines of one picture are several captions of it. The vocabulary is
/// the words of the file that at least two pictures have, the 256 most frequent of them; of Chinese every
/// character. What was left out becomes a remark. Fails with `not_found` where there is no such file, and
/// with `bad_data` where a line says nothing of a picture or the file is about other pictures.
[[nodiscard]] Expected<void> add_captions(const FolderListing& listing, const std::string& spec,
                                          Dataset& set);

/// The same of a text, for pictures of these names, in the order of the samples. `where` names the file.
/// Remarks are appended.
[[nodiscard]] Expected<Captions> captions_of(std::string_view text, const std::vector<std::string>& names,
                                             const std::string& where, std::vector<std::string>& remarks);

}  // namespace ganscope::data
