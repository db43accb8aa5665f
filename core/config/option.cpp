#include "core/config/option.h"
#include "core/base/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>

#include "core/base/check.h"

namespace ganscope::config {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
  return text;
}

std::string number_text(double value) {
  if (value == std::floor(value) && std::abs(value) < 1e15) return fmt::format("{:.0f}", value);
  return fmt::format("{}", value);
}

/// "between 0 and 1", "at least 0", "at most 1" or nothing.
std::string range_text(const Option& option) {
  const bool low = std::isfinite(option.min), high = std::isfinite(option.max);
  if (low && high) return fmt::format("between {} and {}", number_text(option.min), number_text(option.max));
  if (low) return fmt::format("at least {}", number_text(option.min));
  if (high) return fmt::format("at most {}", number_text(option.max));
  return "";
}

std::string expected_text(const Option& option) {
  if (!option.choices.empty()) return fmt::format("one of {}", fmt::join(option.choices, ", "));
  const std::string range = range_text(option);
  const std::string space = range.empty() ? "" : " " + range;
  if (std::holds_alternative<bool>(option.initial)) return "true or false";
  if (std::holds_alternative<int64_t>(option.initial)) return "a whole number" + space;
  if (std::holds_alternative<double>(option.initial)) return "a number" + space;
  return "a text";
}

tl::unexpected<Failure> refused(const Option& option, const std::string& given) {
  std::string hint;
  if (!option.choices.empty()) {
    const std::string close = nearest(given, option.choices);
    if (!close.empty()) hint = fmt::format("did you mean {}? ", close);
  }
  hint += fmt::format("its default is {}", to_text(option.initial));
  return fail(FailureKind::usage,
              fmt::format("{} must be {}, not {}", option.key, expected_text(option),
                          given.empty() ? "empty" : given),
              option.key, hint);
}

