#include "core/base/way_out.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <mutex>
#include <utility>
#include <vector>

namespace ganscope {
namespace {

constexpr std::array<int, 7> asking{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, SIGUSR1, SIGUSR2};
constexpr int64_t same_request_ms = 50;      ///< `timeout` sends its signal twice within microseconds
constexpr unsigned longest_last_act_s = 20;  ///< then the process goes without

std::atomic<bool> wanted{false};
std::array<std::atomic<int64_t>, 65> first_ms{};  ///< when each signal came for the first time; 0: never
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int64_t>::is_always_lock_free);

int64_t now_ms() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);  // may be called in a signal handler
  return int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

/// Pressed twice, a key means "at once", in the system's own way. A closed terminal says SIGHUP twice itself.
bool means_at_once(int number) { return number == SIGINT || number == SIGTERM || number == SIGQUIT; }

extern "C" void on_request(int number) {
  wanted = true;
  int64_t before = 0;
  const int64_t now = now_ms();
  if (first_ms[static_cast<size_t>(number)].compare_exchange_strong(before, now)) return;
  if (!means_at_once(number) || now - before < same_request_ms) return;
  std::signal(number, SIG_DFL);
  std::raise(number);  // delivered when this handler returns
}

struct Act {
  int id = 0;
  std::function<std::string()> act;
};

/// Never destroyed: it is asked after main has returned.
struct Acts {
  std::mutex mutex;  ///< held while they are carried out: their owners may not go meanwhile
  std::atomic<bool> begun{false};
  std::vector<Act> all;
  int last_id = 0;
};
Acts& acts() {
  static auto* const owned = new Acts;
  return *owned;
}

/// Newest first; what they had to say.
std::string carry_out_last_acts() {
  if (acts().begun.exchange(true)) return "";  // somebody else is at it, or this very thread
  const std::lock_guard lock(acts().mutex);
  const std::vector<Act> now = std::exchange(acts().all, {});
  std::signal(SIGALRM, SIG_DFL);
  alarm(longest_last_act_s);
  std::string said;
  for (auto act = now.rbegin(); act != now.rend(); ++act) {
    try {
      const std::string words = act->act();
      if (!words.empty()) said += (said.empty() ? "" : " ") + words;
    } catch (...) {  // going, whatever happens
    }
  }
  alarm(0);
  acts().begun = false;
  return said;
}

bool any_last_act() {
  if (acts().begun) return false;
  const std::lock_guard lock(acts().mutex);
  return !acts().all.empty();
}

void say_in_two_lines(const std::string& what, const std::string& where, const std::string& hint) {
  const std::string text = "ganscope: error: " + what + " (" + where + ")\n  hint: " +
                           (hint.empty() ? "nothing was being trained, so nothing is lost" : hint) + "\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
}

extern "C" void on_abort(int number) {
  std::signal(number, SIG_DFL);
  if (const std::string said = carry_out_last_acts(); !said.empty()) [[maybe_unused]]
    const auto written = ::write(STDERR_FILENO, (said + "\n").c_str(), said.size() + 1);
  std::raise(number);
}

/// exit() was called below somebody's feet: the stack is never unwound, nobody's destructor saves.
extern "C" void on_exit_from_inside() {
  if (any_last_act()) go_now("a library ended the program", "exit");
}

[[noreturn]] void on_terminate() {
  std::string what = "the program came to an end that nobody foresaw";
  if (const auto problem = std::current_exception()) {
    try {
      std::rethrow_exception(problem);
    } catch (const std::exception& error) {
      what = error.what();
      std::ranges::replace(what, '\n', ' ');
    } catch (...) {
    }
  }
  go_now(what, "a fault of ganscope");
}

}  // namespace

void watch_ways_out() {
  static const bool registered = (std::atexit(on_exit_from_inside), true);
  static_cast<void>(registered);
  wanted = false;
  for (auto& time : first_ms) time = 0;
  struct sigaction action {};
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  action.sa_handler = on_request;
  for (const int number : asking) {
    struct sigaction before {};
    sigaction(number, nullptr, &before);
    if (number == SIGHUP && before.sa_handler == SIG_IGN) continue;  // nohup
    sigaction(number, &action, nullptr);
  }
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, nullptr);
  sigaction(SIGXFSZ, &action, nullptr);
  action.sa_handler = on_abort;
  sigaction(SIGABRT, &action, nullptr);
  std::set_terminate(on_terminate);
}

bool end_wanted() { return wanted.load(std::memory_order_relaxed); }
void want_end() { wanted = true; }

LastAct::LastAct(std::function<std::string()> act) {
  const std::lock_guard lock(acts().mutex);
  id_ = ++acts().last_id;
  acts().all.push_back({id_, std::move(act)});
}

LastAct::~LastAct() {
  const std::lock_guard lock(acts().mutex);
  std::erase_if(acts().all, [this](const Act& each) { return each.id == id_; });
}

void go_now(const std::string& what, const std::string& where) {
  const std::string said = carry_out_last_acts();
  say_in_two_lines(what, where, said);
  ::_exit(1);
}

}  // namespace ganscope
