#include <algorithm>

#include "app/model/asks.h"
#include "app/panels/samples/melodies/melodies_view.h"
#include "app/ui/bounded.h"

namespace ganscope::panels::samples {
namespace {

bool melodies_are_seen(const model::UiModel& model) {
  return model.scene() == model::Workspace::train && model.status->data.form == Form::rolls;
}

std::optional<api::Ask> nearest_melody_wanted(const model::UiModel& model) {
  const int chosen = ui::within(model.selected_latent, 0, model::fixed_latents - 1);
  api::Ask ask = model::blank_ask(model);
  ask.tool = "lines";
  ask.scored = false;
  model::add_row(model, ask, model.fixed_latent(chosen), model.fixed_label(chosen));
  return ask;
}

}  // namespace

std::vector<model::View> melody_views() {
  return {{.key = nearest_melody_key,
           .urgency = api::Urgency::background,
           .visible = melodies_are_seen,
           .wanted = nearest_melody_wanted,
           .needs_run = true}};
}

}  // namespace ganscope::panels::samples
