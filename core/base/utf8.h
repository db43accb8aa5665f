#pragma once
#include <string>
#include <string_view>

namespace ganscope {

/// Whether `text` is well-formed UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text);

/// The same text for people: what is not UTF-8 as "\xE9".
[[nodiscard]] std::string printable(std::string_view text);

/// A to Z as a to z; all other letters as they are, whatever the locale.
[[nodiscard]] std::string lower_case(std::string_view text);

}  // namespace ganscope
