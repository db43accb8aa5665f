#include "app/model/path_keys.h"

#include <algorithm>
#include <utility>

#include "app/model/explore_space.h"
#include "app/model/reduce_explore.h"
#include "app/model/tools.h"

namespace ganscope::model {
namespace {

using PathEnd = ExploreState::PathEnd;

std::vector<PathEnd> keys_of(const ExploreState& state) {
  std::vector<PathEnd> keys;
  for (size_t i = 0; i < state.path_keys(); ++i) keys.push_back(state.path_key(i));
  return keys;
}

void take_keys(ExploreState& state, std::vector<PathEnd> keys) {
  state.path_a = std::move(keys.front());
  state.path_b = std::move(keys.back());
  state.path_between.assign(std::make_move_iterator(keys.begin() + 1),
                            std::make_move_iterator(keys.end() - 1));
}

/// A key with a class of its own gives the others theirs: what they had was the class in hand.
void settle_classes(const UiModel& model, ExploreState& state) {
  const auto own = [](const PathEnd& key) { return !key.shares.empty(); };
  const std::vector<PathEnd> keys = keys_of(state);
  if (!model.conditional() || std::none_of(keys.begin(), keys.end(), own)) return;
  for (size_t i = 0; i < state.path_keys(); ++i)
    if (!own(state.path_key(i))) state.path_key(i).shares = state.class_shares(model.classes());
}

std::vector<PathEnd> without(std::vector<PathEnd> keys, size_t index) {
  // The way that led on from it is now the way past it.
  if (index > 0 && index + 1 < keys.size()) keys[index - 1].gap += keys[index].gap;
  keys.erase(keys.begin() + static_cast<std::ptrdiff_t>(index));
  return keys;
}

}  // namespace

void set_path_end(UiModel& model, bool last, explore::Latent latent, std::string origin,
                  std::vector<float> shares) {
  ExploreState& state = model.explore;
  PathEnd& end = last ? state.path_b : state.path_a;
  end = {std::move(latent), std::move(origin), std::move(shares), end.gap};
  settle_classes(model, state);
}

void insert_path_key(UiModel& model, ExploreState::PathEnd key, double at) {
  ExploreState& state = model.explore;
  if (state.path_keys() >= ExploreState::most_path_keys) return;
  constexpr double too_near = 0.08;  // of the way between two keys: they would hide each other
  const std::vector<double> times = state.path().times();
  const double time = state.path_time(at);
  const auto after = std::upper_bound(times.begin(), times.end(), time);
  const size_t spans = state.path().spans();
  const size_t from = std::min(static_cast<size_t>(after - times.begin()) - 1, spans - 1);
  const double end = from + 1 < times.size() ? times[from + 1] : 1;
  double share = end > times[from] ? (time - times[from]) / (end - times[from]) : 0.5;
  if (share < too_near || share > 1 - too_near) share = 0.5;
  std::vector<PathEnd> keys = keys_of(state);
  key.gap = keys[from].gap * (1 - share);
  keys[from].gap *= share;
  keys.insert(keys.begin() + static_cast<std::ptrdiff_t>(from) + 1, std::move(key));
  take_keys(state, std::move(keys));
  settle_classes(model, state);
}

void add_path_key(UiModel& model, ExploreState::PathEnd key, double at, api::Space space) {
  ExploreState& state = model.explore;
  const bool fits = key.latent.size() == static_cast<size_t>(model.status->latent_dim);
  if (!fits || state.path_keys() >= ExploreState::most_path_keys) return;
  ExploreState::ToMap waiting{key.latent, key.origin, ExploreState::Purpose::path_key};
  waiting.shares = key.shares;
  waiting.at = at;
  if (waits_for_w(state, space, std::move(waiting))) return;
  remember(model);
  insert_path_key(model, std::move(key), at);
}

void remove_path_key(UiModel& model, size_t index) {
  ExploreState& state = model.explore;
  if (state.path_keys() <= 2 || index >= state.path_keys()) return;
  remember(model);
  take_keys(state, without(keys_of(state), index));
}

void move_path_key(UiModel& model, size_t index, double to) {
  ExploreState& state = model.explore;
  if (state.path_keys() <= 2 || index >= state.path_keys()) return;
  remember(model);
  std::vector<PathEnd> keys = keys_of(state);
  PathEnd moved = keys[index];
  const double time = state.path_time(to);
  take_keys(state, without(std::move(keys), index));
  // Its place is a time, whatever the pace was measured to be.
  const auto pace = std::exchange(state.path_pace, ExploreState::PathPace::even);
  insert_path_key(model, std::move(moved), time);
  state.path_pace = pace;
}

void swap_path_keys(UiModel& model, size_t one, size_t other) {
  ExploreState& state = model.explore;
  if (one == other || one >= state.path_keys() || other >= state.path_keys()) return;
  remember(model);
  PathEnd &first = state.path_key(one), &second = state.path_key(other);
  std::swap(first, second);
  std::swap(first.gap, second.gap);  // the times stay where they are
}

void space_path_evenly(UiModel& model) {
  ExploreState& state = model.explore;
  remember(model);
  for (size_t i = 0; i < state.path_keys(); ++i) state.path_key(i).gap = 1;
}

void forget_path_classes(UiModel& model) {
  ExploreState& state = model.explore;
  remember(model);
  for (size_t i = 0; i < state.path_keys(); ++i) state.path_key(i).shares.clear();
}

void set_path_pace(UiModel& model, ExploreState::PathPace pace) {
  if (pace == model.explore.path_pace) return;
  remember(model);
  model.explore.path_pace = pace;
}

void set_path_speed(UiModel& model, double speed) {
  ExploreState& state = model.explore;
  speed = std::clamp(speed, 0.25, 4.0);
  if (speed == state.path_speed) return;
  remember(model);
  // It goes on from where it is.
  state.playing = false;
  state.path_speed = speed;
}

}  // namespace ganscope::model
