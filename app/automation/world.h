#pragma once
#include <imgui.h>

#include <map>
#include <string>
#include <string_view>

#include "app/ui/item_map.h"

namespace ganscope::automation {

using Value = ui::ItemMap::ItemValue;
/// What the program says of itself, by name: "phase", "step", "workspace" …
using StatusValues = std::map<std::string, Value, std::less<>>;

/// What a script, a UI map and a person can see of one drawn frame.
struct World {
  const ui::ItemMap& items;
  const StatusValues& status;
  ImVec2 size;  ///< of the window, px
  double now_s = 0;
};

/// The value under a name: an item's when the name holds a '/', else the status's ("status." may stand before
/// it). Null: there is none of that name.
[[nodiscard]] const Value* find_value(const World& world, std::string_view name);

/// As scripts write it: none, true, 50, 0.001, running.
[[nodiscard]] std::string to_text(const Value& value);

}  // namespace ganscope::automation
