#include "app/panels/explore/directions/directions_precise.h"

#include <cmath>
#include <optional>

#include "app/model/asks.h"
#include "app/panels/explore/directions/directions_samples.h"
#include "app/panels/explore/directions/directions_together.h"
#include "app/panels/explore/directions/directions_views.h"
#include "core/explore/tools/effect_numbers.h"

namespace ganscope::panels::directions {
namespace {

using model::UiModel;

const Precise& precise_of(const UiModel& model) { return model::tool_state<Precise>(model); }

Precise::Found& found_of(Precise& precise, bool samples) { return samples ? precise.samples : precise.hand; }

/// Whether what is found is about these latents, and the weights that are shown.
bool about(const UiModel& model, const Precise::Found& found, bool samples, const Combination& now) {
  if (found.moment != model.moment || found.model != model.drawn_model()) return false;
  if (samples) return found.from == sample_latents(model);
  return found.from.size() == 1 && found.from[0] == now.start && found.label == model.explore.label;
}

/// The move of a latent along a way; null: not found (yet).
const explore::Latent* move_of(const UiModel& model, const Combination& now, const Way& way, int sample) {
  const Precise::Found& found = sample == in_hand ? precise_of(model).hand : precise_of(model).samples;
  const auto moves = found.moves.find(way);
  if (moves == found.moves.end() || !about(model, found, sample != in_hand, now)) return nullptr;
  return &moves->second[static_cast<size_t>(std::max(0, sample))];
}

/// The ways that are wanted, the most urgent first: those in use, then, for the latent in hand, all others
/// that strips show.
std::vector<Way> wanted_ways(const UiModel& model, const Combination& now, bool samples) {
  const Directions& directions = model::tool_state<Directions>(model);
  std::vector<Way> ways;
  for (const auto& [id, strength] : now.strengths)
    if (const Direction* row = find_row(directions, id); row != nullptr && can_be_precise(*row))
      ways.emplace_back(id, strength < 0);
  if (samples) return ways;
  size_t drawn = 0;
  for (const size_t place : shown_rows(directions)) {
    if (drawn++ == most_drawn) break;
    if (!can_be_precise(directions.rows[place])) continue;
    ways.emplace_back(directions.rows[place].id, false);
    ways.emplace_back(directions.rows[place].id, true);
  }
  return ways;
}

std::optional<Way> next_way(const UiModel& model, bool samples) {
  const Combination now = combination(model);
  const Directions& directions = model::tool_state<Directions>(model);
  if (!now.precise || directions.space != model.explore.space || !model::latent_in_hand(model)) return {};
  // While the hand leads the latent about, every moment has another beginning.
  if (model.explore.playing || (now.strengths.empty() && !model.explore.dragging.empty())) return {};
  const Precise& precise = precise_of(model);
  const Precise::Found& found = samples ? precise.samples : precise.hand;
  const bool fits = about(model, found, samples, now);
  for (const Way& way : wanted_ways(model, now, samples))
    if (!precise.refused.contains(way) && !(fits && found.moves.contains(way))) return way;
  return {};
}

template <bool samples>
std::optional<api::Ask> wanted(const UiModel& model) {
  const auto way = next_way(model, samples);
  if (!way) return std::nullopt;
  const Direction& row = *find_row(model::tool_state<Directions>(model), way->first);
  Search search = begin_search(model, "precise");
  api::Ask& ask = search.ask;
  if (samples) {
    const std::vector<explore::Latent> latents = sample_latents(model);
    if (latents.empty()) return std::nullopt;
    for (size_t i = 0; i < latents.size(); ++i)
      model::add_row(model, ask, latents[i], model.fixed_label(static_cast<int>(i)));
  } else {
    model::add_row(model, ask, combination(model).start, model.explore.label);
  }
  for (const float value : row.along) ask.latents.push_back(way->second ? -value : value);
  ask.settings.set("attribute", row.found_as);
  ask.settings.set("opposite", int64_t{way->second ? 1 : 0});
  return ask;
}

template <bool samples>
void asked(UiModel& model, const api::Ask& /*ask*/, double /*now_s*/) {
  const auto way = next_way(model, samples);
  if (!way) return;
  Precise precise = precise_of(model);
  Precise::Found& found = found_of(precise, samples);
  const Combination now = combination(model);
  if (!about(model, found, samples, now)) {
    found = {};
    if (samples)
      found.from = sample_latents(model);
    else
      found.from.push_back(now.start);
    found.label = model.explore.label;
    found.moment = model.moment;
    found.model = model.drawn_model();
  }
  found.asked = *way;
  found.progress = {};
  model::set_tool_state(model, std::move(precise));
}

template <bool samples>
void answered(UiModel& model, const api::Answer& answer, double /*now_s*/) {
  Precise precise = precise_of(model);
  Precise::Found& found = found_of(precise, samples);
  found.progress = answer.progress;
  const size_t count = found.from.size();
  const bool whole = answer.complete && answer.vectors.count == static_cast<int>(count) && count > 0 &&
                     answer.vectors.width == static_cast<int>(found.from[0].size());
  if (answer.failure || (answer.complete && !whole)) {
    precise.refused.insert(found.asked);
    // That one of several has no opposite is no failure: against it one goes straight.
    if (answer.failure && !found.asked.second) precise.failure = *answer.failure;
    return model::set_tool_state(model, std::move(precise));
  }
  if (whole) {
    std::vector<explore::Latent>& moves = found.moves[found.asked];
    for (size_t i = 0; i < count; ++i) {
      const float* to = answer.vectors.row(static_cast<int>(i));
      moves.push_back(explore::add({to, to + answer.vectors.width}, found.from[i], -1.0));
    }
  }
  const Way way = found.asked;
  model::set_tool_state(model, std::move(precise));
  if (samples || !whole) return;
  // The latent in hand went straight until now.
  Combination now = combination(model);
  if (const auto used = now.strengths.find(way.first);
      now.precise && used != now.strengths.end() && (used->second < 0) == way.second)
    carry_out(model, std::move(now), false);
}

std::optional<api::Ask> judging(const UiModel& model) {
  const Search& search = model::tool_state<Directions>(model).judging;
  return search.state == Search::State::wanted ? std::optional(search.ask) : std::nullopt;
}

}  // namespace

bool can_be_precise(const Direction& row) { return row.kind == Kind::attribute && !row.turned; }

explore::Latent led(const UiModel& model, const Combination& combination, const explore::Latent& from,
                    int sample) {
  const Directions& directions = model::tool_state<Directions>(model);
  explore::Latent to = from;
  for (const auto& [id, strength] : combination.strengths) {
    const Direction* row = find_row(directions, id);
    if (row == nullptr || row->along.size() != to.size()) continue;
    const explore::Latent* move = nullptr;
    if (combination.precise && can_be_precise(*row))
      move = move_of(model, combination, {id, strength < 0}, sample);
    to = move != nullptr ? explore::add(to, *move, std::abs(strength) / explore::effect::precise_strength)
                         : explore::add(to, row->along, strength);
  }
  return to;
}

bool ways_are_found(const UiModel& model, const Combination& now, bool samples) {
  const Precise& precise = precise_of(model);
  if (!now.precise) return true;
  const Precise::Found& found = samples ? precise.samples : precise.hand;
  const Directions& directions = model::tool_state<Directions>(model);
  for (const auto& [id, strength] : now.strengths) {
    const Direction* row = find_row(directions, id);
    const Way way{id, strength < 0};
    if (row == nullptr || !can_be_precise(*row) || precise.refused.contains(way)) continue;
    if (!found.moves.contains(way) || !about(model, found, samples, now)) return false;
  }
  return true;
}

std::vector<model::View> precise_views() {
  return {{.key = "directions/precise",
           .visible = on_screen,
           .wanted = wanted<false>,
           .gives_up = true,
           .asked = asked<false>,
           .answered = answered<false>},
          {.key = "directions/precise_samples",
           .urgency = api::Urgency::background,
           .visible = on_screen,
           .wanted = wanted<true>,
           .gives_up = true,
           .asked = asked<true>,
           .answered = answered<true>},
          // One precise edit after the other; on straight ways the whole combination.
          {.key = "directions/judging",
           .urgency = api::Urgency::background,
           .visible = [](const UiModel&) { return true; },
           .wanted =
               [](const UiModel& model) {
                 const auto edit = judging(model);
                 return edit ? edit : ask_together(model);
               },
           .turn = [](const UiModel& model) { return model::tool_state<Directions>(model).turn; },
           .waits = [](const UiModel& model,
                       double) { return !judging(model) && !model.explore.dragging.empty(); },
           .gives_up = true,
           .asked = [](UiModel& model, const api::Ask& ask, double) { note_asked_together(model, ask); },
           .answered =
               [](UiModel& model, const api::Answer& answer, double) {
                 if (model::tool_state<Together>(model).under_way) return take_together(model, answer);
                 take_judged(model, answer);
               }}};
}

}  // namespace ganscope::panels::directions
