#include "app/automation/world.h"

namespace ganscope::automation {

const Value* find_value(const World& world, std::string_view name) {
  if (name.find('/') != std::string_view::npos) {
    const auto* item = world.items.find(name);
    return item == nullptr ? nullptr : &item->value;
  }
  return script::find_status(world.status, name);
}

script::Lookup lookup_in(const World& world) {
  return [&world](std::string_view name) { return find_value(world, name); };
}

}  // namespace ganscope::automation
