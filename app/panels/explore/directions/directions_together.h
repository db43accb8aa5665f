#pragma once
#include <optional>
#include <string>
#include <vector>

#include "app/panels/explore/directions/directions_state.h"

/// What all directions of the combination bring about together.
namespace ganscope::panels::directions {

/// Measured on fresh latents, as far as it is known.
struct Together final : model::ToolState {
  static constexpr std::string_view key = "directions/together";
  explore::Latent shift;   ///< that was asked about; empty: none
  size_t count = 0;        ///< of values that it is meant to bring about
  bool under_way = false;  ///< what is asked now is about them
  bool known = false;
  bool failed = false;  ///< nothing will be known of it
  double did = 0;       ///< of 100 that lacked any of them, so many have all afterwards
  double besides = 0;   ///< … and in so many of them something else changes
  int64_t step = 0;     ///< of the weights it was measured with
};

/// What each of the directions in use brings about at its strength, in the words of the data; empty unless
/// it is known of all of them and they do not contradict each other, or where the way is the precise one.
[[nodiscard]] std::vector<std::string> meant_together(const model::UiModel& model);
/// What is asked about them; none: nothing, or not now.
[[nodiscard]] std::optional<api::Ask> ask_together(const model::UiModel& model);
/// That it has been asked, or a precise edit (setting "precise"), whose answers are not of this.
void note_asked_together(model::UiModel& model, const api::Ask& ask);
void take_together(model::UiModel& model, const api::Answer& answer);

}  // namespace ganscope::panels::directions
