#pragma once
#include "core/api/series.h"

namespace ganscope::train {

/// The series that the trainer's loop fills by itself, whatever is trained, and its plot. A kind of model has
/// both in its table.
inline constexpr const char* speed_key = "steps_per_s";
[[nodiscard]] inline api::SeriesInfo speed_series() {
  return {
      speed_key, "steps/s",           "Steps per second", "How fast training runs on this machine just now.",
      "speed",   config::Player::none};
}
[[nodiscard]] inline api::PlotInfo speed_plot() {
  return {"speed", "Steps per second", "", false, 0, 0, {}, ""};
}

}  // namespace ganscope::train
