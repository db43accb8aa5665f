#pragma once
#include "app/model/explore_state.h"

namespace ganscope::model {

/// The order in which the sliders stand shall be found anew; until it is, they stand as they are (or by |z|).
void rank_again(ExploreState& state);

/// The strongest plane becomes the pad's, along the axes that want it, unless somebody walks on the pad.
void lay_strongest_plane(ExploreState& state);

/// A first order, largest |z| first, where nothing has been drawn yet.
void guess_dimensions(ExploreState& state);

struct UiModel;

/// The part of the latent, from 1, that a dimension of the space in hand belongs to, where layers of G have
/// numbers of their own; 0: all enter the first layer, or a mapping network has mixed them.
[[nodiscard]] int latent_part(const UiModel& model, int dimension);

}  // namespace ganscope::model
