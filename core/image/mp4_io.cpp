#include "core/image/mp4_io.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/image/transform.h"

namespace ganscope::image {
namespace {

constexpr int look_every_ms = 50;  // whether it was cancelled, and whether ffmpeg is done

std::string path_to_ffmpeg() {
  const char* all = std::getenv("PATH");
  std::string places = all == nullptr ? "/usr/local/bin:/usr/bin:/bin" : all;
  for (size_t begin = 0; begin <= places.size();) {
    const size_t end = std::min(places.find(':', begin), places.size());
    const std::string candidate = places.substr(begin, end - begin) + "/ffmpeg";
    if (end > begin && ::access(candidate.c_str(), X_OK) == 0) return candidate;
    begin = end + 1;
  }
  return {};
}

/// An open file descriptor, or −1.
class Pipe {
 public:
  explicit Pipe(int end = -1) : end_(end) {}
  ~Pipe() { close(); }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void take(int end) {
    close();
    end_ = end;
  }
  void close() {
    if (end_ >= 0) ::close(std::exchange(end_, -1));
  }
  [[nodiscard]] int end() const { return end_; }

 private:
  int end_;
};

/// The running ffmpeg: fed through `input`, what it complains about in `complaints`. Killed when it goes out
/// of sight before it has ended by itself.
class Ffmpeg {
 public:
  ~Ffmpeg() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  Ffmpeg() = default;
  Ffmpeg(const Ffmpeg&) = delete;
  Ffmpeg& operator=(const Ffmpeg&) = delete;

  [[nodiscard]] Expected<void> start(const std::string& program, std::vector<std::string> words);
  /// False: it takes no more, because it has ended.
  [[nodiscard]] Expected<bool> feed(const std::vector<uint8_t>& bytes, const WorkContext& work);
  /// Waits until it has ended; true: it says that all went well.
  [[nodiscard]] Expected<bool> end(const WorkContext& work);
  /// The last line of what it complained about.
  [[nodiscard]] std::string complaint() const;

 private:
  Pipe input_, complaints_;
  pid_t process_ = -1;
};

tl::unexpected<Failure> stopped() {
  return fail(FailureKind::cancelled, "the film was stopped", "", "nothing was written");
}

tl::unexpected<Failure> not_started(int error) {
  return fail(FailureKind::io, fmt::format("ffmpeg cannot be started: {}", std::strerror(error)), "ffmpeg",
              "try `ffmpeg -version`; or write a .gif instead");
}

Expected<void> Ffmpeg::start(const std::string& program, std::vector<std::string> words) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return not_started(errno);
  Pipe for_it(ends[0]);
  input_.take(ends[1]);
  ::fcntl(input_.end(), F_SETFL, O_NONBLOCK);
  complaints_.take(::memfd_create("ffmpeg", MFD_CLOEXEC));
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, for_it.end(), 0);
  posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
  if (complaints_.end() >= 0)
    posix_spawn_file_actions_adddup2(&files, complaints_.end(), 2);
  else
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
  // A group of its own: Ctrl-C on the terminal is for us, and we end it. Signals that we ignore it should
  // not.
  posix_spawnattr_t how;
  posix_spawnattr_init(&how);
  posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  posix_spawnattr_setpgroup(&how, 0);
  sigset_t signals;
  sigemptyset(&signals);
  posix_spawnattr_setsigmask(&how, &signals);
  sigaddset(&signals, SIGPIPE);
  posix_spawnattr_setsigdefault(&how, &signals);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const int error = ::posix_spawn(&process_, program.c_str(), &files, &how, arguments.data(), environ);
  posix_spawnattr_destroy(&how);
  posix_spawn_file_actions_destroy(&files);
  if (error != 0) {
    process_ = -1;
    return not_started(error);
  }
  return {};
}

