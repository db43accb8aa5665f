#include "app/model/asks.h"
#include "app/panels/explore/explore_tab.h"
#include "app/panels/explore/map/map.h"
#include "app/panels/explore/map/map_parts.h"

namespace ganscope::panels::map {
namespace {

using model::UiModel;

std::optional<api::Ask> laying(const UiModel& model) {
  const Work& work = model::tool_state<Map>(model).laying;
  return work.state == Work::State::wanted ? std::optional(work.ask) : std::nullopt;
}

std::optional<api::Ask> judging(const UiModel& model) {
  const Work& work = model::tool_state<Map>(model).judging;
  return work.state == Work::State::wanted ? std::optional(work.ask) : std::nullopt;
}

/// The mean of the rest and that of the selection.
std::optional<api::Ask> means(const UiModel& model) {
  const Laid* laid = shown_map(model);
  if (laid == nullptr || !model::latent_in_hand(model) || laid->space != model.explore.space)
    return std::nullopt;
  const Means both = means_of(*laid, selection(model));
  if (both.selected.empty() || both.rest.empty()) return std::nullopt;
  model::LatentRows rows(model);
  rows.add(both.rest);
  rows.add(both.selected);
  return rows.take();
}

bool tab_is_shown(const UiModel& model) { return explore_parts::tab_shown(model, "map"); }
/// A map goes on while another tab or workspace is shown.
bool anywhere(const UiModel&) { return true; }
uint64_t turn_of(const UiModel& model) { return model::tool_state<Map>(model).turn; }

}  // namespace

std::vector<model::View> map_views() {
  return {{.key = "map/layout",
           .urgency = api::Urgency::background,
           .visible = anywhere,
           .wanted = laying,
           .turn = turn_of,
           .only_whole = true,
           .gives_up = true,
           .answered = take_layout},
          {.key = "map/judged",
           .urgency = api::Urgency::background,
           .visible = anywhere,
           .wanted = judging,
           .turn = turn_of,
           .only_whole = true,
           .gives_up = true,
           .answered = [](UiModel& model, const api::Answer& answer, double) { take_judged(model, answer); }},
          {.key = "map/means", .visible = tab_is_shown, .wanted = means}};
}

}  // namespace ganscope::panels::map

namespace ganscope::panels::explore_parts {

ExploreTab map_tab() {
  return {.key = "map",
          .title = "Map",
          .draw_column = map::draw_enlarged,
          .draw_band = map::draw_map_band,
          .views = map::map_views,
          .draw_middle = map::draw_overview};
}

}  // namespace ganscope::panels::explore_parts
