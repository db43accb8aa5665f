#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>

namespace ganscope::script {

/// What an item or a status value says: nothing, yes or no, a number, words.
using Value = std::variant<std::monostate, bool, double, std::string>;

/// What the program says of itself, by name: "phase", "step", "workspace" …
using StatusValues = std::map<std::string, Value, std::less<>>;

/// The value under a name ("status.step", "step", "transport/start"); null: there is none of that name.
using Lookup = std::function<const Value*(std::string_view name)>;

/// The status value of that name, "status." before it or not; null: there is none.
[[nodiscard]] const Value* find_status(const StatusValues& values, std::string_view name);

/// As scripts write it: none, true, 50, 0.001, running.
[[nodiscard]] std::string to_text(const Value& value);

}  // namespace ganscope::script
