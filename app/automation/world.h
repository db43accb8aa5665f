#pragma once
#include <imgui.h>

#include <string_view>

#include "app/script/value.h"
#include "app/ui/item_map.h"

namespace ganscope::automation {

using script::StatusValues;
using script::Value;

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

/// The same as a function, for conditions; valid as long as `world` is.
[[nodiscard]] script::Lookup lookup_in(const World& world);

}  // namespace ganscope::automation
