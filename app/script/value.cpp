#include "app/script/value.h"

#include <fmt/format.h>

namespace ganscope::script {

const Value* find_status(const StatusValues& values, std::string_view name) {
  if (name.starts_with("status.")) name.remove_prefix(7);
  const auto found = values.find(name);
  return found == values.end() ? nullptr : &found->second;
}

std::string to_text(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<double>(&value)) return fmt::format("{:.10g}", *number);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return "none";
}

}  // namespace ganscope::script
