#include "core/data/locate.h"

#include <fmt/format.h>

#include <cstdlib>

#include "core/base/user_path.h"
#include "core/storage/run_folder.h"

namespace ganscope::data {
namespace {

std::filesystem::path user_folder() { return storage::user_data_folder() / "data"; }

}  // namespace

std::vector<std::filesystem::path> data_folders(const std::vector<std::string>& names, bool folder_itself) {
  std::vector<std::filesystem::path> roots;
  if (const char* given = std::getenv("GANSCOPE_DATA"); given != nullptr && *given != '\0')
    roots.emplace_back(user_path(given));
  roots.push_back(user_folder());
  std::vector<std::filesystem::path> folders;
  for (const auto& root : roots) {
    for (const std::string& name : names) folders.push_back(root / name);
    if (folder_itself) folders.push_back(root);
  }
  return folders;
}

std::optional<std::filesystem::path> plain_or_gzip(const std::filesystem::path& folder,
                                                   const std::string& name) {
  std::error_code error;
  for (const char* ending : {"", ".gz"}) {
    const auto file = folder / (name + ending);
    if (std::filesystem::is_regular_file(file, error)) return file;
  }
  return std::nullopt;
}

std::string where_to_put(const std::string& files, const std::string& subfolder) {
  return fmt::format(
      "Put {} into {}, or into a folder {}/ below the one that the environment variable GANSCOPE_DATA names.",
      files, (user_folder() / subfolder).string(), subfolder);
}

}  // namespace ganscope::data
