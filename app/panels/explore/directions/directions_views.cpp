#include "app/panels/explore/directions/directions_views.h"

#include <algorithm>

#include "app/model/asks.h"
#include "app/panels/explore/directions/directions_state.h"
#include "app/panels/explore/explore_tab.h"

namespace ganscope::panels::directions {
namespace {

using model::UiModel;

bool shown(const UiModel& model) { return explore_parts::tab_shown(model, "directions"); }

std::optional<api::Ask> strips(const UiModel& model) {
  const Directions& directions = model::tool_state<Directions>(model);
  if (!model::latent_in_hand(model) || directions.rows.empty() || directions.space != model.explore.space)
    return std::nullopt;
  model::LatentRows rows(model);
  size_t drawn = 0;
  for (const size_t place : shown_rows(directions)) {
    if (drawn++ == most_drawn) break;
    const Direction& row = directions.rows[place];
    const explore::Latent without = explore::add(model.explore.latent, row.along, -strength(model, row.id));
    for (int i = 0; i < strip_pictures; ++i)
      rows.add(explore::add(without, row.along, reach * (2.0 * i / (strip_pictures - 1) - 1)),
               model.explore.label);
  }
  return rows.take();
}

std::optional<api::Ask> samples(const UiModel& model) {
  // In w the fixed latents would have to be mapped first.
  if (!model::latent_in_hand(model)) return std::nullopt;
  const Combination now = combination(model);
  model::LatentRows rows(model);
  rows.add(now.start, model.explore.label);
  if (model.explore.space == api::Space::z) {
    const explore::Latent shift = combined_shift(model);
    for (int i = 0; i < shown_samples; ++i)
      rows.add(explore::add(model.fixed_latent(i), shift), model.fixed_label(i));
  }
  return rows.take();
}

std::optional<api::Ask> ask_of(const Search& search) {
  return search.state == Search::State::wanted ? std::optional(search.ask) : std::nullopt;
}

template <Kind kind>
std::optional<api::Ask> search(const UiModel& model) {
  return ask_of(model::tool_state<Directions>(model).searches[static_cast<size_t>(kind)]);
}

std::optional<api::Ask> measuring(const UiModel& model) {
  return ask_of(model::tool_state<Directions>(model).measuring);
}

/// A search goes on while another tab or workspace is shown.
bool always(const UiModel&) { return true; }

uint64_t turn(const UiModel& model) { return model::tool_state<Directions>(model).turn; }

template <Kind kind>
model::View search_view(std::string_view key) {
  return {
      .key = key,
      .urgency = api::Urgency::background,
      .visible = always,
      .wanted = search<kind>,
      .turn = turn,
      .gives_up = true,
      .answered = [](UiModel& model, const api::Answer& answer, double) { take_found(model, kind, answer); }};
}

}  // namespace

std::vector<model::View> views() {
  return {
      {.key = "directions/strips", .visible = shown, .wanted = strips},
      {.key = "directions/samples", .visible = shown, .wanted = samples},
      search_view<Kind::factor>("directions/factors"),
      search_view<Kind::component>("directions/components"),
      search_view<Kind::attribute>("directions/attributes"),
      {.key = "directions/effects",
       .urgency = api::Urgency::background,
       .visible = always,
       .wanted = measuring,
       .turn = turn,
       .gives_up = true,
       .answered = [](UiModel& model, const api::Answer& answer, double) { take_measured(model, answer); }}};
}

}  // namespace ganscope::panels::directions
