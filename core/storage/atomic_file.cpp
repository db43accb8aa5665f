#include "core/storage/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace ganscope::storage {
namespace {

constexpr std::string_view temporary_mark = ".part-";

/// An open file descriptor, closed when it goes.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() { close_now(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return value_; }
  [[nodiscard]] bool valid() const { return value_ >= 0; }
  /// True when closing reported no error: some file systems only then say that the disk is full.
  bool close_now() {
    if (value_ < 0) return true;
    const int closed = ::close(value_);
    value_ = -1;
    return closed == 0;
  }

 private:
  int value_;
};

bool write_all(int descriptor, std::span<const uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    bytes = bytes.subspan(static_cast<size_t>(written));
  }
  return true;
}

/// Writes and flushes `temporary`; errno on failure, else 0.
int write_temporary(const std::filesystem::path& temporary,
                    const std::vector<std::span<const uint8_t>>& pieces) {
  Descriptor descriptor(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (!descriptor.valid()) return errno;
  for (const auto& piece : pieces)
    if (!write_all(descriptor.get(), piece)) return errno;
  if (::fsync(descriptor.get()) != 0) return errno;
  return descriptor.close_now() ? 0 : errno;
}

}  // namespace

Failure system_failure(int errno_value, std::string_view doing, const std::filesystem::path& path) {
  std::string hint = "look at the path and try again";
  FailureKind kind = FailureKind::io;
  switch (errno_value) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      hint = "the disk (or your share of it) is full: free some space or choose another folder";
      break;
    case EACCES:
    case EPERM:
      hint = "you may not do that there: choose another folder or mend its permissions";
      break;
    case EROFS:
      hint = "that file system is read-only: choose another folder";
      break;
    case ENOENT:
    case ENOTDIR:
      kind = FailureKind::not_found;
      hint = "there is no such file or folder: check the path";
      break;
    case EISDIR:
      hint = "a folder of that name is in the way: choose another name";
      break;
    default:
      break;
  }
  return Failure{kind, fmt::format("{}: {}", doing, std::strerror(errno_value)), path.string(), hint};
}

bool is_temporary_name(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  return name.starts_with('.') && name.find(temporary_mark) != std::string::npos;
}

Expected<void> write_file_atomically(const std::filesystem::path& file,
                                     const std::vector<std::span<const uint8_t>>& pieces) {
  const std::filesystem::path folder =
      file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  const std::filesystem::path temporary =
      folder / fmt::format(".{}{}{}", file.filename().string(), temporary_mark, ::getpid());
  int error = write_temporary(temporary, pieces);
  if (error == 0 && ::rename(temporary.c_str(), file.c_str()) != 0) error = errno;
  if (error != 0) {
    ::unlink(temporary.c_str());
    return tl::unexpected(system_failure(error, "The file cannot be written", file));
  }
  // The rename itself must survive a power cut. Some file systems refuse to flush a folder; the file is whole
  // anyway.
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.valid()) ::fsync(opened.get());
  return {};
}

Expected<void> write_file_atomically(const std::filesystem::path& file, std::string_view text) {
  return write_file_atomically(file, {std::span(reinterpret_cast<const uint8_t*>(text.data()), text.size())});
}

}  // namespace ganscope::storage
