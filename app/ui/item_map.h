#pragma once
#include <imgui.h>

#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "app/ui/interaction.h"

namespace ganscope::ui {

/// Everything on screen in this frame that can be pressed, dragged or read, under a stable name
/// `workspace/control`. Screen automation, the UI map and the tests find things by it. Belongs to the
/// interface thread; cleared every frame.
class ItemMap {
 public:
  using ItemValue = std::variant<std::monostate, bool, double, std::string>;
  struct Item {
    ImVec2 min, max;  ///< window pixels
    ItemValue value;
    bool enabled = true;
  };
  void clear() {
    items_.clear();
    interaction.next_frame();
  }
  void add(std::string_view name, ImVec2 min, ImVec2 max, ItemValue value = {}, bool enabled = true) {
    items_.insert_or_assign(std::string(name), Item{min, max, std::move(value), enabled});
  }
  [[nodiscard]] const Item* find(std::string_view name) const {
    const auto found = items_.find(name);
    return found == items_.end() ? nullptr : &found->second;
  }
  [[nodiscard]] const std::map<std::string, Item, std::less<>>& all() const { return items_; }

  /// What the controls remember between frames; survives `clear`.
  Interaction interaction;

 private:
  std::map<std::string, Item, std::less<>> items_;
};

}  // namespace ganscope::ui
