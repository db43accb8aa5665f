#pragma once
#include <imgui.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

#include "app/ui/interaction.h"

namespace ganscope::ui {

/// Everything on screen in this frame that can be pressed, dragged or read, under a stable name
/// `workspace/control`. Screen automation, the UI map and the tests find things by it. Belongs to the
/// interface thread; cleared every frame, but the places of its names are kept for the next.
class ItemMap {
 public:
  using ItemValue = std::variant<std::monostate, bool, double, std::string>;
  struct Item {
    ImVec2 min, max;  ///< window pixels
    ItemValue value;
    bool enabled = true;
  };
  void clear() {
    if (items_.size() > 2 * count_ + 256) items_.clear();  // of screens that are long gone
    ++frame_;
    count_ = 0;
    interaction.next_frame();
  }
  void add(std::string_view name, ImVec2 min, ImVec2 max, ItemValue value = {}, bool enabled = true) {
    auto found = items_.find(name);
    if (found == items_.end()) found = items_.emplace(name, Kept{}).first;
    if (found->second.frame != frame_) ++count_;
    found->second = {Item{min, max, std::move(value), enabled}, frame_};
  }
  [[nodiscard]] const Item* find(std::string_view name) const {
    const auto found = items_.find(name);
    return found == items_.end() || found->second.frame != frame_ ? nullptr : &found->second.item;
  }
  /// By name; put together when asked for.
  [[nodiscard]] std::map<std::string, Item, std::less<>> all() const {
    std::map<std::string, Item, std::less<>> sorted;
    for (const auto& [name, kept] : items_)
      if (kept.frame == frame_) sorted.emplace(name, kept.item);
    return sorted;
  }

  /// What the controls remember between frames; survives `clear`.
  Interaction interaction;

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view name) const { return std::hash<std::string_view>{}(name); }
  };
  struct Kept {
    Item item;
    uint64_t frame = 0;
  };
  std::unordered_map<std::string, Kept, Hash, std::equal_to<>> items_;
  uint64_t frame_ = 1;
  size_t count_ = 0;  ///< of this frame
};

}  // namespace ganscope::ui
