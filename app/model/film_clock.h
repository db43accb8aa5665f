#pragma once
#include "core/api/status.h"

namespace ganscope::model {

struct UiModel;

/// Which frame of films is shown, everywhere the same: those of a grid play together. It is not the film of a
/// run's history (playback.h).
struct FilmClock {
  static constexpr double frames_per_s = 8;
  bool playing = true;
  int frame = 0;
  double due_s = 0;  ///< of the next frame; 0: it has not begun
};

/// Frames of samples; 1: they are no films.
[[nodiscard]] inline int frames_of(const api::DataInfo& data) {
  return data.form == Form::films ? data.channels : 1;
}
/// Of the samples that are shown, of both runs where two are compared.
[[nodiscard]] int film_frames(const UiModel& model);

/// Shows the next frame when it is due, after the last the first; true when something changed.
bool advance_films(UiModel& model, double now_s);

/// The second of the next frame; negative: none is due.
[[nodiscard]] double films_due_s(const UiModel& model);

}  // namespace ganscope::model
