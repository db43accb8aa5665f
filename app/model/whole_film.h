#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "app/model/tools.h"

/// The film of the latent in hand as it is saved: at every kept moment, not only at those that are shown.
namespace ganscope::model {

constexpr int most_film_frames = 240;  ///< of a longer history, evenly spread

struct WholeFilm final : ToolState {
  static constexpr std::string_view key = "film/whole";
  std::optional<api::Ask> ask;  ///< as it was when it was wanted; none: nothing is on its way
  ExportOrder::Kind kind = ExportOrder::Kind::gif;
  Progress progress;  ///< of its drawing
  uint64_t turn = 0;  ///< grows with every film that is asked for
};
[[nodiscard]] inline const WholeFilm& whole_film_of(const UiModel& model) {
  return tool_state<WholeFilm>(model);
}

void save_whole_film(UiModel& model, ExportOrder::Kind kind);
void cancel_whole_film(UiModel& model);
/// Drawn: it is handed to the export, or the failure is said.
void take_whole_film(UiModel& model, const api::Answer& answer, double now_s);

}  // namespace ganscope::model
