#include "app/panels/explore/directions/directions_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "app/model/asks.h"
#include "app/ui/bounded.h"
#include "core/explore/tools/effect_numbers.h"

namespace ganscope::panels::directions {
namespace {

using model::UiModel;

constexpr std::array<const char*, methods> tools{"attributes", "components", "factors"};
constexpr double measured_strength = 2;

const Directions& state_of(const UiModel& model) { return model::tool_state<Directions>(model); }

/// Null: it is gone. `directions` may be const.
template <class Found>
auto find_row(Found& directions, uint64_t id) -> decltype(&directions.rows[0]) {
  const auto found = std::ranges::find(directions.rows, id, &Direction::id);
  return found == directions.rows.end() ? nullptr : &*found;
}

/// The present ask of a tool, of what is shown.
Search begin(const UiModel& model, const char* tool) {
  Search search;
  search.state = Search::State::wanted;
  search.ask = model::blank_ask(model);
  search.ask.tool = tool;
  search.ask.follow = false;
  search.ask.space = model.explore.space;
  return search;
}

/// "main 3", "factor 1", or what the tool calls it.
std::string name_of(Kind kind, size_t place, const api::Answer& answer) {
  if (kind == Kind::component) return fmt::format("main {}", place + 1);
  if (kind == Kind::factor) return fmt::format("factor {}", place + 1);
  return place < answer.table.size() ? answer.table[place].text : fmt::format("direction {}", place + 1);
}

/// Asks about every row that was not measured yet, when all searches have ended.
void measure_what_is_new(const UiModel& model, Directions& directions) {
  const bool searching = std::ranges::any_of(
      directions.searches, [](const Search& search) { return search.state == Search::State::wanted; });
  if (searching) return;
  Search search = begin(model, "effects");
  search.ask.moment = directions.searches[0].ask.moment;
  search.ask.model = directions.searches[0].ask.model;
  search.ask.settings.set("strength", measured_strength);
  directions.measured_ids.clear();
  for (const Direction& row : directions.rows) {
    if (row.effect) continue;
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

/// Moves the latent in hand to where a combination leads.
void carry_out(UiModel& model, Combination combination, bool final) {
  const Directions& directions = state_of(model);
  combination.result = combination.start;
  for (const auto& [id, strength] : combination.strengths) {
    if (const Direction* row = find_row(directions, id))
      combination.result = explore::add(combination.result, row->along, strength);
  }
  model::move_latent(model, combination.result, final);
  model::set_tool_state(model, std::move(combination));
}

/// Changes one row, undoably; nothing when it is gone.
template <class Change>
void change_row(UiModel& model, uint64_t id, const Change& change) {
  Directions directions = state_of(model);
  Direction* row = find_row(directions, id);
  if (row == nullptr) return;
  model::remember(model, {}, true, Directions::key);
  change(*row);
  model::set_tool_state(model, std::move(directions));
}

}  // namespace

Combination combination(const UiModel& model) {
  const Combination& kept = model::tool_state<Combination>(model);
  if (!kept.result.empty() && kept.result == model.explore.latent) return kept;
  Combination fresh;
  fresh.start = fresh.result = model.explore.latent;
  return fresh;
}

double strength(const UiModel& model, uint64_t id) {
  const Combination now = combination(model);
  const auto found = now.strengths.find(id);
  return found == now.strengths.end() ? 0 : found->second;
}

explore::Latent combined_shift(const UiModel& model) {
  const Combination now = combination(model);
  return explore::add(now.result, now.start, -1.0);
}

std::vector<size_t> shown_rows(const Directions& directions) {
  std::vector<size_t> rows;
  for (size_t i = 0; i < directions.rows.size(); ++i)
    if (directions.shown_kind == 0 || directions.shown_kind == 1 + static_cast<int>(directions.rows[i].kind))
      rows.push_back(i);
  const auto& all = directions.rows;
  if (directions.order == 0) {  // surest: does much and little else; attributes before what has no name
    const auto score = [&](size_t i) {
      if (!all[i].effect || all[i].effect->what.empty()) return -1000.0;
      return all[i].effect->did - all[i].effect->besides;
    };
    std::ranges::stable_sort(rows, [&](size_t a, size_t b) {
      if (all[a].kind == Kind::attribute && all[b].kind != Kind::attribute) return true;
      if (all[a].kind != Kind::attribute && all[b].kind == Kind::attribute) return false;
      return score(a) > score(b);
    });
  } else if (directions.order == 2) {
    std::ranges::stable_sort(rows, [&](size_t a, size_t b) { return all[a].name < all[b].name; });
  }
  return rows;
}

bool busy(const Directions& directions) {
  return directions.measuring.state == Search::State::wanted ||
         std::ranges::any_of(directions.searches,
                             [](const Search& search) { return search.state == Search::State::wanted; });
}

Progress progress_of(const Directions& directions) {
  for (const Search& search : directions.searches)
    if (search.state == Search::State::wanted && search.progress.total > 0) return search.progress;
  return directions.measuring.state == Search::State::wanted ? directions.measuring.progress : Progress{};
}

void find(UiModel& model) {
  Directions directions = state_of(model);
  for (size_t i = 0; i < methods; ++i) directions.searches[i] = begin(model, tools[i]);
  ++directions.turn;
  directions.measuring = {};
  directions.space = model.explore.space;
  model::set_tool_state(model, std::move(directions));
}

void cancel(UiModel& model) {
  Directions directions = state_of(model);
  for (Search& search : directions.searches)
    if (search.state == Search::State::wanted) search = {};
  if (directions.measuring.state == Search::State::wanted) directions.measuring = {};
  model::set_tool_state(model, std::move(directions));
}

void set_strength(UiModel& model, uint64_t id, double value, bool final) {
  if (!std::isfinite(value)) return;
  Combination now = combination(model);
  model::remember(model, fmt::format("direction {}", id), final, Combination::key);
  now.strengths[id] = ui::within(value, -reach, reach);
  if (now.strengths[id] == 0) now.strengths.erase(id);
  carry_out(model, std::move(now), final);
}

void clear_strengths(UiModel& model) {
  Combination now = combination(model);
  if (now.strengths.empty()) return;
  model::remember(model, {}, true, Combination::key);
  now.strengths.clear();
  carry_out(model, std::move(now), true);
}

void rename(UiModel& model, uint64_t id, const std::string& name) {
  if (name.empty()) return;
  change_row(model, id, [&](Direction& row) {
    for (auto& kept : model.explore.kept)
      if (kept.direction == row.along) kept.name = name;
    row.name = name;
  });
}

void set_kept(UiModel& model, uint64_t id, bool kept) {
  change_row(model, id, [&](Direction& row) {
    if (row.kept == kept) return;
    row.kept = kept;
    if (kept)
      model::keep_direction(model, row.name, row.along);
    else
      model::drop_direction(model, row.along);
  });
}

void flip(UiModel& model, uint64_t id) {
  const Combination now = combination(model);
  change_row(model, id, [&](Direction& row) {
    explore::Latent other = row.along;
    for (float& value : other) value = -value;
    for (auto& kept : model.explore.kept)
      if (kept.direction == row.along) kept.direction = other;
    row.along = std::move(other);
    row.turned = !row.turned;
    row.effect.reset();  // what it does the other way is another question
  });
  if (const auto strength = now.strengths.find(id); strength != now.strengths.end()) {
    Combination flipped = now;  // the latent in hand stays
    flipped.strengths[id] = -strength->second;
    model::set_tool_state(model, std::move(flipped));
  }
  Directions directions = state_of(model);
  if (!busy(directions)) {
    measure_what_is_new(model, directions);
    model::set_tool_state(model, std::move(directions));
  }
}

void remove(UiModel& model, uint64_t id) {
  Directions directions = state_of(model);
  const Direction* row = find_row(directions, id);
  if (row == nullptr) return;
  model::remember(model, {}, true, Directions::key);
  if (row->kept) model::drop_direction(model, row->along);
  std::erase_if(directions.rows, [&](const Direction& other) { return other.id == id; });
  Combination now = combination(model);
  const bool used = now.strengths.erase(id) > 0;
  model::set_tool_state(model, std::move(directions));
  if (used) carry_out(model, std::move(now), true);
}

void lay_along_axis(UiModel& model, uint64_t id, bool vertical) {
  change_row(model, id, [&](Direction& row) {
    if (!row.kept) model::keep_direction(model, row.name, row.along);
    row.kept = true;
    model::use_as_axis(model, row.along, vertical);
  });
}

void show_kind(UiModel& model, int kind) {
  Directions directions = state_of(model);
  directions.shown_kind = kind;
  model::set_tool_state(model, std::move(directions));
}

void show_order(UiModel& model, int order) {
  Directions directions = state_of(model);
  directions.order = order;
  model::set_tool_state(model, std::move(directions));
}

void keep_combination(UiModel& model, const std::string& name) {
  keep_own(model, name, explore::normalized(combined_shift(model)));
}

void keep_own(UiModel& model, const std::string& name, const explore::Latent& along) {
  if (explore::norm(along) == 0) return;
  Directions directions = state_of(model);
  model::remember(model, {}, true, Directions::key);
  if (directions.rows.empty()) directions.space = model.explore.space;
  directions.rows.push_back({++directions.last_id, Kind::own, name, along, std::nullopt, true});
  model::keep_direction(model, name, along);
  if (!busy(directions)) measure_what_is_new(model, directions);
  model::set_tool_state(model, std::move(directions));
}

void take_found(UiModel& model, Kind kind, const api::Answer& answer) {
  Directions directions = state_of(model);
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
      directions.rows.push_back({++directions.last_id, kind, name,
                                 explore::Latent(row, row + answer.vectors.width), std::nullopt, false,
                                 name});
    }
  }
  measure_what_is_new(model, directions);
  model::set_tool_state(model, std::move(directions));
}

void take_measured(UiModel& model, const api::Answer& answer) {
  Directions directions = state_of(model);
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
      const bool judged = std::isfinite(found.numbers[explore::effect::did]);
      row->effect = Effect{judged ? found.text : std::string(), found.numbers[explore::effect::did],
                           found.numbers[explore::effect::something]};
    }
    if (answer.complete) directions.measuring.state = Search::State::done;
  }
  model::set_tool_state(model, std::move(directions));
}

}  // namespace ganscope::panels::directions
