#include "app/model/status_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "app/script/names.h"

namespace ganscope::model {
namespace {

/// The newest value of every column, as it is or as the plots draw and label it.
void add_newest(const SeriesStore& store, const char* prefix, bool smoothed, script::StatusValues& values) {
  const api::SeriesTable* table = store.table();
  if (table == nullptr || store.size() == 0) return;
  for (size_t i = 0; i < table->series.size(); ++i)
    if (const auto curve = smoothed ? store.smooth(i) : store.raw(i); !curve.empty())
      values[prefix + table->series[i].key] = static_cast<double>(curve.back());
}

}  // namespace

script::StatusValues status_values(const UiModel& model) {
  const api::Status& status = *model.status;
  script::StatusValues values;
  const auto number = [](auto value) { return script::Value(static_cast<double>(value)); };
  values["workspace"] = std::string(row_of(model.workspace).key);
  values["driving"] = std::string(row_of(model.scene()).key);
  values["room"] = model.playground.room;
  values["tab"] = std::string(script::explore_tabs()[static_cast<size_t>(model.explore.tab)]);
  values["lesson"] = model.lesson_desk.lesson;
  values["lesson_teaching"] = model.lesson_desk.teaching;
  if (const lessons::Lesson* lesson = open_lesson(model)) {
    const lessons::Step* step = open_step(model);
    values["lesson_step"] = step == nullptr ? std::string("summary") : step->id;
    values["lesson_done"] = step == nullptr || step_done(model, *step);
    values["lesson_steps"] = number(lesson->steps.size());
    values["showing"] = model.lesson_desk.showing;
  }
  add_newest(model.series, "series.", false, values);
  add_newest(model.series, "smooth.", true, values);
  add_newest(model.measures, "measure.", false, values);
  values["phase"] = api::phase_name(status.phase, status.step);
  values["run"] = status.run;
  values["folder"] = status.folder;
  values["followed"] = std::string(!status.followed ? "" : status.followed->running ? "running" : "ended");
  if (status.followed) {
    values["followed_by"] = status.followed->by;
    values["followed_folder"] = status.followed->folder;
    values["followed_trouble"] = status.followed->trouble;
    values["followed_pictures"] =
        number(status.followed->pictures ? status.followed->pictures->step : int64_t{-1});
    values["waits_for_trust"] = status.followed->waits_for_trust;
  }
  values["experiment"] = status.experiment->name;
  values["step"] = number(status.step);
  values["until_step"] = number(status.until_step);
  values["seconds"] = status.seconds;
  values["steps_per_s"] = status.steps_per_s;
  values["images_per_s"] = status.images_per_s;
  values["speed_limit"] = status.speed_limit;
  values["generation"] = number(status.generation);
  values["saved_step"] = number(status.saved_step);
  values["device"] = status.device;
  values["threads"] = number(status.threads);
  values["latent_dim"] = number(status.latent_dim);
  if (status.experiment->settings.has("seed"))
    values["seed"] = number(status.experiment->settings.integer("seed"));
  // Commands that were posted, but not applied yet.
  values["pending"] =
      number(std::count_if(model.pending.begin(), model.pending.end(),
                           [&](const auto& waiting) { return waiting.second > status.applied; }));
  values["history"] = number(model.history->steps.size());
  values["metrics"] = number(model.series.size());
  values["diagnosis"] = std::string(diagnose::key_of(model.diagnosis.shown().verdict));
  values["measures"] = number(model.measures.size());
  values["compared"] = comparing(model);
  values["compared_moments"] = model.comparison.other_moment.has_value();
  if (comparing(model)) {
    const ComparedSide b = compared_side(model, true);
    const auto& drawn = b.run.result(b.grid);
    values["b.moment"] = number(b.moment);
    values["b.shown_step"] = number(drawn == nullptr ? -1 : drawn->step);
    using Which = Better::Which;
    const Which which = model.comparison.better.which;
    values["better"] = std::string(which == Which::a ? "a" : which == Which::b ? "b" : "unknown");
    values["subtracted"] = fmt::format("{}", fmt::join(model.comparison.subtracted, " "));
    add_newest(model.comparison.curves.curves(), "difference.", false, values);
    add_newest(model.comparison.measures.curves(), "difference.", false, values);
  }
  if (model.second) {
    const api::Status& second = *model.second->status;
    values["b.run"] = second.run;
    values["b.phase"] = api::phase_name(second.phase, second.step);
    values["b.step"] = number(second.step);
    values["b.steps_per_s"] = second.steps_per_s;
    add_newest(model.second->series, "b.", false, values);
    values["b.diagnosis"] = std::string(diagnose::key_of(model.second->diagnosis.shown().verdict));
  }
  values["measuring"] = status.measuring;
  values["moment"] = number(model.moment);
  values["playing"] = model.playback.playing;
  values["play_speed"] = model.playback.speed;
  values["films_playing"] = film_frames(model) > 1 && model.film_clock.playing;
  values["film_frame"] = number(model.film_clock.frame);
  values["model"] = std::string(model.drawn_model() == api::Model::ema ? "ema" : "raw");
  values["selected"] = number(model.selected_latent);
  values["sheet"] = model.open_sheet;
  values["presentation"] = model.presentation;
  values["dark"] = model.dark;
  values["language"] = model.language;
  values["type_px"] = number(model.preferences.type_px);
  const RunsDesk& desk = model.runs_desk;
  values["runs.folder"] = desk.folder;
  values["runs.count"] = number(desk.table == nullptr ? 0 : desk.table->rows.size());
  values["runs.shown"] = number(desk.shown.size());
  values["runs.done"] = desk.table != nullptr && desk.table->done && !desk.stale;
  values["runs.sort"] = desk.order.column + (desk.order.falling ? " falling" : "");
  values["runs.selected"] = desk.chosen() == nullptr ? std::string() : desk.chosen()->run->name;
  values["runs.asked"] = desk.asked;
  values["toasts"] = number(model.toasts.size());
  const auto& grid = model.result(view::grid);
  const auto& not_drawn = model.failure(view::grid);
  values["samples_failure"] = not_drawn ? with_place(*not_drawn) : std::string();
  values["real_pictures"] = number(model.preview->count);
  values["shown_step"] = number(grid == nullptr ? -1 : grid->step);
  if (status.failure) values["failure"] = status.failure->what;
  if (status.progress && status.progress->total > 0) {
    values["progress"] =
        static_cast<double>(status.progress->done) / static_cast<double>(status.progress->total);
  }
  return values;
}

}  // namespace ganscope::model
