#include "core/tensorboard/event_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <system_error>

#include "core/storage/atomic_file.h"

namespace ganscope::tensorboard {
namespace {

namespace fs = std::filesystem;
constexpr int most_entries = 2000;

}  // namespace

bool is_event_file_name(const fs::path& file) {
  return file.filename().string().find("tfevents") != std::string::npos;
}

Expected<std::vector<fs::path>> event_files(const fs::path& folder) {
  std::error_code error;
  if (fs::is_regular_file(folder, error) && is_event_file_name(folder)) return std::vector{folder};
  if (!fs::is_directory(folder, error))
    return fail(FailureKind::not_found, "there is no such folder of TensorBoard events", folder.string(),
                "name the folder whose files are called events.out.tfevents.…");
  std::vector<fs::path> files;
  fs::directory_iterator entry(folder, error);
  while (!error && entry != fs::directory_iterator()) {
    std::error_code vanished;  // between listing it and looking at it
    if (is_event_file_name(entry->path()) && entry->is_regular_file(vanished)) files.push_back(entry->path());
    entry.increment(error);
  }
  if (error)
    return tl::unexpected(storage::system_failure(error.value(), "The folder cannot be read", folder));
  std::ranges::sort(files);
  if (!files.empty()) return files;
  const std::vector<fs::path> below = event_folders_below(folder);
  return fail(FailureKind::not_found, "there are no TensorBoard events in this folder", folder.string(),
              below.empty() ? "name the folder whose files are called events.out.tfevents.…"
                            : fmt::format("there are some in {}", below.front().string()));
}

bool has_event_files(const fs::path& folder) {
  std::error_code error;
  if (fs::is_regular_file(folder, error)) return is_event_file_name(folder);
  std::error_code vanished;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    if (is_event_file_name(entry->path()) && entry->is_regular_file(vanished)) return true;
  return false;
}

std::vector<fs::path> event_folders_below(const fs::path& folder) {
  std::set<fs::path> found;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error);
  for (int i = 0; !error && i < most_entries && entry != fs::recursive_directory_iterator(); ++i) {
    if (is_event_file_name(entry->path()) && entry.depth() > 0) found.insert(entry->path().parent_path());
    entry.increment(error);
  }
  return {found.begin(), found.end()};
}

}  // namespace ganscope::tensorboard
