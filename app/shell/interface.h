#pragma once
#include <imgui.h>

#include <deque>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "app/model/ui_model.h"
#include "app/panels/panel.h"
#include "app/shell/layout.h"
#include "app/ui/ui.h"

namespace ganscope::shell {

/// The whole interface as a function of (model, textures, size) to draw commands and actions, between
/// ImGui::NewFrame and ImGui::Render. Knows no window and no OpenGL, so that tests draw it without either.
/// Owns fonts, texts and the item map; needs ImGui's context. Interface thread only.
class Interface {
 public:
  /// `most_texture`: the largest texture of the graphics card, px.
  Interface(ui::Strings texts, std::span<const panels::Panel> panels, int most_texture = 16384);

  /// Takes the texts of model.language, and loads fonts and style when they, scale or theme have changed, or
  /// letters are wanted that are not there; before ImGui::NewFrame. True: the font atlas is another one, and
  /// its texture has to be uploaded. `scale`:
  /// --scale × the monitor's.
  bool prepare(const model::UiModel& model, float scale);

  /// The textures of the run in front, and of the second one.
  struct Pictures {
    const ui::Atlases& first;
    const ui::Atlases& second;
    Pictures(const ui::Atlases& one) : first(one), second(one) {}  // NOLINT
    Pictures(const ui::Atlases& one, const ui::Atlases& other) : first(one), second(other) {}
  };
  /// Draws every visible panel in its region, and takes the keyboard's shortcuts.
  void draw(const model::UiModel& model, const Pictures& pictures, ImVec2 size, float scale, double time_s,
            model::UiActions& actions);

  [[nodiscard]] const ui::ItemMap& items() const { return items_; }
  /// Fonts that were not found or not sound, in words.
  [[nodiscard]] const std::vector<std::string>& missing_fonts() const { return missing_fonts_; }
  /// Those of them that this has not told before.
  [[nodiscard]] std::vector<std::string> news_of_fonts();
  /// What was drawn has letters that are not loaded: `prepare` and another frame will show them.
  [[nodiscard]] bool letters_missing() const { return fonts_.wants_more(); }
  [[nodiscard]] const ui::Strings& texts() const { return texts_; }
  [[nodiscard]] const ui::Theme& theme() const { return *theme_; }

 private:
  /// True: the texts are others now.
  bool follow_language(const std::string& language);
  void draw_ground(const Layout& layout, const model::UiModel& model) const;
  void draw_region(panels::Region region, const Layout& layout, ui::Ui& ui, const model::UiModel& model,
                   model::UiActions& actions);
  void draw_grips(const Layout& layout, const model::UiModel& model, model::UiActions& actions);
  void draw_grip(const char* key, const char* item, float edge, const Layout& layout, bool from_right,
                 model::UiActions& actions);
  void draw_pointer_trail(double time_s, float scale);
  void move_keyboard_focus();
  [[nodiscard]] bool used(panels::Region region, const model::UiModel& model) const;

  ui::Strings texts_;
  std::span<const panels::Panel> panels_;
  ui::Fonts fonts_;
  ui::ItemMap items_;
  const ui::Theme* theme_;
  float loaded_scale_ = 0;
  bool loaded_dark_ = true;
  std::vector<std::string> missing_fonts_;
  std::set<std::string> told_;  ///< of fonts
  struct TrailPoint {
    ImVec2 at;
    double time_s;
  };
  std::deque<TrailPoint> trail_;
};

}  // namespace ganscope::shell
