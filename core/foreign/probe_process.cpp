#include "core/foreign/probe_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <string_view>
#include <vector>

#include "core/foreign/module.h"
#include "core/foreign/probe.h"

extern char** environ;

namespace ganscope::foreign {
namespace {

constexpr const char* word = "--probe-generator";
constexpr int answer_fd = 3;
constexpr int look_every_ms = 20;
constexpr size_t longest_answer = size_t{1} << 16;

// The answer is lines of text: "facts" and numbers, or "failure" with its kind, then what, where and hint.

std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

std::string written(const Expected<Facts>& answer) {
  if (!answer)
    return fmt::format("failure {}\n{}\n{}\n{}\n", static_cast<int>(answer.error().kind),
                       one_line(answer.error().what), one_line(answer.error().where),
                       one_line(answer.error().hint));
  return fmt::format("facts {} {} {} {} {} {} {} {}\n", answer->latent_dim, answer->classes,
                     static_cast<int>(answer->form), static_cast<int>(answer->range), answer->channels,
                     answer->height, answer->width, answer->parameters);
}

/// Nothing: this is no whole answer.
std::optional<Expected<Facts>> read_answer(const std::string& text) {
  std::istringstream in(text);
  std::string first;
  in >> first;
  if (first == "facts") {
    Facts facts;
    int form = 0, range = 0;
    in >> facts.latent_dim >> facts.classes >> form >> range >> facts.channels >> facts.height >>
        facts.width >> facts.parameters;
    if (!in || form < 0 || form > 1 || range < 0 || range > 2) return std::nullopt;
    facts.form = static_cast<Form>(form);
    facts.range = static_cast<Range>(range);
    return facts;
  }
  int kind = -1;
  Failure failure;
  in >> kind;
  in.ignore(1);
  std::getline(in, failure.what);
  std::getline(in, failure.where);
  std::getline(in, failure.hint);
  if (first != "failure" || !in || kind < 0 || kind > static_cast<int>(FailureKind::training))
    return std::nullopt;
  failure.kind = static_cast<FailureKind>(kind);
  return tl::unexpected(std::move(failure));
}

/// Half of this machine's memory, but enough to read a large model.
rlim_t memory_limit() {
  constexpr rlim_t least = rlim_t{2} << 30;
  const long pages = ::sysconf(_SC_PHYS_PAGES), bytes = ::sysconf(_SC_PAGESIZE);
  if (pages <= 0 || bytes <= 0) return least;
  return std::max(least, static_cast<rlim_t>(pages) / 2 * static_cast<rlim_t>(bytes));
}

/// A started process, which dies with this object.
class Child {
 public:
  Child() = default;
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (from_ >= 0) ::close(from_);
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      (void)end();
    }
  }

  /// 0, or an errno.
  int start(const std::string& program, const std::vector<std::string>& words) {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return errno;
    from_ = ends[0];
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    // What the program in the file prints is nobody's answer.
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], answer_fd);
    std::vector<std::string> own{program};
    own.insert(own.end(), words.begin(), words.end());
    std::vector<char*> arguments;
    for (std::string& each : own) arguments.push_back(each.data());
    arguments.push_back(nullptr);
    const int trouble = ::posix_spawn(&pid_, program.c_str(), &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    if (trouble != 0) pid_ = -1;
    return trouble;
  }

  /// Appends what it says within `ms`; false: it says no more.
  bool listen(std::string& said, int ms) {
    pollfd waits{from_, POLLIN, 0};
    if (::poll(&waits, 1, ms) <= 0) return true;
    std::array<char, 4096> some{};
    const ssize_t count = ::read(from_, some.data(), some.size());
    if (count < 0 && errno == EINTR) return true;
    if (count > 0) said.append(some.data(), static_cast<size_t>(count));
    return count > 0 && said.size() < longest_answer;
  }

  /// Waits for its end; the signal that ended it, 0: none.
  int end() {
    int how = 0;
    while (::waitpid(pid_, &how, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return WIFSIGNALED(how) ? WTERMSIG(how) : 0;
  }

 private:
  pid_t pid_ = -1;
  int from_ = -1;
};

}  // namespace

Apart Apart::usual() {
  Apart apart;
  if (const char* text = std::getenv("GANSCOPE_PROBE_SECONDS")) {
    const double seconds = std::strtod(text, nullptr);
    if (seconds > 0 && seconds < 1e6) apart.seconds = seconds;
  }
  return apart;
}

Expected<Facts> probe_apart(const Apart& apart, const std::string& path, int latent_dim,
                            const WorkContext& context) {
  using Clock = std::chrono::steady_clock;
  Child child;
  if (const int trouble = child.start(apart.program, {word, path, std::to_string(latent_dim)}); trouble != 0)
    return fail(FailureKind::io, fmt::format("No process could be started: {}", std::strerror(trouble)), path,
                "close other programs");
  const auto until = Clock::now() + std::chrono::duration<double>(apart.seconds);
  std::string said;
  while (child.listen(said, look_every_ms)) {
    context.report({"Trying the generator", 0, 0});
    if (context.cancelled()) return fail(FailureKind::cancelled, "Loading was given up", path, "");
    if (Clock::now() >= until)
      return fail(FailureKind::bad_data,
                  fmt::format("This program draws nothing within {:g} seconds", apart.seconds), path,
                  "give it longer where it is slow: GANSCOPE_PROBE_SECONDS=120 ganscope view …");
  }
  if (auto answer = read_answer(said)) return *answer;
  const int signal = child.end();
  return fail(FailureKind::bad_data,
              signal == 0 ? std::string("This program ended before it drew anything")
                          : fmt::format("This program crashed ({})", ::strsignal(signal)),
              path, "try it in Python: torch.jit.load(file)(latents)");
}

std::optional<int> answer_probe(int argc, char** argv) {
  if (argc != 4 || std::string_view(argv[1]) != word) return std::nullopt;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const rlimit memory{memory_limit(), memory_limit()}, no_core{0, 0};
  ::setrlimit(RLIMIT_DATA, &memory);
  ::setrlimit(RLIMIT_CORE, &no_core);
  Expected<Facts> answer = fail(FailureKind::bad_data, "This program ended before it drew anything", argv[2],
                                "try it in Python: torch.jit.load(file)(latents)");
  try {
    answer = probe(argv[2], std::atoi(argv[3]));
  } catch (const std::exception& error) {
    answer = fail(FailureKind::bad_data, "This program draws nothing: " + telling_line(error.what()), argv[2],
                  "it may want more memory than there is");
  }
  const std::string text = written(answer);
  size_t sent = 0;
  while (sent < text.size()) {
    const ssize_t count = ::write(answer_fd, text.data() + sent, text.size() - sent);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    sent += static_cast<size_t>(count);
  }
  ::_exit(sent == text.size() ? 0 : 1);  // no destructor of a library matters here
}

}  // namespace ganscope::foreign
