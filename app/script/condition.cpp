#include "app/script/condition.h"

#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "app/script/number.h"

namespace ganscope::script {
std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

namespace {

std::optional<double> finite_number(const std::string& text) {
  const auto number = number_in(text);
  return number && std::isfinite(*number) ? number : std::nullopt;
}

bool compare(const std::string& left, Comparison comparison, const std::string& right) {
  const auto a = finite_number(left), b = finite_number(right);
  if (!a || !b) {
    if (comparison == Comparison::equal) return left == right;
    return comparison == Comparison::unequal && left != right;
  }
  // A typed 0.001 and the same number after a slider's arithmetic are equal to a person.
  const bool near = std::abs(*a - *b) <= 1e-6 * std::max(std::abs(*a), std::abs(*b));
  switch (comparison) {
    case Comparison::equal:
      return near;
    case Comparison::unequal:
      return !near;
    case Comparison::at_least:
      return *a >= *b;
    case Comparison::at_most:
      return *a <= *b;
    case Comparison::more:
      return *a > *b;
    case Comparison::less:
      return *a < *b;
    default:
      return false;
  }
}

}  // namespace

Expected<Condition> parse_condition(std::string_view text) {
  text = trimmed(text);
  for (const auto& [word, comparison] :
       {std::pair{"changed ", Comparison::changed}, std::pair{"same ", Comparison::same}}) {
    if (text.starts_with(word)) {
      return Condition{std::string(trimmed(text.substr(std::string_view(word).size()))), comparison, {}};
    }
  }
  constexpr std::array<std::pair<std::string_view, Comparison>, 6> operators{{{"==", Comparison::equal},
                                                                              {"!=", Comparison::unequal},
                                                                              {">=", Comparison::at_least},
                                                                              {"<=", Comparison::at_most},
                                                                              {">", Comparison::more},
                                                                              {"<", Comparison::less}}};
  for (const auto& [sign, comparison] : operators) {
    const auto at = text.find(sign);
    if (at == std::string_view::npos) continue;
    Condition condition{std::string(trimmed(text.substr(0, at))), comparison,
                        std::string(trimmed(text.substr(at + sign.size())))};
    if (condition.name.empty() || condition.value.empty()) break;
    return condition;
  }
  if (text.starts_with('!') && text.size() > 1 && text.find_first_of("=<> ") == std::string_view::npos) {
    return Condition{std::string(trimmed(text.substr(1))), Comparison::absent, {}};
  }
  if (!text.empty() && text.find_first_of("=<>! ") == std::string_view::npos) {
    return Condition{std::string(text), Comparison::exists, {}};
  }
  return fail(FailureKind::bad_data, "not a condition: \"" + std::string(text) + "\"", "automation script",
              "Write NAME==VALUE (or != >= <= > <), NAME, !NAME, changed NAME or same NAME.");
}

bool holds(const Condition& condition, const Lookup& values, const Remembered& remembered) {
  const Value* value = values(condition.name);
  const std::string text = value == nullptr ? "none" : to_text(*value);
  switch (condition.comparison) {
    case Comparison::exists: {
      if (condition.name.find('/') != std::string::npos) return value != nullptr;
      return value != nullptr && text != "none" && text != "false" && text != "0" && !text.empty();
    }
    case Comparison::absent:
      return value == nullptr;
    case Comparison::changed:
    case Comparison::same: {
      const auto before = remembered.find(condition.name);
      if (before == remembered.end()) return false;
      return (before->second == text) == (condition.comparison == Comparison::same);
    }
    default:
      return compare(text, condition.comparison, condition.value);
  }
}

}  // namespace ganscope::script
