#pragma once
#include <map>
#include <string>
#include <string_view>

#include "app/script/value.h"
#include "core/base/failure.h"

namespace ganscope::script {

enum class Comparison { equal, unequal, at_least, at_most, more, less, exists, absent, changed, same };

/// `step>=50`, `status.phase==running`, `experiment/seed==7`, `transport/start` (it is there), `!toast/1` (it
/// is not), `changed explore/picture` and `same explore/picture` (since `remember`). Numbers compare as
/// numbers, the rest as text.
struct Condition {
  std::string name;
  Comparison comparison = Comparison::exists;
  std::string value;
};

/// Without blanks and line ends on either side.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// Fails with `bad_data` when it cannot be understood.
[[nodiscard]] Expected<Condition> parse_condition(std::string_view text);

/// What `remember` kept: the value as text, by name.
using Remembered = std::map<std::string, std::string, std::less<>>;

/// A name that is not there has the value "none"; it never compares as a number.
[[nodiscard]] bool holds(const Condition& condition, const Lookup& values, const Remembered& remembered);

}  // namespace ganscope::script
