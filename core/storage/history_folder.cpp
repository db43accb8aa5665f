#include "core/storage/history_folder.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "core/storage/atomic_file.h"
#include "core/storage/run_folder.h"

namespace ganscope::storage {
namespace {

namespace fs = std::filesystem;

fs::path folder_of(const fs::path& run_folder) { return run_folder / "history"; }

/// The step in a name that this program gave; nothing for any other name.
std::optional<int64_t> own_step(const fs::path& file) {
  const std::string name = file.filename().string();
  constexpr std::string_view stem = "step-";
  if (!name.starts_with(stem)) return std::nullopt;
  int64_t step = -1;
  std::from_chars(name.data() + stem.size(), name.data() + name.size(), step);
  return step >= 0 && name == checkpoint_name(step) ? std::optional(step) : std::nullopt;
}

}  // namespace

std::vector<StoredMoment> stored_moments(const fs::path& run_folder) {
  std::vector<StoredMoment> found;
  std::error_code error;
  for (fs::directory_iterator entry(folder_of(run_folder), error), end; !error && entry != end;
       entry.increment(error)) {
    const auto step = own_step(entry->path());
    std::error_code ignored;
    if (!step || !entry->is_regular_file(ignored)) continue;
    const auto bytes = entry->file_size(ignored);
    found.push_back({*step, ignored ? 0 : bytes, entry->path()});
  }
  std::ranges::sort(found, {}, &StoredMoment::step);
  return found;
}

fs::path moment_file(const fs::path& run_folder, int64_t step) {
  return folder_of(run_folder) / checkpoint_name(step);
}

Expected<void> write_moment(const fs::path& run_folder, int64_t step, const TensorFile& content) {
  std::error_code error;
  fs::create_directories(folder_of(run_folder), error);
  if (error)
    return tl::unexpected(
        system_failure(error.value(), "The folder of the run's film cannot be made", folder_of(run_folder)));
  return write_tensor_file(moment_file(run_folder, step), content);
}

void discard_moments(const fs::path& run_folder, const std::vector<fs::path>& files) {
  if (files.empty()) return;
  const fs::path to = run_folder / "discarded" / "history";
  std::error_code ignored;
  fs::remove_all(to, ignored);
  fs::create_directories(to, ignored);
  for (const fs::path& file : files) fs::rename(file, to / file.filename(), ignored);
}

void clear_unfinished_moments(const fs::path& run_folder) {
  std::error_code error;
  for (fs::directory_iterator entry(folder_of(run_folder), error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code left;
    if (is_temporary_name(entry->path())) fs::remove(entry->path(), left);
  }
}

uint64_t stored_bytes(const TensorFile& content) {
  uint64_t sum = 256;
  for (const NamedTensor& tensor : content.tensors)
    sum += tensor.bytes.size() + 2 * tensor.name.size() + 96 + 24 * tensor.shape.size();
  for (const auto& [key, value] : content.metadata) sum += key.size() + 2 * value.size() + 8;
  return sum;
}

}  // namespace ganscope::storage
