#include "core/tensorboard/event_reader.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <limits>
#include <utility>

#include "core/storage/atomic_file.h"
#include "core/tensorboard/crc32c.h"

namespace ganscope::tensorboard {
namespace {

constexpr uint64_t header_bytes = 12, footer_bytes = 4;
constexpr uint64_t longest_decoded = uint64_t{64} << 20;
constexpr uint64_t read_at_once = uint64_t{256} << 10;
constexpr std::string_view reading = "The TensorBoard events cannot be read";

uint64_t number_at(std::string_view bytes, size_t at, size_t size) {
  uint64_t value = 0;
  for (size_t i = 0; i < size; ++i) value |= uint64_t{static_cast<uint8_t>(bytes[at + i])} << (8 * i);
  return value;
}

}  // namespace

EventReader::EventReader(EventReader&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      offset_(other.offset_),
      buffer_(std::move(other.buffer_)),
      buffer_at_(other.buffer_at_),
      passed_over_(other.passed_over_) {}

EventReader& EventReader::operator=(EventReader&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(offset_, other.offset_);
  std::swap(buffer_, other.buffer_);
  std::swap(buffer_at_, other.buffer_at_);
  std::swap(passed_over_, other.passed_over_);
  return *this;
}

EventReader::~EventReader() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Expected<void> EventReader::open() {
  if (descriptor_ >= 0) return {};
  descriptor_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) return tl::unexpected(storage::system_failure(errno, reading, path_));
  return {};
}

std::string_view EventReader::ahead() const { return std::string_view(buffer_).substr(offset_ - buffer_at_); }

/// `beyond`: nobody knows where the next record begins.
tl::unexpected<Failure> EventReader::broken(std::string what, bool beyond) {
  buffer_.clear();  // read afresh the next time
  buffer_at_ = offset_;
  return fail(FailureKind::bad_data, std::move(what), fmt::format("{}, byte {}", path_.string(), offset_),
              beyond ? "the file is damaged from there on; what stands before it was read"
                     : "this record is left out");
}

std::optional<uint64_t> EventReader::sound_length() {
  const auto header = have(header_bytes);
  if (!header || !*header) return std::nullopt;
  const uint64_t length = number_at(ahead(), 0, 8);
  if (number_at(ahead(), 8, 4) != masked(crc32c(ahead().substr(0, 8)))) return std::nullopt;
  return length;
}

bool EventReader::pass_damaged() {
  if (!open()) return false;
  const auto length = sound_length();
  if (!length || *length > longest_decoded) return false;
  const uint64_t before = offset_, whole = header_bytes + *length + footer_bytes;
  const auto next_header = have(whole + header_bytes);
  if (!next_header || !*next_header) return false;
  offset_ += whole;
  if (sound_length()) return true;
  offset_ = before;
  buffer_.clear();
  buffer_at_ = offset_;
  return false;
}

Expected<size_t> EventReader::read_at(char* into, size_t size, uint64_t at) {
  size_t done = 0;
  while (done < size) {
    const ssize_t got = ::pread(descriptor_, into + done, size - done, static_cast<off_t>(at + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return tl::unexpected(storage::system_failure(errno, reading, path_));
    if (got == 0) break;
    done += static_cast<size_t>(got);
  }
  return done;
}

Expected<uint64_t> EventReader::file_size() {
  struct stat about {};
  if (::fstat(descriptor_, &about) != 0)
    return tl::unexpected(storage::system_failure(errno, reading, path_));
  return static_cast<uint64_t>(about.st_size);
}

/// Whether the file is long enough, before memory is taken for what it claims to hold.
Expected<bool> EventReader::holds(uint64_t size) {
  auto bytes = file_size();
  if (!bytes) return tl::unexpected(bytes.error());
  struct stat open_one {
  }, named_one{};
  const bool replaced = (*bytes < offset_ || *bytes - offset_ < size) &&
                        ::fstat(descriptor_, &open_one) == 0 && ::stat(path_.c_str(), &named_one) == 0 &&
                        (open_one.st_ino != named_one.st_ino || open_one.st_dev != named_one.st_dev);
  if (replaced) {
    ::close(std::exchange(descriptor_, -1));
    buffer_.clear();
    buffer_at_ = offset_;
    if (auto opened = open(); !opened) return tl::unexpected(opened.error());
    bytes = file_size();
    if (!bytes) return tl::unexpected(bytes.error());
  }
  if (*bytes < offset_) return broken("the event file has become shorter than what was read of it");
  return size <= *bytes - offset_;
}

Expected<bool> EventReader::have(uint64_t size) {
  if (ahead().size() >= size) return true;
  const auto enough = holds(size);
  if (!enough || !*enough) return enough;
  buffer_.erase(0, offset_ - buffer_at_);
  buffer_at_ = offset_;
  const size_t known = buffer_.size();
  buffer_.resize(std::max(size, known + read_at_once));
  const auto read = read_at(buffer_.data() + known, buffer_.size() - known, buffer_at_ + known);
  buffer_.resize(known + read.value_or(0));
  if (!read) return tl::unexpected(read.error());
  return buffer_.size() >= size;
}

/// Checks a long record piece by piece; it is not kept.
Expected<bool> EventReader::pass_over(uint64_t length) {
  if (length > std::numeric_limits<uint64_t>::max() / 2) return false;  // no disk holds it: never whole
  const auto whole = holds(header_bytes + length + footer_bytes);
  if (!whole || !*whole) return whole;
  uint32_t crc = 0;
  std::string piece;
  const uint64_t begin = offset_ + header_bytes, end = begin + length;
  for (uint64_t at = begin; at < end; at += piece.size()) {
    piece.resize(std::min(read_at_once, end - at));
    const auto read = read_at(piece.data(), piece.size(), at);
    if (!read) return tl::unexpected(read.error());
    if (*read < piece.size()) return false;
    crc = crc32c(piece, crc);
  }
  piece.resize(footer_bytes);
  const auto read = read_at(piece.data(), piece.size(), end);
  if (!read) return tl::unexpected(read.error());
  if (*read < piece.size()) return false;
  if (number_at(piece, 0, 4) != masked(crc)) return broken("a record of the event file has a wrong checksum");
  offset_ = end + footer_bytes;
  buffer_.clear();
  buffer_at_ = offset_;
  ++passed_over_;
  return true;
}

Expected<std::optional<Event>> EventReader::next() {
  if (auto opened = open(); !opened) return tl::unexpected(opened.error());
  for (;;) {
    const auto header = have(header_bytes);
    if (!header) return tl::unexpected(header.error());
    if (!*header) return std::nullopt;
    const uint64_t length = number_at(ahead(), 0, 8);
    if (number_at(ahead(), 8, 4) != masked(crc32c(ahead().substr(0, 8))))
      return broken("a record's length in the event file has a wrong checksum");
    if (length > longest_decoded) {
      const auto passed = pass_over(length);
      if (!passed) return tl::unexpected(passed.error());
      if (!*passed) return std::nullopt;
      continue;
    }
    const auto whole = have(header_bytes + length + footer_bytes);
    if (!whole) return tl::unexpected(whole.error());
    if (!*whole) return std::nullopt;
    const std::string_view data = ahead().substr(header_bytes, length);
    if (number_at(ahead(), header_bytes + length, 4) != masked(crc32c(data)))
      return broken("a record of the event file has a wrong checksum", false);
    auto event = decode_event(data);
    if (!event) return broken("a record of the event file is no event", false);
    offset_ += header_bytes + length + footer_bytes;
    return event;
  }
}

}  // namespace ganscope::tensorboard
