#pragma once
#include <vector>

#include "app/model/explore_state.h"

/// Exploring in z, the noise, or in w, what the generator's mapping network makes of it. Every latent of the
/// Explore state lives in the same space; what comes in z while it is w waits until the engine has mapped it.
namespace ganscope::model {

/// How far the pad reaches in z.
[[nodiscard]] double pad_reach_of(int latent_dim);

/// Queues a latent of `space` where it has to be mapped first; true: it waits for that. Of a latent in hand
/// or an end of the path the newest wins.
bool waits_for_w(ExploreState& state, api::Space space, ExploreState::ToMap waiting);

/// What has to be mapped to change from z to w: the latent in hand and the keys of the path.
[[nodiscard]] std::vector<ExploreState::ToMap> needed_for_w(const ExploreState& state);

/// Changes the space and clears what cannot go along (exemplars, directions, places). Pad and sliders reach
/// as far as the latents of the new space are large: in w, three times the root mean square of `some`.
void change_space(ExploreState& state, api::Space space, int latent_dim,
                  const std::vector<explore::Latent>& some = {});

}  // namespace ganscope::model
