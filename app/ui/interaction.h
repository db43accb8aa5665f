#pragma once
#include <imgui.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ganscope::ui {

struct DocumentLayout;
struct FormulaShelf;

/// What the controls remember from one frame to the next: who has the keyboard, what is being typed, what is
/// being dragged, what the mouse rests on. One per window; belongs to the interface thread. Panels do not
/// touch it.
class Interaction {
 public:
  // --- keyboard focus: Tab goes through the controls in the order in which they are drawn.
  void next_frame() { order_.clear(); }
  /// A control that can take the keyboard is being drawn. True: it has it.
  bool visit(std::string_view name) {
    order_.emplace_back(name);
    return name == focused_;
  }
  void focus(std::string_view name, bool by_keyboard) {
    focused_ = name;
    ring_ = by_keyboard;
  }
  void drop_focus() { focus({}, false); }
  [[nodiscard]] const std::string& focused() const { return focused_; }
  [[nodiscard]] bool has_ring(std::string_view name) const { return ring_ && name == focused_; }
  /// From here on only what is drawn now can be reached: a sheet lies over the rest.
  void confine() { order_.clear(); }
  /// To the next (+1) or previous (−1) control of this frame; the first or last when none has the focus.
  void move_focus(int direction) {
    if (order_.empty()) return drop_focus();
    const auto found = std::find(order_.begin(), order_.end(), focused_);
    const int count = static_cast<int>(order_.size());
    int next = direction > 0 ? 0 : count - 1;
    if (found != order_.end()) next = (static_cast<int>(found - order_.begin()) + direction + count) % count;
    focus(order_[static_cast<size_t>(next)], true);
  }

  // --- typing: at most one field at a time.
  struct Edit {
    std::string name;  ///< of the field; empty: none
    std::array<char, 1024> text{};
    bool fresh = false;   ///< opened in this frame: take the keyboard, select all
    int last_frame = -1;  ///< drawn last
    /// How many fields were opened so far. Part of the id that ImGui knows the open one by: it keeps the undo
    /// records of the id it saw last, which belong to the text of then and not to what is opened now.
    unsigned opened = 0;
  } edit;

  // --- dragging a value: what the hand says goes before what the model says, until the model follows.
  struct Drag {
    std::string name;
    double value = 0, start = 0;
    double hold_until_s = 0;  ///< after the release
    bool down = false;
  } drag;

  // --- what was laid out before and is drawn again: documents by the name of their place, formulas by
  // themselves.
  std::map<std::string, std::shared_ptr<DocumentLayout>, std::less<>> documents;
  std::shared_ptr<FormulaShelf> formulas;

  // --- tooltips: what the mouse rests on, and since when.
  struct Rest {
    ImGuiID window = 0;
    ImVec2 at;
    double since_s = 0, seen_s = -1;
  } rest;

 private:
  std::vector<std::string> order_;
  std::string focused_;
  bool ring_ = false;
};

}  // namespace ganscope::ui
