#pragma once
#include "app/model/ui_model.h"

namespace ganscope::testing {

/// A catalogue with the kinds of option that the interface must draw, as the registries declare them.
[[nodiscard]] const config::Catalogue& sample_catalogue();

/// Fills the model with a run of `faces` at `step`: status, history, experiments.
void set_up_run(model::UiModel& model, api::Phase phase, int64_t step);
/// The same with something changed in the status.
void change_status(model::UiModel& model, void (*change)(api::Status&));

}  // namespace ganscope::testing
