#include "app/model/status_values.h"

#include <algorithm>

namespace ganscope::model {

script::StatusValues status_values(const UiModel& model) {
  const api::Status& status = *model.status;
  script::StatusValues values;
  const auto number = [](auto value) { return script::Value(static_cast<double>(value)); };
  values["workspace"] = std::string(row_of(model.workspace).key);
  values["phase"] = api::phase_name(status.phase, status.step);
  values["run"] = status.run;
  values["folder"] = status.folder;
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
  values["measuring"] = status.measuring;
  values["moment"] = number(model.moment);
  values["playing"] = model.playback.playing;
  values["play_speed"] = model.playback.speed;
  values["model"] = std::string(model.drawn_model() == api::Model::ema ? "ema" : "raw");
  values["selected"] = number(model.selected_latent);
  values["sheet"] = model.open_sheet;
  values["presentation"] = model.presentation;
  values["dark"] = model.dark;
  values["toasts"] = number(model.toasts.size());
  const auto& grid = model.result(view::grid);
  values["shown_step"] = number(grid == nullptr ? -1 : grid->step);
  if (status.failure) values["failure"] = status.failure->what;
  if (status.progress && status.progress->total > 0) {
    values["progress"] =
        static_cast<double>(status.progress->done) / static_cast<double>(status.progress->total);
  }
  return values;
}

}  // namespace ganscope::model
