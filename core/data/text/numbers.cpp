#include "core/data/text/numbers.h"

#include <charconv>
#include <system_error>

namespace ganscope::data {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view white = " \t\r\n\v\f";
  const size_t begin = text.find_first_not_of(white);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(white) - begin + 1);
}

std::vector<std::string_view> fields(std::string_view text, char separator) {
  std::vector<std::string_view> found;
  size_t begin = 0;
  while (true) {
    const size_t end = text.find(separator, begin);
    found.push_back(trimmed(text.substr(begin, end - begin)));
    if (end == std::string_view::npos) return found;
    begin = end + 1;
  }
}

std::optional<double> number(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace ganscope::data
