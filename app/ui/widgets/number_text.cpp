#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <string>

#include "app/ui/widgets.h"

namespace ganscope::ui {
namespace {

std::string fixed(double number, int decimals) {
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, number, std::chars_format::fixed, decimals);
  return {text, end.ptr};
}

}  // namespace

std::string thousands(int64_t number) {
  const std::string digits = std::to_string(number);
  const size_t first = number < 0 ? 1 : 0;
  std::string grouped;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > first && (digits.size() - i) % 3 == 0) grouped += ',';
    grouped += digits[i];
  }
  return grouped;
}

std::string rate_text(double rate) {
  if (!std::isfinite(rate) || rate <= 0) return "0";
  if (rate < 9.95) return fixed(rate, 1);
  return thousands(std::llround(rate));
}

std::string number_text(double number) {
  if (std::isnan(number)) return "–";
  if (std::isinf(number)) return number > 0 ? "∞" : "−∞";
  const double size = std::fabs(number);
  if (size == 0) return "0.00";
  if (size >= 1e6) {
    char text[64];
    std::snprintf(text, sizeof text, "%.3g", number);
    return text;
  }
  if (size >= 1000) return thousands(std::llround(number));
  if (size >= 100) return fixed(number, 0);
  if (size >= 10) return fixed(number, 1);
  if (size < 1e-5) {
    char text[64];
    std::snprintf(text, sizeof text, "%.1e", number);
    return text;
  }
  // Small numbers keep two figures that count; trailing zeros go, as far as the habit of the field allows.
  const int least = size < 0.01 ? 4 : 2;
  std::string text = fixed(number, size < 0.001 ? 6 : 4);
  const size_t dot = text.find('.');
  while (text.back() == '0' && text.size() - dot - 1 > static_cast<size_t>(least)) text.pop_back();
  if (size >= 1) text = fixed(number, 2);
  return text;
}

std::string with_minus(std::string_view words) {
  const auto digit = [&](size_t i) { return i < words.size() && words[i] >= '0' && words[i] <= '9'; };
  std::string drawn;
  for (size_t i = 0; i < words.size(); ++i) {
    const bool begins = i == 0 || words[i - 1] == ' ' || words[i - 1] == '(';
    const bool power = i >= 2 && words[i - 1] == 'e' && digit(i - 2);
    if (words[i] == '-' && digit(i + 1) && (begins || power))
      drawn += "−";
    else
      drawn += words[i];
  }
  return drawn;
}

std::string typed_number(std::string_view typed) {
  constexpr std::string_view minus = "−";
  std::string number(typed);
  for (size_t at = number.find(minus); at != std::string::npos; at = number.find(minus, at))
    number.replace(at, minus.size(), "-");
  std::erase(number, ',');
  return number;
}

std::string clock_text(double seconds) {
  const auto whole = static_cast<int64_t>(std::max(0.0, seconds));
  char text[32];
  if (whole >= 3600)
    std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", static_cast<long long>(whole / 3600),
                  static_cast<long long>(whole / 60 % 60), static_cast<long long>(whole % 60));
  else
    std::snprintf(text, sizeof text, "%lld:%02lld", static_cast<long long>(whole / 60),
                  static_cast<long long>(whole % 60));
  return text;
}

}  // namespace ganscope::ui
