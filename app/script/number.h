#pragma once
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

namespace ganscope::script {

/// The whole text as a number; none: it is something else.
[[nodiscard]] inline std::optional<double> number_in(std::string_view text) {
  const std::string copy(text);
  char* end = nullptr;
  const double number = std::strtod(copy.c_str(), &end);
  if (copy.empty() || end != copy.c_str() + copy.size()) return std::nullopt;
  return number;
}

}  // namespace ganscope::script
