#include "app/panels/samples/sounds_asks.h"

#include <string>

#include "app/model/asks.h"
#include "core/explore/tools/heard_names.h"

namespace ganscope::panels::samples {
namespace {

bool a_sound_is_hovered(const model::UiModel& model) {
  return model.scene() == model::Workspace::train && model.status->data.form == Form::waves &&
         !model.status->data.label_names.empty() && !model.course.parts().empty() &&
         model.hovered_latent >= 0;
}

std::optional<api::Ask> heard_wanted(const model::UiModel& model) {
  api::Ask ask = model::blank_ask(model);
  ask.tool = "heard";
  ask.scored = false;
  model::add_row(model, ask, model.fixed_latent(model.hovered_latent),
                 model.fixed_label(model.hovered_latent));
  ask.settings.set(std::string(explore::heard_index), static_cast<int64_t>(model.hovered_latent));
  return ask;
}

}  // namespace

std::vector<model::View> sound_views() {
  return {{.key = heard_key,
           .urgency = api::Urgency::look,
           .visible = a_sound_is_hovered,
           .wanted = heard_wanted,
           .needs_run = true}};
}

}  // namespace ganscope::panels::samples
