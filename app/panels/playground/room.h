#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "app/model/ui_model.h"
#include "app/model/view.h"
#include "app/panels/panel.h"
#include "app/ui/ui.h"

/// The Playground consists of rooms: one is on screen at a time, and each fills the three columns in its own
/// way.
namespace ganscope::panels::playground {

using DrawPart = void (*)(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);

/// A room. A new one is a folder and a line in `all_rooms.cpp`; what it keeps is a model::ToolState.
struct Room {
  std::string_view key;
  const char* title;  ///< English
  const char* help;   ///< English, one sentence
  const char* link;   ///< English: the title where there is little room
  DrawPart draw_middle;
  DrawPart draw_left = nullptr;   ///< null: that of the home room
  DrawPart draw_right = nullptr;  ///< null: that of the home room
  /// In place of the transport's three parts; null: those of Train.
  DrawPart draw_transport_left = nullptr, draw_transport_middle = nullptr, draw_transport_right = nullptr;
  /// Why it can't be entered now, in English; null: it can.
  const char* (*obstacle)(const model::UiModel& model) = nullptr;
  std::vector<model::View> (*views)() = nullptr;  ///< what it has the explorer make; null: nothing
  /// What a key means there, before what it means elsewhere ("p", "left", "ctrl+v"); null: nothing of its
  /// own.
  std::optional<model::Action> (*key_action)(const model::UiModel& model, std::string_view key) = nullptr;
};

/// All rooms in the order in which they are offered.
[[nodiscard]] std::span<const Room> all_rooms();
/// Where one is when no other room has been entered: chosen by the data. Never entered by name.
[[nodiscard]] const Room& home_room(const model::UiModel& model);
/// The one that was entered, or the home room; also while another workspace is shown.
[[nodiscard]] const Room& shown_room(const model::UiModel& model);
/// Whether the room of this key is on screen.
[[nodiscard]] bool room_shown(const model::UiModel& model, std::string_view key);

/// An action that changes the model after the frame, at `now_s`: what a room does to its own state.
[[nodiscard]] model::Action changing(std::function<void(model::UiModel&, double now_s)> what);
void change(model::UiActions& actions, std::function<void(model::UiModel&)> what);

}  // namespace ganscope::panels::playground
