#include "core/base/user_path.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <vector>

namespace ganscope {
namespace {

/// The home folder of a user, or of the one who runs the program where the name is empty; empty: not known.
std::string home_of(const std::string& name) {
  if (name.empty())
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') return home;
  std::vector<char> memory(size_t{1} << 14);
  passwd entry{};
  passwd* found = nullptr;
  const int error = name.empty() ? ::getpwuid_r(::getuid(), &entry, memory.data(), memory.size(), &found)
                                 : ::getpwnam_r(name.c_str(), &entry, memory.data(), memory.size(), &found);
  return error == 0 && found != nullptr && found->pw_dir != nullptr ? found->pw_dir : "";
}

}  // namespace

std::string user_path(std::string_view written) {
  if (!written.starts_with('~')) return std::string(written);
  const size_t slash = written.find('/');
  const std::string_view name = written.substr(1, slash == std::string_view::npos ? slash : slash - 1);
  const std::string home = home_of(std::string(name));
  if (home.empty()) return std::string(written);
  return slash == std::string_view::npos ? home : home + std::string(written.substr(slash));
}

}  // namespace ganscope
