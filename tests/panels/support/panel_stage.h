#pragma once
#include <imgui.h>

#include <string>
#include <vector>

#include "app/model/ui_model.h"
#include "app/panels/panel.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/ui.h"

namespace ganscope::testing {

/// Draws panels without a window or OpenGL, each in its region as the design measures it, feeds mouse and
/// keys, and collects what the panels ask for. Owns an ImGui context: one stage at a time.
class PanelStage {
 public:
  explicit PanelStage(ImVec2 size = {1600, 900}, float scale = 1, const std::string& language = "en");
  ~PanelStage();
  PanelStage(const PanelStage&) = delete;
  PanelStage& operator=(const PanelStage&) = delete;

  /// Draws the panels with these keys (empty: all) `frames` times, 1/60 s each.
  void show(const std::vector<std::string>& panels, int frames = 1);
  void frames(int count);               ///< the same panels again
  void click(const std::string& item);  ///< at its middle; the item must be there
  void click_at(ImVec2 place);
  void double_click_at(ImVec2 place);
  void hover(const std::string& item);
  void drag(ImVec2 from, ImVec2 to);
  void type(const std::string& letters);  ///< into the field that is open
  void press(ui::compat::Key key);
  void tab(int direction = 1);  ///< as the window does at the Tab key

  [[nodiscard]] const ui::ItemMap::Item& item(const std::string& name) const;
  [[nodiscard]] bool has(const std::string& name) const { return items.find(name) != nullptr; }
  [[nodiscard]] ImVec2 at(const std::string& name, float x01, float y01 = 0.5F) const;

  /// The last action of a kind, or null.
  template <class A>
  [[nodiscard]] const A* last() const {
    for (auto action = asked.rbegin(); action != asked.rend(); ++action)
      if (const A* wanted = std::get_if<A>(&*action)) return wanted;
    return nullptr;
  }
  /// The last command posted of a kind, or null.
  template <class C>
  [[nodiscard]] const C* posted() const {
    const auto* post = last<model::action::Post>();
    return post == nullptr ? nullptr : std::get_if<C>(&post->command);
  }

  model::UiModel model;
  ui::ItemMap items;
  ui::Atlases atlases;
  std::vector<model::Action> asked;
  double time_s = 10;

 private:
  void draw_frame();
  ImVec2 size_;
  float scale_;
  ui::Fonts fonts_;
  ui::Strings strings_;
  std::vector<std::string> shown_;
};

}  // namespace ganscope::testing
