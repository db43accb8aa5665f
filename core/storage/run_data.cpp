#include "core/storage/run_data.h"

#include <optional>
#include <string>
#include <system_error>

#include "core/base/user_path.h"
#include "core/config/experiment.h"
#include "core/storage/atomic_file.h"
#include "core/storage/run_folder.h"

namespace ganscope::storage {
namespace {

namespace fs = std::filesystem;
constexpr const char* drawing_key = "drawing";

/// The file of a drawing; nothing for other data.
std::optional<fs::path> drawing_of(const config::Settings& settings) {
  if (!settings.has("data") || config::data_key(settings) != drawing_key) return std::nullopt;
  const std::string& spec = settings.text("data");
  const size_t colon = spec.find(':');
  if (colon == std::string::npos || colon + 1 == spec.size()) return default_drawing_file();
  return fs::path(user_path(spec.substr(colon + 1)));
}

fs::path own_copy(const fs::path& run_folder, const fs::path& file) {
  return run_folder / "data" / file.filename();
}

}  // namespace

fs::path default_drawing_file() { return user_data_folder() / "drawing.json"; }

Expected<void> keep_data(const fs::path& run_folder, const config::Settings& settings) {
  const auto file = drawing_of(settings);
  std::error_code error;
  if (!file || !fs::is_regular_file(*file, error)) return {};
  const fs::path copy = own_copy(run_folder, *file);
  if (fs::equivalent(*file, copy, error)) return {};
  error.clear();
  fs::create_directories(copy.parent_path(), error);
  if (!error) fs::copy_file(*file, copy, fs::copy_options::overwrite_existing, error);
  if (error) return tl::unexpected(system_failure(error.value(), "The drawing cannot be kept", copy));
  return {};
}

void use_own_data(const fs::path& run_folder, config::Settings& settings) {
  const auto file = drawing_of(settings);
  if (!file || run_folder.empty()) return;
  const fs::path copy = own_copy(run_folder, *file);
  std::error_code ignored;
  if (fs::is_regular_file(copy, ignored))
    settings.set("data", std::string(drawing_key) + ":" + copy.string());
}

}  // namespace ganscope::storage
