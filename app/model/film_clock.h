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

/// Lines on the way from one latent to another, and which of them is shown while they are gone through.
constexpr int morph_lines = 9;
struct MorphClock {
  static constexpr double lines_per_s = 1.5;
  bool playing = false;
  int line = 0;
  double due_s = 0;  ///< of the next line; 0: it has not begun
};

/// Frames of samples; 1: they are no films.
[[nodiscard]] inline int frames_of(const api::DataInfo& data) {
  return data.form == Form::films ? data.channels : 1;
}
/// Of the samples that are shown, of both runs where two are compared.
[[nodiscard]] int film_frames(const UiModel& model);

/// Whether the lines of a morph are gone through: in Train, where samples are lines.
[[nodiscard]] bool morph_plays(const UiModel& model);

/// Shows the next frame, or line, when it is due, after the last the first; true when something changed.
bool advance_films(UiModel& model, double now_s);

/// The second of the next frame or line; negative: none is due.
[[nodiscard]] double films_due_s(const UiModel& model);

}  // namespace ganscope::model
