#include "app/automation/world.h"

#include <fmt/format.h>

namespace ganscope::automation {

const Value* find_value(const World& world, std::string_view name) {
  if (name.find('/') != std::string_view::npos) {
    const auto* item = world.items.find(name);
    return item == nullptr ? nullptr : &item->value;
  }
  if (name.starts_with("status.")) name.remove_prefix(7);
  const auto found = world.status.find(name);
  return found == world.status.end() ? nullptr : &found->second;
}

std::string to_text(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<double>(&value)) return fmt::format("{:.10g}", *number);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return "none";
}

}  // namespace ganscope::automation
