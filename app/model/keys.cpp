#include "app/model/keys.h"

namespace ganscope::model {
namespace {

std::optional<Action> train_key(const UiModel& model, std::string_view key) {
  if (!model.configured()) return std::nullopt;
  if (key == "space") {
    // A command that is under way counts as done: two quick presses start and pause.
    if (model.running() != model.is_pending("transport/start")) return action::Post{api::Pause{}};
    return action::Post{api::Train{}};
  }
  // As at the buttons, with Shift ten at once.
  constexpr std::string_view shift = "shift+";
  const bool shifted = key.starts_with(shift);
  const std::string_view letter = shifted ? key.substr(shift.size()) : key;
  const int64_t times = shifted ? 10 : 1;
  if (letter == "s") return action::Post{api::StepOnce{api::StepKind::both, times}};
  if (letter == "d") return action::Post{api::StepOnce{api::StepKind::discriminator, times}};
  if (letter == "g") return action::Post{api::StepOnce{api::StepKind::generator, times}};
  if (key == "r") return action::Post{api::Reset{}};
  if (key == "p" && !model.history->steps.empty()) return action::PlayHistory{!model.playback.playing};
  if (key == "c" && model.moment != api::now && has_moments(model))
    return CompareAction(action::CompareMoments{});
  if (key == "ctrl+s") return action::Post{api::Save{}};
  if (key == "ctrl+o" && model.scene() == Workspace::explore) return action::BrowseFolder{"~"};
  if (key == "ctrl+o") return action::ShowSheet{"open", true};
  return std::nullopt;
}

std::optional<Action> workspace_key_action(std::string_view key) {
  if (key.size() != 1 || key[0] < '1' || key[0] > '9') return std::nullopt;
  const auto number = static_cast<size_t>(key[0] - '1');
  if (number >= workspaces().size() || !workspaces()[number].available) return std::nullopt;
  return action::SwitchWorkspace{workspaces()[number].workspace};
}

/// Alt and a digit: that tab of Explore's right column.
std::optional<Action> tab_key(const UiModel& model, std::string_view key) {
  constexpr std::string_view alt = "alt+";
  if (model.scene() != Workspace::explore || !model.open_sheet.empty()) return std::nullopt;
  if (key.size() != alt.size() + 1 || !key.starts_with(alt)) return std::nullopt;
  const char digit = key.back();
  if (digit < '1' || digit > '6') return std::nullopt;
  return ExploreAction(explore_action::ShowTab{digit - '1'});
}

/// Ctrl with +, − or 0: larger, smaller, as usual.
std::optional<int> type_size_for(const UiModel& model, std::string_view key) {
  if (key == "ctrl+=" || key == "ctrl+shift+=") return model.preferences.type_px + 1;
  if (key == "ctrl+-") return model.preferences.type_px - 1;
  if (key == "ctrl+0") return usual_type_px;
  return std::nullopt;
}

std::optional<Action> close_what_is_open(const UiModel& model) {
  if (!model.open_sheet.empty()) return action::ShowSheet{model.open_sheet, false};
  if (model.show_hint && model.scene() == Workspace::train) return action::DismissHint{};
  if (!model.toasts.empty()) return action::DismissToast{model.toasts.back().serial};
  if (model.presentation) return action::TogglePresentation{};
  if (model.explore.playing) return ExploreAction(explore_action::PlayPath{false});
  if (model.playback.playing) return action::PlayHistory{false};
  if (model.moment != api::now) return action::SetMoment{api::now};
  if (model.scene() == Workspace::playground && !model.playground.room.empty()) return action::EnterRoom{};
  if (model.selected_latent >= 0 && model.scene() == Workspace::train) return action::SelectLatent{-1, false};
  return std::nullopt;
}

}  // namespace

std::optional<Action> action_for_key(const UiModel& model, std::string_view key) {
  if (const auto wanted = train_key(model, key)) return wanted;
  if (const auto wanted = workspace_key_action(key)) return wanted;
  if (const auto wanted = tab_key(model, key)) return wanted;
  const bool exploring = model.scene() == Workspace::explore;
  if (key == "ctrl+z")
    return exploring ? Action(ExploreAction(explore_action::ExploreUndo{})) : Action(action::Undo{});
  if (key == "ctrl+y" || key == "ctrl+shift+z") {
    return exploring ? Action(ExploreAction(explore_action::ExploreRedo{})) : Action(action::Redo{});
  }
  if (key == "enter" && model.scene() == Workspace::train && model.selected_latent >= 0) {
    return action::SelectLatent{model.selected_latent, true};
  }
  if (const auto px = type_size_for(model, key)) return action::SetTypeSize{*px};
  if (key == "ctrl+shift+o") return action::ShowSheet{"runs", model.open_sheet != "runs"};
  if (key == "f1") return action::ShowSheet{"help", model.open_sheet != "help"};
  if (key == "f11") return action::TogglePresentation{};
  if (key == "f12") return action::Screenshot{};
  if (key == "escape") return close_what_is_open(model);
  return std::nullopt;
}

}  // namespace ganscope::model
