#include "app/model/tools.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "app/model/explore_steps.h"
#include "app/model/reduce_explore.h"

namespace ganscope::model {

void remember(UiModel& model, const std::string& control, bool final, std::string_view tool) {
  ExploreState& state = model.explore;
  if (control.empty() || state.dragging != control) {
    state.dragging.clear();
    const auto found = model.tools.find(tool);
    model.explore_undo.push({state, std::string(tool), found == model.tools.end() ? nullptr : found->second});
  }
  state.dragging = final ? std::string() : control;
}

void move_samples(UiModel& model, std::vector<explore::Latent> to) {
  ++model.touched;
  model.explore.moved_samples.reset();
  if (static_cast<int>(to.size()) != model.fixed_count() || to.empty()) return;
  model.explore.moved_samples = std::make_shared<const ExploreState::MovedSamples>(
      ExploreState::MovedSamples{model.pump.fixed_seed, std::move(to)});
}

void move_latent(UiModel& model, explore::Latent to, bool final) {
  ExploreState& state = model.explore;
  if (!fits(model, to)) return;
  if (state.pad_centre.size() == to.size())
    state.pad_centre = explore::add(state.pad_centre, explore::add(to, state.latent, -1.0));
  state.latent = std::move(to);
  state.moved = true;
  state.playing = false;
  if (final) remember_place(state);
}

bool take_in_hand(UiModel& model, explore::Latent latent, const std::string& origin, int label) {
  if (!fits(model, latent)) return false;
  remember(model);
  if (model.conditional()) model.explore.label = std::clamp(label, 0, model.classes() - 1);
  model.explore.blend = 0;  // of that class, not of a mixture
  model.explore.mixture.clear();
  model.explore.truncation = 1;
  take(model, std::move(latent), origin);
  return true;
}

void keep_direction(UiModel& model, const std::string& name, const explore::Latent& along) {
  model.explore.kept.push_back({name, along});
}

void drop_direction(UiModel& model, const explore::Latent& along) {
  ExploreState& state = model.explore;
  std::erase_if(state.kept, [&](const auto& kept) { return kept.direction == along; });
  for (const bool vertical : {false, true}) {
    const auto& axis = vertical ? state.pad_y : state.pad_x;
    if (axis.choice < ExploreState::axis_dimension + model.status->latent_dim) continue;
    // The menus' later lines have moved up.
    const auto at = std::find_if(state.kept.begin(), state.kept.end(),
                                 [&](const auto& kept) { return kept.direction == axis.direction; });
    const int place = static_cast<int>(at - state.kept.begin());
    set_axis(model, state, vertical,
             at == state.kept.end() ? ExploreState::axis_strongest
                                    : ExploreState::axis_dimension + model.status->latent_dim + place);
  }
}

void use_as_axis(UiModel& model, const explore::Latent& along, bool vertical) {
  ExploreState& state = model.explore;
  const auto at = std::find_if(state.kept.begin(), state.kept.end(),
                               [&](const auto& kept) { return kept.direction == along; });
  if (at == state.kept.end()) return;
  ExploreState::Axis& other = vertical ? state.pad_x : state.pad_y;
  if (other.direction == along) set_axis(model, state, !vertical, ExploreState::axis_strongest);
  set_axis(
      model, state, vertical,
      ExploreState::axis_dimension + model.status->latent_dim + static_cast<int>(at - state.kept.begin()));
  centre_pad(state);
}

}  // namespace ganscope::model
