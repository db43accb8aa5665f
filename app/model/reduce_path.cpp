#include <algorithm>
#include <cmath>
#include <utility>

#include "app/model/explore_space.h"
#include "app/model/explore_steps.h"
#include "app/model/path_keys.h"
#include "app/model/reduce_explore.h"
#include "app/model/tools.h"

namespace ganscope::model {
namespace {

void walk_path(ExploreState& state, double t01) {
  state.path_t = std::clamp(t01, 0.0, 1.0);
  state.latent = state.on_path(state.path_t);
  const std::vector<float> shares = state.shares_on_path(state.path_t);
  if (!shares.empty()) state.take_classes(shares);
  state.origin = "path";
  state.moved = false;
}

}  // namespace

void set_path_end_to(UiModel& model, const explore_action::SetPathEnd& action) {
  if (!fits(model, action.latent)) return;
  using Purpose = ExploreState::Purpose;
  ExploreState::ToMap waiting{action.latent, action.origin, action.b ? Purpose::path_b : Purpose::path_a};
  waiting.shares = action.shares;
  if (waits_for_w(model.explore, action.space, std::move(waiting))) return;
  remember(model);
  set_path_end(model, action.b, action.latent, action.origin, action.shares);
}

void set_path_mode(UiModel& model, const explore_action::SetPathMode& action) {
  ExploreState& state = model.explore;
  if (action.spherical == state.spherical && action.looped == state.looped && action.curved == state.curved)
    return;
  remember(model);
  state.spherical = action.spherical;
  state.looped = action.looped;
  state.curved = action.curved;
}

void set_path_position(UiModel& model, const explore_action::SetPathPosition& action) {
  ExploreState& state = model.explore;
  remember(model, "path", action.final);
  state.playing = false;
  walk_path(state, action.t01);
  if (!action.final) return;
  centre_pad(state);
  remember_place(state);
}

void play_path(UiModel& model, bool playing, double now_s) {
  ExploreState& state = model.explore;
  if (playing == state.playing) return;
  if (playing) {
    remember(model);
    state.playing = true;
    state.play_from_s = now_s;
    state.play_from_t = state.path_t >= 1 ? 0 : state.path_t;
    walk_path(state, state.play_from_t);
  } else {
    advance_path(model, now_s);
    state.playing = false;
    centre_pad(state);
    remember_place(state);
  }
}

bool advance_path(UiModel& model, double now_s) {
  ExploreState& state = model.explore;
  if (!state.playing) return false;
  const double gone = state.play_from_t + (now_s - state.play_from_s) * state.path_speed / path_seconds;
  // Round and round; or there and back, a triangle of period two.
  double phase = std::fmod(gone, state.looped ? 1.0 : 2.0);
  if (phase < 0) phase += state.looped ? 1 : 2;
  walk_path(state, phase <= 1 ? phase : 2 - phase);
  return true;
}

}  // namespace ganscope::model
