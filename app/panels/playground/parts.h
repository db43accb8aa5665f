#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "app/model/tools.h"
#include "app/panels/playground/room.h"
#include "app/ui/widgets.h"

/// What rooms of figures and curves share. Places are window pixels.
namespace ganscope::panels::playground {

struct RoomArea {
  ImVec2 min, max;
  [[nodiscard]] float width() const { return max.x - min.x; }
  [[nodiscard]] float height() const { return max.y - min.y; }
};
/// From the cursor to the end of the panel.
[[nodiscard]] RoomArea area_here();

/// Changes what a room keeps, after the frame: as an action, and asked for at once.
template <class T>
[[nodiscard]] model::Action altering(std::function<void(T&, double now_s)> how) {
  return changing([how = std::move(how)](model::UiModel& model, double now_s) {
    T state = model::tool_state<T>(model);
    how(state, now_s);
    model::set_tool_state(model, std::move(state));
  });
}
template <class T>
void alter(model::UiActions& actions, std::function<void(T&)> how) {
  actions(altering<T>([how = std::move(how)](T& state, double /*now_s*/) { how(state); }));
}

/// A layer's letter switches it; with Alt it is shown alone.
struct LayerKey {
  size_t layer = 0;
  bool alone = false;
};
template <class Infos>
[[nodiscard]] std::optional<LayerKey> layer_key(const Infos& infos, std::string_view key) {
  const bool alone = key.starts_with("alt+");
  const std::string_view letter = alone ? key.substr(4) : key;
  for (size_t i = 0; i < infos.size(); ++i)
    if (infos[i].letter == letter) return LayerKey{i, alone};
  return std::nullopt;
}

/// The room's name with a cross that leaves it, at the cursor; the cursor goes below it.
void draw_room_title(ui::Ui& ui, model::UiActions& actions, const char* title, float width);
/// In a small window, where there is no left column: a button that opens it. Returns the button's width; 0:
/// there is none.
struct Controls {
  ImVec2 corner;  ///< upper right, or left, of the button
  DrawPart left;
  const char* words = "Controls";
  bool from_right = true;
  bool scrolls = true;  ///< false: what scrolls in it does so by itself
};
float draw_controls(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Controls& of);
/// A title in semibold and, as far as they fit, words beside it.
void draw_part_title(const ui::Ui& ui, ImVec2 at, float width, const char* title,
                     const std::string& words = {});
/// A row of a left column: words left, then the cursor stands where its control begins, `control` px wide.
void row_words(const ui::Ui& ui, const char* words, float width, float control);
/// Rich text at the cursor, wrapped; the cursor goes below it.
void draw_lines(const ui::Ui& ui, const std::string& marked, float width);
/// A tile with a caption, a large number and a small one in brackets behind it, or below it where it is
/// narrow. Items: name (the number), name/floor (the bracket).
void draw_tile(ui::Ui& ui, std::string_view name, const RoomArea& area, const std::string& caption,
               const std::string& number, const std::string& bracket, std::string_view help);
/// Words in the middle of an area, where nothing can be drawn yet.
void draw_in_the_middle(const ui::Ui& ui, const RoomArea& area, const std::string& words);

/// The curve of this key; null: there is none.
[[nodiscard]] const api::Curve* find_curve(const api::Answer* answer, std::string_view key);
/// A number of a table's row; NaN: there is none.
[[nodiscard]] double find_number(const api::Answer* answer, std::string_view key, size_t index = 0);

}  // namespace ganscope::panels::playground
