#include "app/model/film_clock.h"

#include <algorithm>

#include "app/model/ui_model.h"

namespace ganscope::model {

int film_frames(const UiModel& model) {
  const int own = frames_of(model.status->data);
  return model.second ? std::max(own, frames_of(model.second->status->data)) : own;
}

namespace {

/// Counts `shown` on, after `count` from the first; true when it was due.
bool count_on(double& due_s, int& shown, int count, double per_s, double now_s) {
  if (now_s < due_s) return false;
  // Begun now, or late because nobody looked: frames are not made up for.
  const bool on_time = due_s > 0;
  due_s = now_s + 1 / per_s;
  if (!on_time) return false;
  shown = (shown + 1) % count;
  return true;
}

}  // namespace

bool morph_plays(const UiModel& model) {
  return model.morph_clock.playing && model.scene() == Workspace::train &&
         model.status->data.form == Form::tokens;
}

bool advance_films(UiModel& model, double now_s) {
  FilmClock& clock = model.film_clock;
  MorphClock& morph = model.morph_clock;
  if (morph_plays(model))
    return count_on(morph.due_s, morph.line, morph_lines, MorphClock::lines_per_s, now_s);
  const int frames = film_frames(model);
  return frames > 1 && clock.playing &&
         count_on(clock.due_s, clock.frame, frames, FilmClock::frames_per_s, now_s);
}

double films_due_s(const UiModel& model) {
  if (morph_plays(model)) return model.morph_clock.due_s;
  return film_frames(model) > 1 && model.film_clock.playing ? model.film_clock.due_s : -1;
}

}  // namespace ganscope::model
