#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ganscope::data {

/// Where data sets that the program does not bring along are looked for, in this order: $GANSCOPE_DATA, then
/// the user's data folder (…/ganscope/data); in each the subfolders `names` first, then the folder itself.
[[nodiscard]] std::vector<std::filesystem::path> data_folders(const std::vector<std::string>& names,
                                                              bool folder_itself);

/// `folder/name`, or `folder/name.gz` when only that is there.
[[nodiscard]] std::optional<std::filesystem::path> plain_or_gzip(const std::filesystem::path& folder,
                                                                 const std::string& name);

/// "put A and B into FOLDER or set GANSCOPE_DATA …": the hint when nothing was found.
[[nodiscard]] std::string where_to_put(const std::string& files, const std::string& subfolder);

}  // namespace ganscope::data
