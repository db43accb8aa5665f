#include "core/tensorboard/event_writer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <system_error>
#include <utility>

#include "core/storage/atomic_file.h"
#include "core/tensorboard/crc32c.h"

namespace ganscope::tensorboard {
namespace {

namespace fs = std::filesystem;
constexpr size_t most_waiting = size_t{1} << 16;
constexpr std::string_view doing = "The TensorBoard events cannot be written";

void append_number(std::string& text, uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) text += static_cast<char>((value >> (8 * i)) & 0xFF);
}

}  // namespace

std::string framed(std::string_view data) {
  std::string record;
  record.reserve(data.size() + 16);
  append_number(record, data.size(), 8);
  append_number(record, masked(crc32c(record)), 4);
  record += data;
  append_number(record, masked(crc32c(data)), 4);
  return record;
}

Expected<EventWriter> EventWriter::create(const fs::path& folder, double now) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return tl::unexpected(storage::system_failure(error.value(), doing, folder));
  EventWriter writer;
  constexpr int most_tries = 10000;
  for (int number = 0; number < most_tries && !writer.file_; ++number) {
    writer.path_ = folder / fmt::format("events.out.tfevents.{:010}.ganscope.{}.{}",
                                        static_cast<int64_t>(now), getpid(), number);
    writer.file_.reset(std::fopen(writer.path_.c_str(), "wxe"));  // x: never another's file
    if (!writer.file_ && errno != EEXIST) break;
  }
  if (!writer.file_) return tl::unexpected(storage::system_failure(errno, doing, writer.path_));
  auto begun = writer.write({.wall_time = now, .file_version = "brain.Event:2"});
  if (begun) begun = writer.flush();
  if (begun) return writer;
  writer.discard();
  return tl::unexpected(begun.error());
}

Expected<void> EventWriter::write(const Event& event) {
  waiting_ += framed(encode_event(event));
  return waiting_.size() < most_waiting ? Expected<void>{} : flush();
}

Expected<void> EventWriter::flush() {
  if (waiting_.empty()) return {};
  const bool written = std::fwrite(waiting_.data(), 1, waiting_.size(), file_.get()) == waiting_.size();
  const int error = errno;
  waiting_.clear();  // also on failure: a full disk must not fill the memory
  if (!written || std::fflush(file_.get()) != 0)
    return tl::unexpected(storage::system_failure(written ? errno : error, doing, path_));
  return {};
}

void EventWriter::discard() {
  file_.reset();
  waiting_.clear();
  std::error_code ignored;
  fs::remove(path_, ignored);
}

}  // namespace ganscope::tensorboard
