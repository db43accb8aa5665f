#include "core/image/file_bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

namespace ganscope::image {
namespace {

/// An open file descriptor, closed when it goes out of sight.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool good() const { return number_ >= 0; }
  [[nodiscard]] bool close() { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

std::string reason() { return std::strerror(errno); }

tl::unexpected<Failure> cannot_write(const std::filesystem::path& file, const std::string& why) {
  return fail(FailureKind::io, "cannot write the file: " + why, file.string(),
              "Check that the folder exists, that you may write there, and that the disk is not full.");
}

/// The size of the regular file that `in` should have opened.
Expected<size_t> open_regular(const std::filesystem::path& file, const Descriptor& in) {
  if (!in.good()) {
    const bool missing = errno == ENOENT || errno == ENOTDIR;
    return fail(missing ? FailureKind::not_found : FailureKind::io, "cannot open the file: " + reason(),
                file.string(), missing ? "Check the path." : "Check that you may read it.");
  }
  struct stat about {};
  if (::fstat(in.number(), &about) != 0 || !S_ISREG(about.st_mode)) {
    return fail(FailureKind::io, "this is not a regular file", file.string(), "Give the path of a file.");
  }
  return static_cast<size_t>(about.st_size);
}

Expected<std::vector<uint8_t>> read_up_to(const std::filesystem::path& file, const Descriptor& in,
                                          size_t size) {
  std::vector<uint8_t> bytes(size);
  size_t done = 0;
  while (done < size) {
    const ssize_t got = ::read(in.number(), bytes.data() + done, size - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0)
      return fail(FailureKind::io, "reading failed: " + reason(), file.string(), "Check the disk.");
    if (got == 0) break;  // it shrank meanwhile
    done += static_cast<size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

// Not blocking: opening a pipe that nobody feeds must not hang the program.
constexpr int for_reading = O_RDONLY | O_CLOEXEC | O_NONBLOCK;

}  // namespace

Expected<std::vector<uint8_t>> read_bytes(const std::filesystem::path& file, size_t limit) {
  const Descriptor in(::open(file.c_str(), for_reading));
  const auto size = open_regular(file, in);
  if (!size) return tl::unexpected(size.error());
  if (*size > limit) {
    return fail(FailureKind::bad_data, fmt::format("the file is too large: {} MB", *size >> 20),
                file.string(), fmt::format("At most {} MB are read.", limit >> 20));
  }
  return read_up_to(file, in, *size);
}

Expected<std::vector<uint8_t>> read_first_bytes(const std::filesystem::path& file, size_t count) {
  const Descriptor in(::open(file.c_str(), for_reading));
  const auto size = open_regular(file, in);
  if (!size) return tl::unexpected(size.error());
  return read_up_to(file, in, std::min(*size, count));
}

Expected<void> write_bytes(const std::filesystem::path& file, std::span<const uint8_t> bytes) {
  static std::atomic<uint64_t> counter{0};
  std::filesystem::path temporary = file;
  temporary += fmt::format(".{}-{}.tmp", ::getpid(), counter++);
  Descriptor out(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (!out.good()) return cannot_write(file, reason());
  const auto give_up = [&] {
    const std::string why = reason();
    ::unlink(temporary.c_str());
    return cannot_write(file, why);
  };
  size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t put = ::write(out.number(), bytes.data() + done, bytes.size() - done);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return give_up();
    done += static_cast<size_t>(put);
  }
  if (!out.close()) return give_up();
  if (::rename(temporary.c_str(), file.c_str()) != 0) return give_up();
  return {};
}

}  // namespace ganscope::image