std::optional<int64_t> whole(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> real_number(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

Option number_option(std::string key, std::string title, std::string help, Value initial, double min,
                     double max, Player player) {
  GANSCOPE_CHECK(std::holds_alternative<int64_t>(initial) || std::holds_alternative<double>(initial),
                 "a number option begins with a number: " + key);
  Option option;
  option.key = std::move(key);
  option.title = std::move(title);
  option.help = std::move(help);
  option.initial = std::move(initial);
  option.min = min;
  option.max = max;
  option.player = player;
  return option;
}

Option strength_option(std::string key, std::string title, std::string help, double usual, double max,
                       Player player) {
  GANSCOPE_CHECK(usual > 0 && usual <= max, "a usual strength lies between off and the most: " + key);
  Option option = number_option(std::move(key), std::move(title), std::move(help), 0.0, 0, max, player);
  option.usual = usual;
  return option;
}

Option choice_option(std::string key, std::string title, std::string help, std::vector<std::string> choices,
                     Player player) {
  GANSCOPE_CHECK(!choices.empty(), "a choice needs something to choose from: " + key);
  Option option;
  option.key = std::move(key);
  option.title = std::move(title);
  option.help = std::move(help);
  option.initial = choices.front();
  option.choices = std::move(choices);
  option.player = player;
  return option;
}

Option flag_option(std::string key, std::string title, std::string help, bool initial, Player player) {
  Option option;
  option.key = std::move(key);
  option.title = std::move(title);
  option.help = std::move(help);
  option.initial = initial;
  option.player = player;
  return option;
}

void Settings::erase(std::string_view key) {
  const auto at = values_.find(key);
  if (at != values_.end()) values_.erase(at);
}

const Value& Settings::at(std::string_view key) const {
  const auto found = values_.find(key);
  GANSCOPE_CHECK(found != values_.end(), "no setting called " + std::string(key));
  return found->second;
}

bool Settings::flag(std::string_view key) const {
  const bool* value = std::get_if<bool>(&at(key));
  GANSCOPE_CHECK(value != nullptr, "the setting is no flag: " + std::string(key));
  return *value;
}

int64_t Settings::integer(std::string_view key) const {
  const int64_t* value = std::get_if<int64_t>(&at(key));
  GANSCOPE_CHECK(value != nullptr, "the setting is no whole number: " + std::string(key));
  return *value;
}

double Settings::real(std::string_view key) const {
  const Value& value = at(key);
  if (const int64_t* integer = std::get_if<int64_t>(&value)) return static_cast<double>(*integer);
  const double* number = std::get_if<double>(&value);
  GANSCOPE_CHECK(number != nullptr, "the setting is no number: " + std::string(key));
  return *number;
}

const std::string& Settings::text(std::string_view key) const {
  const std::string* value = std::get_if<std::string>(&at(key));
  GANSCOPE_CHECK(value != nullptr, "the setting is no text: " + std::string(key));
  return *value;
}

Expected<Value> check(const Option& option, const Value& value) {
  Value checked = value;
  if (std::holds_alternative<double>(option.initial) && std::holds_alternative<int64_t>(value))
    checked = static_cast<double>(std::get<int64_t>(value));
  if (checked.index() != option.initial.index()) return refused(option, to_text(value));
  if (const double* number = std::get_if<double>(&checked)) {
    if (!(*number >= option.min && *number <= option.max)) return refused(option, to_text(value));  // NaN too
  } else if (const int64_t* integer = std::get_if<int64_t>(&checked)) {
    const double count = static_cast<double>(*integer);
    if (count < option.min || count > option.max) return refused(option, to_text(value));
  } else if (const std::string* word = std::get_if<std::string>(&checked)) {
    if (!option.choices.empty() && std::ranges::find(option.choices, *word) == option.choices.end())
      return refused(option, *word);
  }
  return checked;
}

Expected<Value> parse(const Option& option, std::string_view text) {
  if (std::holds_alternative<std::string>(option.initial)) return check(option, Value{std::string(text)});
  const std::string word = lower_case(trimmed(text));
  if (std::holds_alternative<bool>(option.initial)) {
    for (const char* yes : {"true", "on", "yes", "1"})
      if (word == yes) return Value{true};
    for (const char* no : {"false", "off", "no", "0"})
      if (word == no) return Value{false};
    return refused(option, std::string(text));
  }
  if (const auto integer = whole(word)) return check(option, Value{*integer});
  if (const auto number = real_number(word)) {
    // 1e3 is a whole number, too, when one is asked for.
    if (std::holds_alternative<int64_t>(option.initial) && *number == std::floor(*number) &&
        std::abs(*number) < 9e15)
      return check(option, Value{static_cast<int64_t>(*number)});
    return check(option, Value{*number});
  }
  return refused(option, std::string(text));
}

std::string to_text(const Value& value) {
  if (const bool* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const int64_t* integer = std::get_if<int64_t>(&value)) return fmt::format("{}", *integer);
  if (const double* number = std::get_if<double>(&value)) return fmt::format("{}", *number);
  return std::get<std::string>(value);
}

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  const std::string a = lower_case(word);
  std::string best;
  size_t best_distance = std::max<size_t>(1, a.size() / 3) + 1;  // about a third of the letters may be wrong
  for (const std::string& candidate : known) {
    const std::string b = lower_case(candidate);
    // Damerau–Levenshtein, optimal string alignment: three rows are enough.
    std::vector<size_t> before(b.size() + 1), previous(b.size() + 1), row(b.size() + 1);
    for (size_t j = 0; j <= b.size(); ++j) previous[j] = j;
    for (size_t i = 1; i <= a.size(); ++i) {
      row[0] = i;
      for (size_t j = 1; j <= b.size(); ++j) {
        const size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
        row[j] = std::min({previous[j] + 1, row[j - 1] + 1, previous[j - 1] + cost});
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          row[j] = std::min(row[j], before[j - 2] + 1);
      }
      std::swap(before, previous);
      std::swap(previous, row);
    }
    size_t distance = previous[b.size()];
    if (a.size() >= 3 && b.starts_with(a)) distance = std::min<size_t>(distance, 1);  // a word cut short
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace ganscope::config
