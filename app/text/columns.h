#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Text on a terminal, where a Chinese character is two columns wide.
namespace ganscope::text {

/// How many columns UTF-8 takes. What is not UTF-8 counts one a byte.
[[nodiscard]] size_t columns(std::string_view text);

/// With blanks behind it until it is `width` columns wide, or before it (`right`); never shorter.
[[nodiscard]] std::string padded(std::string_view text, size_t width, bool right = false);

/// Lines of at most `width` columns, broken at blanks and beside Chinese characters, but never before a
/// closing mark; a word that is longer has a line of its own. At least one line.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, size_t width);

}  // namespace ganscope::text
