#pragma once
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>
#include <string_view>

#include "tests/support/temporary_folder.h"

namespace ganscope::fuzz {

/// What a target returns: 0 where its reader took the input, −1 where it refused it, which the replay of the
/// corpus (replay_test.cpp) compares with the input's name. libFuzzer is always told 0: it would forget what
/// was refused, and damaged files are what it is to think of.
inline int answer(bool accepted) {
#ifdef GANSCOPE_FUZZ_REPLAY
  return accepted ? 0 : -1;
#else
  static_cast<void>(accepted);
  return 0;
#endif
}

/// A promise that every input must keep: libFuzzer takes the trap for a crash, and keeps the input.
inline void promise(bool kept) {
  if (!kept) __builtin_trap();
}

inline std::string_view as_text(std::span<const uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A folder of this process's own, for readers that take a path.
inline const std::filesystem::path& folder() {
  static const testing::TemporaryFolder own;
  return own.path();
}

/// The input as the file `name` in it.
inline std::filesystem::path as_file(std::string_view name, std::span<const uint8_t> bytes) {
  const std::filesystem::path file = folder() / name;
  std::ofstream(file, std::ios::binary | std::ios::trunc)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  return file;
}

}  // namespace ganscope::fuzz
