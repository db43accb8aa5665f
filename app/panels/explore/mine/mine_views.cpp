#include "app/panels/explore/mine/mine_views.h"

#include <algorithm>
#include <utility>

#include "app/model/asks.h"
#include "app/panels/explore/explore_tab.h"
#include "app/panels/explore/mine/mine_state.h"
#include "core/base/form_kinds.h"

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

/// What the encoder makes of a picture that was refined without it: no step of Adam.
std::optional<api::Ask> guess(const UiModel& model) {
  const Mine& mine = mine_of(model);
  const auto found = std::ranges::find(mine.pictures, mine.guessing, &OwnPicture::id);
  if (mine.guessing == 0 || found == mine.pictures.end() || !model::latent_in_hand(model))
    return std::nullopt;
  api::Ask ask = model::blank_ask(model);
  ask.tool = "invert";
  ask.follow = false;
  ask.space = found->space;
  ask.pictures = found->values;
  ask.settings.set("run_folder", model.status->folder);
  ask.settings.set("steps", int64_t{0});
  return ask;
}

/// The training pictures that are nearest to one's own, or to the one in hand.
std::optional<api::Ask> nearest(const UiModel& model) {
  if (!model::latent_in_hand(model) || model.status->data.is_points()) return std::nullopt;
  api::Ask ask;
  if (const OwnPicture* picture = shown_picture(mine_of(model)); picture != nullptr) {
    ask = model::blank_ask(model);
    ask.pictures = picture->values;
    ask.follow = false;  // the picture is the same whatever the weights are
  } else {
    model::LatentRows rows(model);
    rows.add(model.explore.latent);
    ask = rows.take();
  }
  ask.tool = "neighbours";
  ask.settings.set("count", int64_t{nearest_shown});
  ask.settings.set("features", false);
  return ask;
}

/// What is answered is what was asked last.
void mark_nearest(UiModel& model) {
  Mine mine = mine_of(model);
  const bool own = shown_picture(mine) != nullptr;
  if (own == mine.nearest_own) return;
  mine.nearest_own = own;
  model::set_tool_state(model, std::move(mine));
}

bool dragging(const UiModel& model, double /*now_s*/) {
  return model.explore.playing || !model.explore.dragging.empty();
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
  if (!model::latent_in_hand(model) || !are_pictures(model.status->data.form)) return std::nullopt;
  api::Ask ask = model::blank_ask(model);
  ask.tool = "encoder";
  ask.follow = false;
  ask.moment = api::now;
  ask.settings.set("run_folder", model.status->folder);
  return ask;
}

}  // namespace

std::vector<model::View> views() {
  return {
      {.key = "mine/refine",
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
       .answered = take_learned},
      {.key = "mine/guess",
       .urgency = api::Urgency::background,
       .visible = anywhere,
       .wanted = guess,
       .answered = [](UiModel& model, const api::Answer& answer, double) { take_guessed(model, answer); }},
      {.key = "mine/nearest",
       .urgency = api::Urgency::background,
       .visible = on_screen,
       .wanted = nearest,
       .waits = dragging,
       .needs_run = true,
       .answered = [](UiModel& model, const api::Answer&, double) { mark_nearest(model); }}};
}

}  // namespace ganscope::panels::mine
