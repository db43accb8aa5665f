#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "core/base/failure.h"

namespace ganscope::image {

/// The whole content of a regular file of at most `limit` bytes. Fails with `not_found`, `io` or, when
/// longer, `bad_data`.
[[nodiscard]] Expected<std::vector<uint8_t>> read_bytes(const std::filesystem::path& file,
                                                        size_t limit = size_t{512} << 20);

/// Its first bytes, at most `count`, and nothing of the rest. Fails likewise.
[[nodiscard]] Expected<std::vector<uint8_t>> read_first_bytes(const std::filesystem::path& file,
                                                              size_t count);

/// Writes beside `file` under a temporary name, then renames: a reader sees the old content or the new, never
/// half of it. Fails with `io`, naming the reason; the temporary file is gone then.
[[nodiscard]] Expected<void> write_bytes(const std::filesystem::path& file, std::span<const uint8_t> bytes);

}  // namespace ganscope::image
