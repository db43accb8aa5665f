#include "core/storage/run_marker.h"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <string>

#include "core/storage/atomic_file.h"

namespace ganscope::storage {
namespace {

namespace fs = std::filesystem;

/// Field 22 of /proc/PID/stat (proc(5)): start time in clock ticks since boot; 0 where there is no /proc.
uint64_t start_time(long pid) {
  std::ifstream stream(fmt::format("/proc/{}/stat", pid));
  std::string text;
  if (!std::getline(stream, text)) return 0;
  const size_t after_name = text.rfind(')');  // the name in brackets may hold spaces
  if (after_name == std::string::npos) return 0;
  std::istringstream rest(text.substr(after_name + 1));
  std::string skipped;
  for (int field = 3; field < 22; ++field) rest >> skipped;
  uint64_t ticks = 0;
  rest >> ticks;
  return ticks;
}

std::string this_host() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string();
}

bool alive(long pid) { return ::kill(static_cast<pid_t>(pid), 0) == 0 || errno == EPERM; }

fs::path marker_file(const fs::path& folder) { return folder / "running"; }

}  // namespace

std::optional<MarkedProcess> marked_process(const fs::path& folder) {
  std::ifstream stream(marker_file(folder));
  MarkedProcess process;
  if (!(stream >> process.pid >> process.started) || process.pid <= 0) return std::nullopt;
  stream >> process.host;
  if (process.host == this_host()) process.host.clear();
  return process;
}

bool process_is_there(const MarkedProcess& process) {
  if (process.pid <= 0 || !process.host.empty() || !alive(process.pid)) return false;
  return process.started == 0 || start_time(process.pid) == process.started;
}

RunMarker read_marker(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::exists(marker_file(folder), ignored)) return RunMarker::none;
  const auto process = marked_process(folder);
  if (process && !process->host.empty()) return RunMarker::other;
  if (!process || !alive(process->pid) || start_time(process->pid) != process->started)
    return RunMarker::stale;
  return process->pid == ::getpid() ? RunMarker::ours : RunMarker::other;
}

Expected<void> write_marker(const fs::path& folder) {
  return write_file_atomically(marker_file(folder),
                               fmt::format("{} {} {}\n", ::getpid(), start_time(::getpid()), this_host()));
}

void remove_marker(const fs::path& folder) {
  std::error_code ignored;
  fs::remove(marker_file(folder), ignored);
}

}  // namespace ganscope::storage
