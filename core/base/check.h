#pragma once
#include <string_view>

namespace ganscope {

/// Ends the program with a message; called only by GANSCOPE_CHECK.
[[noreturn]] void check_failed(std::string_view condition, std::string_view message, const char* file,
                               int line);

}  // namespace ganscope

/// An assertion that is always on. For bugs only: the world's errors are `Failure`s.
#define GANSCOPE_CHECK(condition, message)                               \
  do {                                                                   \
    if (!(condition)) [[unlikely]]                                       \
      ::ganscope::check_failed(#condition, message, __FILE__, __LINE__); \
  } while (false)
