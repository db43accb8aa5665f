#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/failure.h"
#include "core/tensorboard/event.h"

namespace ganscope::tensorboard {

/// Reads one event file from front to back, also while somebody else writes it: at its end, or before a
/// record that is not whole yet, `next` answers nothing, and later goes on from there, also where another,
/// longer file has taken its name, as programs that copy folders do. Holds one record in memory. Belongs to
/// one thread; a folder that hangs makes it wait, so never the interface's.
class EventReader {
 public:
  explicit EventReader(std::filesystem::path file) : path_(std::move(file)) {}
  EventReader(EventReader&& other) noexcept;
  EventReader& operator=(EventReader&& other) noexcept;
  ~EventReader();

  /// The next event; nothing when there is no whole record (yet). Fails with `bad_data`, naming file and
  /// offset, at a wrong checksum, at a record that is no event, and where the file has become shorter; with
  /// `not_found` or `io` when it cannot be opened or read. It may be called again then: where the file has
  /// become right meanwhile (pages of a network's disk come late), it goes on.
  Expected<std::optional<Event>> next();

  /// Passes over the record at which `next` has failed, where its length is sound and another record stands
  /// behind it; false where there is none (yet).
  [[nodiscard]] bool pass_damaged();

  /// Bytes of whole records read so far.
  [[nodiscard]] uint64_t offset() const { return offset_; }
  /// Records beyond 64 MiB, a graph for instance, whose checksum is looked at and nothing else.
  [[nodiscard]] int passed_over() const { return passed_over_; }
  [[nodiscard]] const std::filesystem::path& file() const { return path_; }

 private:
  Expected<void> open();
  /// Whether the file holds `size` bytes from `offset_`; then they are in the buffer.
  Expected<bool> have(uint64_t size);
  Expected<size_t> read_at(char* into, size_t size, uint64_t at);
  Expected<bool> holds(uint64_t size);
  Expected<uint64_t> file_size();
  Expected<bool> pass_over(uint64_t length);
  [[nodiscard]] std::string_view ahead() const;
  /// The length of the record at `offset_`; nothing where it is not there, or damaged.
  std::optional<uint64_t> sound_length();
  tl::unexpected<Failure> broken(std::string what, bool beyond = true);

  std::filesystem::path path_;
  int descriptor_ = -1;
  uint64_t offset_ = 0;  ///< of the next record
  std::string buffer_;
  uint64_t buffer_at_ = 0;  ///< where in the file the buffer begins, at most `offset_`
  int passed_over_ = 0;
};

}  // namespace ganscope::tensorboard
