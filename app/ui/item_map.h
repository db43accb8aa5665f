#pragma once
#include <imgui.h>

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/script/value.h"
#include "app/ui/interaction.h"

namespace ganscope::ui {

/// Everything on screen in this frame that can be pressed, dragged or read, under a stable name
/// `workspace/control`. Screen automation, the UI map and the tests find things by it. Belongs to the
/// interface thread; cleared every frame. Hundreds are added in every frame and few are looked for, so they
/// stand one after the other, names too: adding takes no search and, from the second frame on, no memory.
class ItemMap {
 public:
  using ItemValue = script::Value;
  struct Item {
    ImVec2 min, max;  ///< window pixels
    ItemValue value;
    bool enabled = true;
  };
  void clear() {
    names_.clear();
    items_.clear();
    cut_texts_.clear();
    interaction.next_frame();
  }
  /// A name that is there already is from now on this.
  void add(std::string_view name, ImVec2 min, ImVec2 max, ItemValue value = {}, bool enabled = true) {
    items_.push_back({names_.size(), name.size(), {min, max, std::move(value), enabled}});
    names_.append(name);
  }
  /// Null when there is none; valid until the next `add`.
  [[nodiscard]] const Item* find(std::string_view name) const {
    for (auto placed = items_.rbegin(); placed != items_.rend(); ++placed)
      if (name_of(*placed) == name) return &placed->item;
    return nullptr;
  }
  /// By name; put together when asked for.
  [[nodiscard]] std::map<std::string, Item, std::less<>> all() const {
    std::map<std::string, Item, std::less<>> sorted;
    for (const Placed& placed : items_) sorted.insert_or_assign(std::string(name_of(placed)), placed.item);
    return sorted;
  }

  /// Words that had to be shortened in this frame to fit their place: tests look at them.
  void note_cut(std::string_view words) { cut_texts_.emplace_back(words); }
  [[nodiscard]] const std::vector<std::string>& cut_texts() const { return cut_texts_; }

  /// What the controls remember between frames; survives `clear`.
  Interaction interaction;

 private:
  struct Placed {
    size_t begin, length;  ///< of its name among all
    Item item;
  };
  [[nodiscard]] std::string_view name_of(const Placed& placed) const {
    return std::string_view(names_).substr(placed.begin, placed.length);
  }
  std::string names_;
  std::vector<Placed> items_;
  std::vector<std::string> cut_texts_;
};

}  // namespace ganscope::ui
