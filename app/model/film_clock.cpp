#include "app/model/film_clock.h"

#include <algorithm>

#include "app/model/ui_model.h"

namespace ganscope::model {

int film_frames(const UiModel& model) {
  const int own = frames_of(model.status->data);
  return model.second ? std::max(own, frames_of(model.second->status->data)) : own;
}

bool advance_films(UiModel& model, double now_s) {
  FilmClock& clock = model.film_clock;
  const int frames = film_frames(model);
  if (frames <= 1 || !clock.playing || now_s < clock.due_s) return false;
  // Begun now, or late because nobody looked: frames are not made up for.
  const bool on_time = clock.due_s > 0;
  clock.due_s = now_s + 1 / FilmClock::frames_per_s;
  if (!on_time) return false;
  clock.frame = (clock.frame + 1) % frames;
  return true;
}

double films_due_s(const UiModel& model) {
  return film_frames(model) > 1 && model.film_clock.playing ? model.film_clock.due_s : -1;
}

}  // namespace ganscope::model
