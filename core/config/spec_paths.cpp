#include "core/config/spec_paths.h"

#include <system_error>

#include "core/base/user_path.h"

namespace ganscope::config {

namespace fs = std::filesystem;

std::vector<fs::path> one_or_two_paths(const std::string& text, const fs::path& base) {
  const auto exists = [&](const std::string& path) {
    std::error_code error;
    return !path.empty() && fs::exists(base / user_path(path), error);
  };
  const size_t first = text.find(',');
  if (first == std::string::npos || exists(text)) return {user_path(text)};
  size_t best = first;
  bool left_found = exists(text.substr(0, first));
  for (size_t comma = first; comma != std::string::npos; comma = text.find(',', comma + 1)) {
    const bool left = exists(text.substr(0, comma));
    if (left && exists(text.substr(comma + 1))) {
      best = comma;
      break;
    }
    if (left && !left_found) {
      best = comma;
      left_found = true;
    }
  }
  return {user_path(text.substr(0, best)), user_path(text.substr(best + 1))};
}

}  // namespace ganscope::config
