#include "app/model/explore_state.h"

#include <algorithm>
#include <cmath>

namespace ganscope::model {

explore::Latent ExploreState::at_pad(double u, double v) const {
  return explore::add(explore::add(pad_centre, pad_x.direction, pad_reach * u), pad_y.direction,
                      pad_reach * v);
}

explore::Latent ExploreState::on_path(double t01) const {
  return spherical ? explore::slerp(path_a.latent, path_b.latent, t01)
                   : explore::lerp(path_a.latent, path_b.latent, t01);
}

int ExploreState::frame_of_path() const {
  return static_cast<int>(std::lround(std::clamp(path_t, 0.0, 1.0) * (path_frames - 1)));
}

}  // namespace ganscope::model
