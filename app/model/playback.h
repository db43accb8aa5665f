#pragma once
#include <array>
#include <cstdint>

#include "core/api/preview.h"

namespace ganscope::model {

struct UiModel;

/// The history being played like a film: moment after moment, at a pace of its own, without training. It
/// begins at step 0 when now is shown, and ends at now.
struct Playback {
  static constexpr std::array speeds{0.25, 0.5, 1.0, 2.0, 4.0, 8.0};
  static constexpr double moments_per_s = 4;  ///< at speed 1: a full history takes twelve seconds
  bool playing = false;
  double speed = 1;
  double due_s = 0;  ///< of the next moment
};

/// The moment of the history before (-1) or after (1) the shown one; now has no step behind it.
[[nodiscard]] int64_t neighbour_moment(const UiModel& model, int direction);
/// … or after any.
[[nodiscard]] int64_t neighbour_moment(const api::HistoryIndex& history, int64_t moment, int direction);

void start_playing(UiModel& model, double now_s);

/// Shows the next moment when it is due and the shown one has been drawn; true when something changed.
bool advance_playback(UiModel& model, double now_s);

/// The second at which it has something to do; negative: nothing plays.
[[nodiscard]] double playback_due_s(const UiModel& model, double now_s);

}  // namespace ganscope::model
