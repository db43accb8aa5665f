#pragma once
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/failure.h"

namespace ganscope::storage {

/// Replaces a file as a whole or not at all: writes the pieces one after the other to a temporary name in the
/// same folder, flushes it to the disk, renames it, and flushes the folder. On failure nothing is left behind
/// and the old file stands. Fails with `io` and a hint for a full disk, missing permission or a missing
/// folder.
[[nodiscard]] Expected<void> write_file_atomically(const std::filesystem::path& file,
                                                   const std::vector<std::span<const uint8_t>>& pieces);
[[nodiscard]] Expected<void> write_file_atomically(const std::filesystem::path& file, std::string_view text);

/// The Failure that `errno_value` means for `doing` ("The file cannot be written") at `path`, with a hint to
/// fit.
[[nodiscard]] Failure system_failure(int errno_value, std::string_view doing,
                                     const std::filesystem::path& path);

/// True for names that write_file_atomically uses while it writes; a program that was killed leaves one
/// behind.
[[nodiscard]] bool is_temporary_name(const std::filesystem::path& file);

}  // namespace ganscope::storage
