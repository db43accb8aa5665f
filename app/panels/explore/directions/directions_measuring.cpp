#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/model/asks.h"
#include "app/panels/explore/directions/directions_precise.h"
#include "app/panels/explore/directions/directions_state.h"
#include "core/explore/tools/effect_numbers.h"

// Finding directions, and measuring what they do.
namespace ganscope::panels::directions {
namespace {

using model::UiModel;

constexpr std::array<const char*, methods> tools{"attributes", "components", "factors"};
constexpr double measured_strength = 2;
constexpr int64_t judged_samples = 100;  // moving each costs some tens of milliseconds

const Directions& found_so_far(const UiModel& model) { return model::tool_state<Directions>(model); }

/// "main 3", "factor 1", or what the tool calls it.
std::string name_of(Kind kind, size_t place, const api::Answer& answer) {
  if (kind == Kind::component) return fmt::format("main {}", place + 1);
  if (kind == Kind::factor) return fmt::format("factor {}", place + 1);
  return place < answer.table.size() ? answer.table[place].text : fmt::format("direction {}", place + 1);
}

bool searching(const Directions& directions) {
  return std::ranges::any_of(directions.searches,
                             [](const Search& search) { return search.state == Search::State::wanted; });
}

/// Asks about the rows that are `due`.
template <class Due>
void measure(Directions& directions, Search search, const Due& due) {
  search.ask.settings.set("strength", measured_strength);
  directions.measured_ids.clear();
  for (const Direction& row : directions.rows) {
    if (!due(row)) continue;
    // What has a name is measured by it; of the others the tool says what they do.
    if (row.kind == Kind::attribute && !row.turned)
      search.ask.settings.set(fmt::format("meant_{}", directions.measured_ids.size()), row.found_as);
    directions.measured_ids.push_back(row.id);
    search.ask.latents.insert(search.ask.latents.end(), row.along.begin(), row.along.end());
  }
  if (directions.measured_ids.empty()) return;
  ++directions.turn;
  directions.measuring = std::move(search);
}

Effect effect_of(const api::TableRow& found, int64_t step) {
  const bool judged = std::isfinite(found.numbers[explore::effect::did]);
  return {judged ? found.text : std::string(), found.numbers[explore::effect::did],
          found.numbers[explore::effect::something], found.numbers[explore::effect::difference], step};
}

}  // namespace

Search begin_search(const UiModel& model, const char* tool) {
  Search search;
  search.state = Search::State::wanted;
  search.ask = model::blank_ask(model);
  search.ask.tool = tool;
  search.ask.follow = false;
  search.ask.space = model.explore.space;
  return search;
}

void measure_what_is_new(const UiModel& model, Directions& directions) {
  if (searching(directions)) return;
  Search search = begin_search(model, "effects");
  search.ask.moment = directions.searches[0].ask.moment;
  search.ask.model = directions.searches[0].ask.model;
  measure(directions, std::move(search), [](const Direction& row) { return !row.effect; });
}

void judge_next(const UiModel& model, Directions& directions) {
  if (!combination(model).precise || busy(directions) || directions.judging.state == Search::State::wanted)
    return;
  for (const size_t place : shown_rows(directions)) {
    const Direction& row = directions.rows[place];
    if (!can_be_precise(row) || row.precise || row.id == directions.hopeless_id) continue;
    directions.judging = begin_search(model, "effects");
    directions.judging.ask.latents = row.along;
    directions.judging.ask.settings.set("precise", row.found_as);
    directions.judging.ask.settings.set("samples", judged_samples);
    directions.judged_id = row.id;
    ++directions.turn;
    return;
  }
}

int64_t shown_step(const UiModel& model) {
  return model.moment == api::now ? model.status->step : model.moment;
}

std::optional<int64_t> outdated(const UiModel& model) {
  const Directions& directions = found_so_far(model);
  if (busy(directions)) return std::nullopt;
  std::optional<int64_t> oldest;
  for (const Direction& row : directions.rows)
    if (row.effect && row.effect->step != shown_step(model))
      oldest = std::min(row.effect->step, oldest.value_or(row.effect->step));
  return oldest;
}

bool busy(const Directions& directions) {
  return directions.measuring.state == Search::State::wanted || searching(directions);
}

Progress progress_of(const Directions& directions) {
  for (const Search& search : directions.searches)
    if (search.state == Search::State::wanted && search.progress.total > 0) return search.progress;
  return directions.measuring.state == Search::State::wanted ? directions.measuring.progress : Progress{};
}

void find(UiModel& model) {
  Directions directions = found_so_far(model);
  for (size_t i = 0; i < methods; ++i) directions.searches[i] = begin_search(model, tools[i]);
  ++directions.turn;
  directions.measuring = directions.judging = {};
  directions.hopeless_id = 0;
  directions.space = model.explore.space;
  model::set_tool_state(model, std::move(directions));
}

void cancel(UiModel& model) {
  Directions directions = found_so_far(model);
  for (Search& search : directions.searches)
    if (search.state == Search::State::wanted) search = {};
  if (directions.measuring.state == Search::State::wanted) directions.measuring = {};
  if (directions.judging.state == Search::State::wanted) directions.judging = {};
  model::set_tool_state(model, std::move(directions));
}

void measure_again(UiModel& model, uint64_t id) {
  Directions directions = found_so_far(model);
  if (busy(directions)) return;
  directions.judging = {};
  directions.hopeless_id = 0;
  for (Direction& row : directions.rows)
    if (id == 0 || row.id == id) row.precise.reset();
  measure(directions, begin_search(model, "effects"),
          [id](const Direction& row) { return id == 0 || row.id == id; });
  model::set_tool_state(model, std::move(directions));
}

void take_found(UiModel& model, Kind kind, const api::Answer& answer) {
  Directions directions = found_so_far(model);
  Search& search = directions.searches[static_cast<size_t>(kind)];
  if (search.state != Search::State::wanted) return;
  search.progress = answer.progress;
  if (answer.failure) {
    search.state = Search::State::failed;
    search.failure = *answer.failure;
  } else if (answer.complete) {
    search.state = Search::State::done;
    std::erase_if(directions.rows, [&](const Direction& row) { return row.kind == kind && !row.kept; });
    for (int i = 0; i < answer.vectors.count; ++i) {
      const float* row = answer.vectors.row(i);
      if (std::all_of(row, row + answer.vectors.width, [](float value) { return value == 0; })) continue;
      const std::string name = name_of(kind, static_cast<size_t>(i), answer);
      directions.rows.push_back({.id = ++directions.last_id,
                                 .kind = kind,
                                 .name = name,
                                 .along = explore::Latent(row, row + answer.vectors.width),
                                 .found_as = name,
                                 .step = answer.step});
    }
  }
  measure_what_is_new(model, directions);
  model::set_tool_state(model, std::move(directions));
}

void take_measured(UiModel& model, const api::Answer& answer) {
  Directions directions = found_so_far(model);
  if (directions.measuring.state != Search::State::wanted) return;
  directions.measuring.progress = answer.progress;
  if (answer.failure) {
    directions.measuring.state = Search::State::failed;
    directions.measuring.failure = *answer.failure;
  } else {
    for (size_t i = 0; i < std::min(answer.table.size(), directions.measured_ids.size()); ++i) {
      const api::TableRow& found = answer.table[i];
      Direction* row = find_row(directions, directions.measured_ids[i]);
      if (row == nullptr || found.numbers.size() < explore::effect::numbers) continue;
      row->effect = effect_of(found, answer.step);
    }
    if (answer.complete) directions.measuring.state = Search::State::done;
  }
  judge_next(model, directions);
  model::set_tool_state(model, std::move(directions));
}

void take_judged(UiModel& model, const api::Answer& answer) {
  Directions directions = found_so_far(model);
  Search& judging = directions.judging;
  if (judging.state != Search::State::wanted) return;
  judging.progress = answer.progress;
  if (!answer.failure && !answer.complete) return model::set_tool_state(model, std::move(directions));
  Direction* row = find_row(directions, directions.judged_id);
  const bool found = !answer.failure && row != nullptr && !answer.table.empty() &&
                     answer.table[0].numbers.size() >= explore::effect::numbers;
  if (found) row->precise = effect_of(answer.table[0], answer.step);
  if (!found) directions.hopeless_id = directions.judged_id;
  judging.state = found ? Search::State::done : Search::State::failed;
  if (answer.failure) judging.failure = *answer.failure;
  if (found) judge_next(model, directions);
  model::set_tool_state(model, std::move(directions));
}

}  // namespace ganscope::panels::directions
