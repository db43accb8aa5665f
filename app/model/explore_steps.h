#pragma once
#include <string>

#include "app/model/ui_model.h"

/// What several of Explore's actions do; no undo record of their own.
namespace ganscope::model {

/// Whether the latent is one of the model that is there.
[[nodiscard]] bool fits(const UiModel& model, const explore::Latent& latent);
/// Adds the latent in hand to the strip "where you went".
void remember_place(ExploreState& state);
/// The pad's middle goes to the latent in hand.
void centre_pad(ExploreState& state);
/// Takes a latent in hand: the pad goes there, and the sliders are ranked anew.
void take(UiModel& model, explore::Latent latent, std::string origin);
/// `choice` is one of the axis menus' lines (ExploreState::axis_…).
void set_axis(const UiModel& model, ExploreState& state, bool vertical, int choice);

/// One of the actions about the path.
void set_path_end_to(UiModel& model, const explore_action::SetPathEnd& action);
void set_path_mode(UiModel& model, const explore_action::SetPathMode& action);
void set_path_position(UiModel& model, const explore_action::SetPathPosition& action);
void play_path(UiModel& model, bool playing, double now_s);

}  // namespace ganscope::model
