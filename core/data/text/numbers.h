#pragma once
#include <optional>
#include <string_view>
#include <vector>

namespace ganscope::data {

/// `text` without the white space around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// The fields between the separators, trimmed; an empty text is one empty field.
[[nodiscard]] std::vector<std::string_view> fields(std::string_view text, char separator);

/// A whole number or decimal with a point, in any usual way of writing it, "nan" and "inf" included; the
/// whole text must be one. The user's locale has no say.
[[nodiscard]] std::optional<double> number(std::string_view text);

}  // namespace ganscope::data
