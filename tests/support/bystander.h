#pragma once
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>

namespace ganscope::testing {

/// Another process, which does nothing until it ends: one that has a run open, say.
class Bystander {
 public:
  Bystander() : pid_(::fork()) {
    if (pid_ == 0)
      for (;;) ::pause();
  }
  ~Bystander() { end(); }
  Bystander(const Bystander&) = delete;
  Bystander& operator=(const Bystander&) = delete;
  /// Kills it.
  void end() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }
  [[nodiscard]] long pid() const { return pid_; }
  /// Field 22 of /proc/PID/stat.
  [[nodiscard]] uint64_t started() const {
    std::ifstream stream("/proc/" + std::to_string(pid_) + "/stat");
    std::string text;
    std::getline(stream, text);
    std::istringstream rest(text.substr(text.rfind(')') + 1));
    std::string skipped;
    for (int field = 3; field < 22; ++field) rest >> skipped;
    uint64_t ticks = 0;
    rest >> ticks;
    return ticks;
  }
  /// What it would write into the file `running` of a run.
  [[nodiscard]] std::string marker() const {
    return std::to_string(pid_) + " " + std::to_string(started()) + "\n";
  }

 private:
  pid_t pid_;
};

}  // namespace ganscope::testing
