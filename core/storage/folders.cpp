#include <unistd.h>

#include <chrono>
#include <cstdlib>

#include "core/base/random.h"
#include "core/storage/run_folder.h"

namespace ganscope::storage {
namespace {

namespace fs = std::filesystem;

/// The XDG base directory specification: an absolute path in the variable, else a place below the home
/// folder.
fs::path base_folder(const char* variable, const char* below_home) {
  if (const char* value = std::getenv(variable); value != nullptr && fs::path(value).is_absolute())
    return fs::path(value) / "ganscope";
  if (const char* home = std::getenv("HOME"); home != nullptr && fs::path(home).is_absolute())
    return fs::path(home) / below_home / "ganscope";
  return fs::temp_directory_path() / ("ganscope-" + std::to_string(::getuid()));
}

}  // namespace

fs::path user_data_folder() { return base_folder("XDG_DATA_HOME", ".local/share"); }
fs::path user_cache_folder() { return base_folder("XDG_CACHE_HOME", ".cache"); }
fs::path user_config_folder() { return base_folder("XDG_CONFIG_HOME", ".config"); }

namespace {

/// A name as part of a folder's name: no separators, nothing hidden, not longer than a file system takes.
std::string folder_stem(const std::string& name) {
  constexpr size_t longest = 80;
  std::string stem;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    stem += byte < 0x20 || byte == 0x7F || c == '/' ? '-' : c;
  }
  stem.erase(0, stem.find_first_not_of('.'));
  if (stem.size() > longest) {
    size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(stem[end]) & 0xC0) == 0x80) --end;  // whole letters
    stem.resize(end);
  }
  return stem.empty() ? "run" : stem;
}

}  // namespace

std::string new_run_id(const std::string& experiment_name, const fs::path& runs) {
  constexpr char digits[] = "0123456789abcdef";
  // Only a name: it must differ from start to start, and has no part in what is learned.
  const auto clock = static_cast<uint64_t>(std::chrono::system_clock::now().time_since_epoch().count());
  Random random(mix_seed(clock, static_cast<uint64_t>(::getpid())));
  const std::string stem = folder_stem(experiment_name);
  for (int length = 4;; ++length) {
    for (int attempt = 0; attempt < 64; ++attempt) {
      std::string id = stem + "-";
      for (int i = 0; i < length; ++i) id += digits[random.below(16)];
      std::error_code ignored;
      if (runs.empty() || !fs::exists(runs / id, ignored)) return id;
    }
  }
}

}  // namespace ganscope::storage
