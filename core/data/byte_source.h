#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/failure.h"
#include "core/base/progress.h"

namespace ganscope::data {

/// A file read from front to back, unpacked on the way when it is gzip. It never reads or allocates more than
/// it is asked for, so that a small file that unpacks to terabytes does no harm.
class ByteSource {
 public:
  [[nodiscard]] static Expected<ByteSource> open(const std::filesystem::path& file);

  /// Fills `bytes` as far as the content goes and returns how much that was. Broken gzip fails with
  /// `bad_data`.
  [[nodiscard]] Expected<size_t> read(std::span<uint8_t> bytes);

  /// Exactly `count` bytes, in memory that grows as they come. Too few fail with `bad_data`: "truncated".
  [[nodiscard]] Expected<std::vector<uint8_t>> read_exactly(size_t count, const WorkContext& context);

  /// Fails with `bad_data` when something follows.
  [[nodiscard]] Expected<void> expect_end();

  [[nodiscard]] const std::string& where() const { return where_; }

 private:
  struct Close {
    void operator()(void* gz) const;
  };
  ByteSource(void* gz, std::string where) : gz_(gz), where_(std::move(where)) {}

  std::unique_ptr<void, Close> gz_;  ///< a gzFile
  std::string where_;
};

}  // namespace ganscope::data
