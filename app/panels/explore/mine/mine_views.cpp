#include "app/panels/explore/mine/mine_views.h"

#include "app/model/asks.h"
#include "app/panels/explore/explore_tab.h"
#include "app/panels/explore/mine/mine_state.h"

namespace ganscope::panels::mine {
namespace {

using model::UiModel;

bool on_screen(const UiModel& model) { return explore_parts::tab_shown(model, "mine"); }
/// Refining goes on while another tab or workspace is shown.
bool anywhere(const UiModel&) { return true; }

const Mine& mine_of(const UiModel& model) { return model::tool_state<Mine>(model); }

std::optional<api::Ask> refinement(const UiModel& model) {
  const Mine& mine = mine_of(model);
  return refining_picture(mine) == nullptr ? std::nullopt : std::optional(mine.refining);
}

std::optional<api::Ask> shown(const UiModel& model) {
  const OwnPicture* picture = shown_picture(mine_of(model));
  if (picture == nullptr || picture->state != OwnPicture::State::done || !model::latent_in_hand(model))
    return std::nullopt;
  api::Ask ask = model::blank_ask(model);
  ask.tool = "invert";
  ask.space = picture->space;
  ask.pictures = picture->values;
  model::add_row(model, ask, picture->guess, picture->guess_label);
  model::add_row(model, ask, picture->refined, picture->label);
  return ask;
}

std::optional<api::Ask> then(const UiModel& model) {
  const OwnPicture* picture = shown_picture(mine_of(model));
  if (picture == nullptr || picture->refined.empty() || picture->space != model.explore.space)
    return std::nullopt;
  api::Ask ask = model::blank_ask(model);
  ask.space = picture->space;
  for (int edit = 0; edit < edits; ++edit)
    if (const explore::Latent latent = edited(model, *picture, edit); !latent.empty())
      model::add_row(model, ask, latent, picture->label);
  return ask;
}

std::optional<api::Ask> list(const UiModel& model) {
  api::Ask ask = model::blank_ask(model);
  ask.space = model.explore.space;
  const explore::Latent nothing(static_cast<size_t>(model.status->latent_dim), 0.0F);
  bool any = false;
  for (const OwnPicture& picture : mine_of(model).pictures) {
    const bool known = !picture.refined.empty() && picture.space == ask.space;
    any = any || known;
    model::add_row(model, ask, known ? picture.refined : nothing, picture.label);
  }
  return any ? std::optional(ask) : std::nullopt;
}

std::optional<api::Ask> encoder(const UiModel& model) {
  if (!model::latent_in_hand(model) || model.status->data.points) return std::nullopt;
  api::Ask ask = model::blank_ask(model);
  ask.tool = "encoder";
  ask.follow = false;
  ask.moment = api::now;
  ask.settings.set("run_folder", model.status->folder);
  return ask;
}

}  // namespace

std::vector<model::View> views() {
  return {{.key = "mine/refine",
           .visible = anywhere,
           .wanted = refinement,
           .turn = [](const UiModel& model) { return mine_of(model).turn; },
           .gives_up = true,
           .answered = take_refined},
          {.key = "mine/shown", .visible = on_screen, .wanted = shown},
          {.key = "mine/then", .visible = on_screen, .wanted = then},
          {.key = "mine/list", .visible = on_screen, .wanted = list},
          {.key = "mine/encoder",
           .urgency = api::Urgency::background,
           .visible = on_screen,
           .wanted = encoder,
           .turn = [](const UiModel& model) { return mine_of(model).lessons; },
           .answered = take_learned}};
}

}  // namespace ganscope::panels::mine
