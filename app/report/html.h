#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ganscope::report {

/// Text for HTML and its attributes, whatever is in it: & < > " ' become references, and what is no UTF-8 or
/// no character that a page may hold becomes visible.
[[nodiscard]] std::string escaped(std::string_view text);

/// The same with the marks of the interface as elements: "{D:the critic}" is a <b class="d">.
[[nodiscard]] std::string marked(std::string_view text);

/// The words alone.
[[nodiscard]] std::string without_marks(std::string_view text);

/// "data:image/png;base64,…"
[[nodiscard]] std::string data_uri(std::string_view media_type, std::span<const uint8_t> bytes);

}  // namespace ganscope::report
