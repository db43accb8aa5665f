#include "app/model/explore_space.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ganscope::model {
namespace {

using Purpose = ExploreState::Purpose;

double root_mean_square(const std::vector<explore::Latent>& latents) {
  double sum = 0, count = 0;
  for (const explore::Latent& latent : latents) {
    sum += explore::dot(latent, latent);
    count += static_cast<double>(latent.size());
  }
  return std::max(1e-3, std::sqrt(sum / std::max(1.0, count)));
}

}  // namespace

double pad_reach_of(int latent_dim) {
  return std::max(3.0, 0.6 * std::sqrt(static_cast<double>(latent_dim)));
}

bool waits_for_w(ExploreState& state, api::Space space, ExploreState::ToMap waiting) {
  if (state.space == space) return false;
  if (waiting.purpose != Purpose::exemplar && waiting.purpose != Purpose::path_key)
    std::erase_if(state.to_map, [&](const auto& other) { return other.purpose == waiting.purpose; });
  state.to_map.push_back(std::move(waiting));
  return true;
}

std::vector<ExploreState::ToMap> needed_for_w(const ExploreState& state) {
  std::vector<ExploreState::ToMap> needed{{state.latent, state.origin, Purpose::space},
                                          {state.path_a.latent, state.path_a.origin, Purpose::path_a},
                                          {state.path_b.latent, state.path_b.origin, Purpose::path_b}};
  needed[1].shares = state.path_a.shares;
  needed[2].shares = state.path_b.shares;
  for (size_t i = 0; i < state.path_between.size(); ++i)
    needed.push_back(
        {state.path_between[i].latent, state.path_between[i].origin, Purpose::path_key, static_cast<int>(i)});
  return needed;
}

void change_space(ExploreState& state, api::Space space, int latent_dim,
                  const std::vector<explore::Latent>& some) {
  for (auto& slot : state.slots) slot.clear();
  state.arithmetic_result.clear();
  state.kept.clear();
  state.places.clear();
  state.strongest_plane = {};
  state.path_t = 0;
  const bool to_w = space == api::Space::w;
  const double typical = to_w ? root_mean_square(some) : 1;
  state.space = space;
  state.slider_reach = 3 * typical;
  state.pad_reach = pad_reach_of(latent_dim) * typical;
  if (to_w) state.spherical = false;  // w lies on no sphere
}

}  // namespace ganscope::model
