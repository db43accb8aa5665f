#pragma once
#include <string>
#include <vector>

#include "app/model/ui_model.h"

/// What changes the keys of Explore's path. Places are shares of the path as it is shown, from 0 to 1, as the
/// slider has them. All but `set_path_end` and `insert_path_key` are one undo step each.
namespace ganscope::model {

/// The first (or last) key becomes this; `shares` empty: of the class in hand.
void set_path_end(UiModel& model, bool last, explore::Latent latent, std::string origin,
                  std::vector<float> shares);
/// A further key at a place, or in the middle between two keys when it is one of theirs; nothing when there
/// are ExploreState::most_path_keys.
void insert_path_key(UiModel& model, ExploreState::PathEnd key, double at);

/// The same with a latent of another space, which is mapped first.
void add_path_key(UiModel& model, ExploreState::PathEnd key, double at, api::Space space);
/// Two keys at least stay.
void remove_path_key(UiModel& model, size_t index);
/// Along the path, past others if need be: then it has another place among them.
void move_path_key(UiModel& model, size_t index, double to);
void swap_path_keys(UiModel& model, size_t one, size_t other);
/// From each key to the next the same time.
void space_path_evenly(UiModel& model);
/// All keys are drawn as the class in hand.
void forget_path_classes(UiModel& model);
void set_path_pace(UiModel& model, ExploreState::PathPace pace);
void set_path_speed(UiModel& model, double speed);

}  // namespace ganscope::model
