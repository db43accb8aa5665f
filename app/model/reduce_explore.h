#pragma once
#include "app/model/ui_model.h"

namespace ganscope::model {

/// Carries out what the Explore workspace asks for. Changes nothing but `model.explore` and its undo stack;
/// `pump` sees the new latents and asks the explorer in the same frame.
void reduce_explore(UiModel& model, const ExploreAction& action, double now_s);

/// Another run, or another latent dimension: everything anew, with the selected latent (or latent 0) in hand.
void restart_explore(UiModel& model);

/// Takes a fixed latent in hand: "latent 18".
void take_fixed_latent(UiModel& model, int index);

/// Moves a path that plays to where it is at `now_s`. Returns whether it moved.
bool advance_path(UiModel& model, double now_s);

/// The order of the sliders from both ends of every dimension (Slot::card): the strongest change of the
/// picture first.
void rank_dimensions(UiModel& model, const api::Answer& ends);

/// How many lines the pad's axis menus have: the strongest and a random plane, every dimension, what was
/// kept.
[[nodiscard]] int axis_choices(const UiModel& model);

constexpr double path_seconds = 4;  ///< from A to B when it plays

}  // namespace ganscope::model
