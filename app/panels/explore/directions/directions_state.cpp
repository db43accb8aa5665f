#include "app/panels/explore/directions/directions_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <utility>

#include "app/model/asks.h"
#include "app/panels/explore/directions/directions_precise.h"
#include "app/ui/bounded.h"

namespace ganscope::panels::directions {
namespace {

using model::UiModel;

const Directions& state_of(const UiModel& model) { return model::tool_state<Directions>(model); }

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

Direction* find_row(Directions& directions, uint64_t id) {
  const auto found = std::ranges::find(directions.rows, id, &Direction::id);
  return found == directions.rows.end() ? nullptr : &*found;
}

const Direction* find_row(const Directions& directions, uint64_t id) {
  const auto found = std::ranges::find(directions.rows, id, &Direction::id);
  return found == directions.rows.end() ? nullptr : &*found;
}

void carry_out(UiModel& model, Combination combination, bool final) {
  combination.result = led(model, combination, combination.start, in_hand);
  if (combination.result != model.explore.latent) model::move_latent(model, combination.result, final);
  model::set_tool_state(model, std::move(combination));
}

Combination combination(const UiModel& model) {
  const Combination& kept = model::tool_state<Combination>(model);
  if (!kept.result.empty() && kept.result == model.explore.latent) return kept;
  Combination fresh;
  fresh.start = fresh.result = model.explore.latent;
  fresh.precise = kept.precise;
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
  if (directions.order == Order::surest) {  // attributes before what has no name
    const auto score = [&](size_t i) {
      if (!all[i].effect || all[i].effect->what.empty()) return -1000.0;
      return all[i].effect->did - all[i].effect->besides;
    };
    std::ranges::stable_sort(rows, [&](size_t a, size_t b) {
      if (all[a].kind == Kind::attribute && all[b].kind != Kind::attribute) return true;
      if (all[a].kind != Kind::attribute && all[b].kind == Kind::attribute) return false;
      return score(a) > score(b);
    });
  } else if (directions.order == Order::strongest) {
    std::ranges::stable_sort(rows, std::greater(), [&](size_t i) {
      return all[i].effect && std::isfinite(all[i].effect->difference) ? all[i].effect->difference : -1;
    });
  } else if (directions.order == Order::name) {
    std::ranges::stable_sort(rows, [&](size_t a, size_t b) { return all[a].name < all[b].name; });
  }
  return rows;
}

void set_strength(UiModel& model, uint64_t id, double value, bool final) {
  if (!std::isfinite(value)) return;
  Combination now = combination(model);
  model::remember(model, fmt::format("direction {}", id), final, Combination::key);
  now.strengths[id] = ui::within(value, -farthest, farthest);
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
    row.precise.reset();
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

void show_order(UiModel& model, Order order) {
  Directions directions = state_of(model);
  directions.order = order;
  model::set_tool_state(model, std::move(directions));
}

void place(UiModel& model, uint64_t id, int by) {
  Directions directions = state_of(model);
  const std::vector<size_t> shown = shown_rows(directions);
  const auto at = std::ranges::find_if(shown, [&](size_t i) { return directions.rows[i].id == id; });
  const std::ptrdiff_t to = at - shown.begin() + by;
  if (at == shown.end() || to < 0 || to >= std::ssize(shown) || by == 0) return;
  const uint64_t other = directions.rows[shown[static_cast<size_t>(to)]].id;
  model::remember(model, {}, true, Directions::key);
  Directions every = directions;
  every.shown_kind = 0;
  std::vector<Direction> placed;
  for (const size_t i : shown_rows(every)) placed.push_back(every.rows[i]);
  const auto row = std::ranges::find(placed, id, &Direction::id);
  const auto target = std::ranges::find(placed, other, &Direction::id);
  if (by > 0)
    std::rotate(row, row + 1, target + 1);
  else
    std::rotate(target, row, row + 1);
  directions.rows = std::move(placed);
  directions.order = Order::placed;
  model::set_tool_state(model, std::move(directions));
}

void choose(UiModel& model, uint64_t id) {
  Chosen now = model::tool_state<Chosen>(model);
  if (now.id == id) return;
  now.id = id;
  now.renaming = 0;
  model::set_tool_state(model, now);
}

void begin_renaming(UiModel& model, uint64_t id) {
  Chosen now = model::tool_state<Chosen>(model);
  now.renaming = id;
  if (id != 0) now.id = id;
  model::set_tool_state(model, now);
}

void set_precise(UiModel& model, bool precise) {
  Combination now = combination(model);
  if (now.precise == precise) return;
  model::remember(model, {}, true, Combination::key);
  now.precise = precise;
  if (precise) {  // what was refused before may go now
    Precise found = model::tool_state<Precise>(model);
    found.refused.clear();
    found.failure = {};
    model::set_tool_state(model, std::move(found));
  }
  carry_out(model, std::move(now), true);
  Directions directions = state_of(model);
  judge_next(model, directions);
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
  directions.rows.push_back({.id = ++directions.last_id,
                             .kind = Kind::own,
                             .name = name,
                             .along = along,
                             .kept = true,
                             .step = shown_step(model)});
  model::keep_direction(model, name, along);
  if (!busy(directions)) measure_what_is_new(model, directions);
  model::set_tool_state(model, std::move(directions));
}

}  // namespace ganscope::panels::directions
