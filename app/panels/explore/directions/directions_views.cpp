#include "app/panels/explore/directions/directions_views.h"

#include <algorithm>
#include <map>

#include "app/model/asks.h"
#include "app/panels/explore/directions/directions_precise.h"
#include "app/panels/explore/directions/directions_samples.h"
#include "app/panels/explore/directions/directions_state.h"
#include "app/panels/explore/explore_tab.h"

namespace ganscope::panels::directions {
namespace {

using model::UiModel;

std::optional<api::Ask> strips(const UiModel& model) {
  const Directions& directions = model::tool_state<Directions>(model);
  if (!model::latent_in_hand(model) || directions.rows.empty() || directions.space != model.explore.space)
    return std::nullopt;
  model::LatentRows rows(model);
  Combination now = combination(model);
  size_t drawn = 0;
  for (const size_t place : shown_rows(directions)) {
    if (drawn++ == most_drawn) break;
    const uint64_t id = directions.rows[place].id;
    const std::map<uint64_t, double> strengths = now.strengths;
    for (int i = 0; i < strip_pictures; ++i) {
      now.strengths[id] = strength_of_picture(i);
      rows.add(led(model, now, now.start, in_hand));
    }
    now.strengths = strengths;
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

bool on_screen(const UiModel& model) { return explore_parts::tab_shown(model, "directions"); }

std::vector<model::View> views() {
  std::vector<model::View> all{
      {.key = "directions/strips", .visible = on_screen, .wanted = strips},
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
  for (const auto& more : {sample_views(), precise_views()}) all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace ganscope::panels::directions
