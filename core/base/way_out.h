#pragma once
#include <functional>
#include <string>

namespace ganscope {

// The ways out of the process other than main returning, in one place.
//
// A signal that asks the program to end (SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, SIGUSR1, SIGUSR2) only
// sets a flag: `end_wanted`. Everything that takes long looks at it several times a second, saves and
// returns; nobody sleeps longer than a quarter of a second without looking. SIGPIPE and SIGXFSZ are ignored:
// a write then fails with EPIPE or EFBIG, and whoever writes says so. What ends the process without asking
// (exit() called by a library whose display went away, std::terminate, abort()) first carries out the last
// acts.

/// First lines of main(). A signal that came before is forgotten. SIGHUP stays ignored under nohup.
void watch_ways_out();

/// Whether the process was asked to end. Any thread.
[[nodiscard]] bool end_wanted();
/// Asks as a signal would. Any thread.
void want_end();

/// What must be done before the process goes, however it goes: saving. While such an object lives, its act is
/// carried out at most once, on whichever thread brings the process down, and returns what a person should
/// know
/// ("The run is saved …"), or nothing. It may be called while its owner is at work on other threads, and
/// never throws.
class LastAct {
 public:
  explicit LastAct(std::function<std::string()> act);
  ~LastAct();
  LastAct(const LastAct&) = delete;
  LastAct& operator=(const LastAct&) = delete;

 private:
  int id_;
};

/// Carries out the last acts and ends the process at once, with an error in two lines and exit code 1. For
/// callbacks of C libraries that must not return.
[[noreturn]] void go_now(const std::string& what, const std::string& where);

}  // namespace ganscope
