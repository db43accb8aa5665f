#include "app/model/playback.h"

#include <algorithm>

#include "app/model/ui_model.h"

namespace ganscope::model {
namespace {

constexpr double longest_wait_s = 0.5;  // for a picture that is slow to come: then the film goes on

/// Whether the shown moment stands on the screen: no moment is passed over unseen.
bool shown_is_drawn(const UiModel& model) {
  const bool explore = model.scene() == Workspace::explore && !model.status->data.is_points();
  const auto& result = model.result(explore ? view::picture : view::grid);
  return result && result->generation == model.status->generation && result->step == model.moment;
}

double interval_s(const UiModel& model) { return 1 / (Playback::moments_per_s * model.playback.speed); }

}  // namespace

int64_t neighbour_moment(const UiModel& model, int direction) {
  return neighbour_moment(*model.history, model.moment, direction);
}

int64_t neighbour_moment(const api::HistoryIndex& history, int64_t moment, int direction) {
  const auto& steps = history.steps;
  if (steps.empty()) return api::now;
  if (moment == api::now) return direction < 0 ? steps.back() : api::now;
  if (direction < 0) {
    const auto found = std::lower_bound(steps.begin(), steps.end(), moment);
    return found == steps.begin() ? steps.front() : *(found - 1);
  }
  const auto next = std::upper_bound(steps.begin(), steps.end(), moment);
  return next == steps.end() ? api::now : *next;
}

void start_playing(UiModel& model, double now_s) {
  if (model.history->steps.empty()) return;
  if (model.moment == api::now) model.moment = model.history->steps.front();
  model.playback.playing = true;
  model.playback.due_s = now_s + interval_s(model);
}

bool advance_playback(UiModel& model, double now_s) {
  Playback& film = model.playback;
  if (!film.playing || now_s < film.due_s) return false;
  if (!shown_is_drawn(model) && now_s < film.due_s + longest_wait_s) return false;
  model.moment = neighbour_moment(model, 1);
  film.playing = model.moment != api::now;
  film.due_s = now_s + interval_s(model);
  return true;
}

double playback_due_s(const UiModel& model, double now_s) {
  const Playback& film = model.playback;
  if (!film.playing) return -1;
  return now_s < film.due_s ? film.due_s
                            : film.due_s + longest_wait_s;  // a picture that arrives wakes by itself
}

}  // namespace ganscope::model