Expected<bool> Ffmpeg::feed(const std::vector<uint8_t>& bytes, const WorkContext& work) {
  size_t done = 0;
  while (done < bytes.size()) {
    if (work.cancelled()) return stopped();
    const ssize_t put = ::write(input_.end(), bytes.data() + done, bytes.size() - done);
    if (put >= 0) {
      done += static_cast<size_t>(put);
    } else if (errno == EAGAIN) {
      pollfd room{input_.end(), POLLOUT, 0};
      ::poll(&room, 1, look_every_ms);
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

Expected<bool> Ffmpeg::end(const WorkContext& work) {
  input_.close();
  while (true) {
    int status = 0;
    const pid_t ended = ::waitpid(process_, &status, WNOHANG);
    if (ended == process_ || (ended < 0 && errno != EINTR)) {
      process_ = -1;
      return ended > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    if (work.cancelled()) return stopped();
    ::poll(nullptr, 0, look_every_ms / 5);
  }
}

std::string Ffmpeg::complaint() const {
  std::string text(4096, '\0');
  const off_t length = complaints_.end() < 0 ? 0 : ::lseek(complaints_.end(), 0, SEEK_END);
  const off_t from = std::max<off_t>(0, length - static_cast<off_t>(text.size()));
  const ssize_t got = length <= 0 ? 0 : ::pread(complaints_.end(), text.data(), text.size(), from);
  text.resize(static_cast<size_t>(std::max<ssize_t>(0, got)));
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  const size_t line = text.rfind('\n');
  return line == std::string::npos ? text : text.substr(line + 1);
}

/// RGB rows, the sides even.
std::vector<uint8_t> even_rgb(const Picture& frame) {
  const Picture rgb = to_rgb(frame);
  const int width = rgb.width + rgb.width % 2, height = rgb.height + rgb.height % 2;
  std::vector<uint8_t> rows;
  rows.reserve(static_cast<size_t>(width) * static_cast<size_t>(height) * 3);
  for (int y = 0; y < height; ++y) {
    const int from = std::min(y, rgb.height - 1);
    const uint8_t* row = rgb.at(0, from);
    rows.insert(rows.end(), row, row + static_cast<ptrdiff_t>(rgb.width) * 3);
    if (width > rgb.width)
      rows.insert(rows.end(), rgb.at(rgb.width - 1, from), rgb.at(rgb.width - 1, from) + 3);
  }
  return rows;
}

std::vector<std::string> words_of(const Picture& first, double frames_per_s,
                                  const std::filesystem::path& temporary) {
  const int width = first.width + first.width % 2, height = first.height + first.height % 2;
  // "file:" so that no name is taken for an option or an address.
  return {"ffmpeg",
          "-hide_banner",
          "-loglevel",
          "error",
          "-y",
          "-f",
          "rawvideo",
          "-pix_fmt",
          "rgb24",
          "-s",
          fmt::format("{}x{}", width, height),
          "-r",
          fmt::format("{}", frames_per_s),
          "-i",
          "pipe:0",
          "-an",
          "-c:v",
          "libx264",
          "-crf",
          "14",
          "-pix_fmt",
          "yuv420p",
          "-movflags",
          "+faststart",
          "-f",
          "mp4",
          "file:" + temporary.string()};
}

/// Removes the file unless it has been renamed.
struct Temporary {
  std::filesystem::path path;
  explicit Temporary(const std::filesystem::path& file) : path(file) {
    static std::atomic<uint64_t> counter{0};
    path += fmt::format(".{}-{}.film.tmp", ::getpid(), counter++);
  }
  ~Temporary() { ::unlink(path.c_str()); }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
};

}  // namespace

Expected<void> check_ffmpeg() {
  if (!path_to_ffmpeg().empty()) return {};
  return fail(FailureKind::unsupported, "an MP4 film needs the program ffmpeg, which is not installed here",
              "", "install it (on Debian: apt-get install ffmpeg), or write a .gif instead");
}

Expected<void> write_mp4(const std::filesystem::path& file, int count, const FrameSource& frame,
                         double frames_per_s, const WorkContext& work) {
  GANSCOPE_CHECK(count > 0 && frames_per_s > 0, "a film needs frames and a speed");
  if (auto there = check_ffmpeg(); !there) return there;
  auto first = frame(0);
  if (!first) return tl::unexpected(first.error());
  const Temporary temporary(std::filesystem::absolute(file));
  // ffmpeg names this trouble less well.
  const int probe = ::open(temporary.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (probe < 0)
    return fail(FailureKind::io, fmt::format("cannot write the file: {}", std::strerror(errno)),
                file.string(), "Check that the folder exists and that you may write there.");
  ::close(probe);
  Ffmpeg ffmpeg;
  if (auto started = ffmpeg.start(path_to_ffmpeg(), words_of(*first, frames_per_s, temporary.path)); !started)
    return started;
  const int width = first->width, height = first->height;
  for (int i = 0; i < count; ++i) {
    if (i > 0) first = frame(i);
    if (!first) return tl::unexpected(first.error());
    GANSCOPE_CHECK(first->width == width && first->height == height, "frames of one size");
    const auto taken = ffmpeg.feed(even_rgb(*first), work);
    if (!taken) return tl::unexpected(taken.error());
    if (!*taken) break;
    work.report({"Writing the film", i + 1, count});
  }
  const auto well = ffmpeg.end(work);
  if (!well) return tl::unexpected(well.error());
  if (!*well) {
    const std::string why = ffmpeg.complaint();
    return fail(FailureKind::io, "ffmpeg could not write the film" + (why.empty() ? "" : ": " + why),
                file.string(), "Check that the disk is not full; or write a .gif instead.");
  }
  if (::rename(temporary.path.c_str(), file.c_str()) != 0)
    return fail(FailureKind::io, fmt::format("cannot write the file: {}", std::strerror(errno)),
                file.string(), "Check that you may write there.");
  return {};
}

}  // namespace ganscope::image
