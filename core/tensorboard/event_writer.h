#pragma once
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/failure.h"
#include "core/tensorboard/event.h"

namespace ganscope::tensorboard {

/// One record as TFRecord files frame it: length (u64), its masked checksum (u32), data, their masked
/// checksum (u32), all little-endian (tensorflow/core/lib/io/record_writer.h).
[[nodiscard]] std::string framed(std::string_view data);

/// A new event file, open for appending. Events are gathered in memory until `flush`, or until they are
/// 64 KiB. A reader that looks meanwhile may find the last record half written, as in every event file.
/// Belongs to one thread.
class EventWriter {
 public:
  /// Creates the folder where it is missing, and in it a file of its own, beside others that may be there:
  /// events.out.tfevents.SECONDS.ganscope.PROCESS.NUMBER. Its first event says "brain.Event:2". `now`:
  /// seconds since 1970. Fails with `io`.
  static Expected<EventWriter> create(const std::filesystem::path& folder, double now);

  Expected<void> write(const Event& event);
  Expected<void> flush();
  /// Closes the file and takes it away.
  void discard();
  [[nodiscard]] const std::filesystem::path& file() const { return path_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::filesystem::path path_;
  std::unique_ptr<std::FILE, Close> file_;
  std::string waiting_;
};

}  // namespace ganscope::tensorboard
