#include "app/model/whole_film.h"

#include <memory>
#include <utility>

#include "app/model/asks.h"
#include "app/model/saving.h"

namespace ganscope::model {

void save_whole_film(UiModel& model, ExportOrder::Kind kind) {
  WholeFilm film = whole_film_of(model);
  film.ask = film_ask(model, most_film_frames);
  film.kind = kind;
  film.progress = {};
  ++film.turn;
  set_tool_state(model, std::move(film));
}

void cancel_whole_film(UiModel& model) {
  WholeFilm film = whole_film_of(model);
  if (!film.ask) return;
  film.ask.reset();
  set_tool_state(model, std::move(film));
}

void take_whole_film(UiModel& model, const api::Answer& answer, double now_s) {
  WholeFilm film = whole_film_of(model);
  if (!film.ask) return;
  film.progress = answer.progress;
  if (answer.failure) {
    tell_failure(model, *answer.failure, now_s);
    film.ask.reset();
  } else if (answer.complete) {
    order_export(model, std::make_shared<const api::Answer>(answer), false, film.kind);
    film.ask.reset();
  }
  set_tool_state(model, std::move(film));
}

}  // namespace ganscope::model
