#include "app/panels/film_play.h"

namespace ganscope::panels {

ui::ButtonSpec film_play_button(const ui::Ui& ui, const model::UiModel& model) {
  const bool playing = model.film_clock.playing;
  return {.help = ui.tr(playing ? "Stops all films at this frame." : "Plays all films, over and over."),
          .key = "K",
          .has_icon = true,
          .icon = playing ? ui::Icon::pause : ui::Icon::play};
}

std::optional<model::Action> film_key(const model::UiModel& model, std::string_view key) {
  if (model::film_frames(model) <= 1 || key != "k") return std::nullopt;
  return model::action::PlayFilms{!model.film_clock.playing};
}

}  // namespace ganscope::panels
