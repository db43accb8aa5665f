#include "app/model/explore_steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/model/explore_sliders.h"
#include "app/model/reduce_explore.h"

namespace ganscope::model {

bool fits(const UiModel& model, const explore::Latent& latent) {
  return model.status->latent_dim > 0 && latent.size() == static_cast<size_t>(model.status->latent_dim);
}

void remember_place(ExploreState& state) {
  if (!state.places.empty() && state.places.back() == state.latent) return;
  if (state.places.size() == ExploreState::strip) state.places.erase(state.places.begin());
  state.places.push_back(state.latent);
}

void centre_pad(ExploreState& state) {
  state.pad_centre = state.latent;
  state.pad_u = state.pad_v = 0;
  state.trail = {{0, 0}};
}

void take(UiModel& model, explore::Latent latent, std::string origin) {
  ExploreState& state = model.explore;
  state.latent = std::move(latent);
  state.origin = std::move(origin);
  state.moved = false;
  state.playing = false;
  centre_pad(state);
  remember_place(state);
  rank_again(state);
}

void set_axis(const UiModel& model, ExploreState& state, bool vertical, int choice) {
  const int dim = model.status->latent_dim;
  choice = std::clamp(choice, 0, axis_choices(model) - 1);
  ExploreState::Axis& axis = vertical ? state.pad_y : state.pad_x;
  axis.choice = choice;
  axis.name.clear();
  if (choice == ExploreState::axis_strongest && state.strongest_plane[0].size() == state.latent.size() &&
      !state.latent.empty()) {
    axis.direction = state.strongest_plane[vertical ? 1 : 0];
  } else if (choice < ExploreState::axis_dimension) {  // the strongest are not known yet: a random plane
    const explore::Plane plane = explore::random_plane(state.plane_seed, dim);
    axis.direction = vertical ? plane.y : plane.x;
  } else if (const int dimension = choice - ExploreState::axis_dimension; dimension < dim) {
    axis.direction.assign(static_cast<size_t>(dim), 0.0f);
    axis.direction[static_cast<size_t>(dimension)] = 1.0f;
    axis.name = fmt::format("{}{}", state.letter(), dimension);
  } else {
    const ExploreState::Direction& kept = state.kept[static_cast<size_t>(dimension - dim)];
    axis.direction = kept.direction;
    axis.name = kept.name;
  }
}

}  // namespace ganscope::model
