#include <algorithm>
#include <cmath>
#include <numbers>

#include "app/model/asks.h"
#include "app/model/reduce_explore.h"
#include "app/model/sketch.h"

namespace ganscope::model {
namespace {

using explore::Latent;

/// While a path plays, only the picture moves; the rest follows when it stops.
template <api::Ask (*rows)(const UiModel&)>
std::optional<api::Ask> at_rest(const UiModel& model) {
  if (!latent_in_hand(model) || model.explore.playing) return std::nullopt;
  return rows(model);
}

template <api::Ask (*rows)(const UiModel&)>
std::optional<api::Ask> always(const UiModel& model) {
  if (!latent_in_hand(model)) return std::nullopt;
  return rows(model);
}

api::Ask picture(const UiModel& model) {
  LatentRows rows(model);
  rows.ask().scored = true;
  rows.add(model.explore.latent);
  return rows.take();
}

api::Ask ring(const UiModel& model) {
  const ExploreState& state = model.explore;
  LatentRows rows(model);
  for (int i = 0; i < ExploreState::ring; ++i) {
    const double angle = 2 * std::numbers::pi * i / ExploreState::ring;
    rows.add(state.at_pad(state.pad_u + ExploreState::ring_radius * std::cos(angle),
                          state.pad_v + ExploreState::ring_radius * std::sin(angle)));
  }
  return rows.take();
}

api::Ask pad(const UiModel& model) {
  LatentRows rows(model);
  constexpr int side = ExploreState::pad_side;
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      // The middle of each cell: where the preview stands is where its latent lies.
      rows.add(model.explore.at_pad((2.0 * column + 1) / side - 1, 1 - (2.0 * row + 1) / side));
    }
  }
  for (const Latent& place : model.explore.places) rows.add(place);
  return rows.take();
}

/// Adds the place of `path` at a time, of the class that its keys have there.
void add_place(const UiModel& model, LatentRows& rows, const explore::Path& path, double time) {
  const ExploreState& state = model.explore;
  const explore::Path::Place here = path.place(time);
  const std::vector<float>& from = state.path_key(here.from).shares;
  const std::vector<float>& to = state.path_key(here.to).shares;
  if (model.conditional() && state.path_has_classes())
    rows.add(path.at(time), explore::mixed(from, to, here.share));
  else
    rows.add(path.at(time));
}

/// Evenly in time from the path's begin to its end: see core/explore/tools/path_length.h.
api::Ask path_length(const UiModel& model) {
  explore::Path whole = model.explore.path();
  whole.in_out = false;  // the measure is of the path itself
  LatentRows rows(model);
  rows.ask().tool = "path_length";
  rows.ask().follow = false;
  const int spans = static_cast<int>(whole.spans()), pieces = std::clamp(spans * 32, 64, 192);
  rows.ask().settings.set("spans", static_cast<int64_t>(spans));
  // A network that would have to learn first is worth it only to whom it matters.
  const bool matters = model.explore.path_pace == ExploreState::PathPace::seen;
  rows.ask().settings.set("patient", int64_t{matters ? 1 : 0});
  for (int i = 0; i <= pieces; ++i) add_place(model, rows, whole, static_cast<double>(i) / pieces);
  return rows.take();
}

std::optional<api::Ask> wanted_path_length(const UiModel& model) {
  const bool due = latent_in_hand(model) && !model.explore.playing && model.explore.dragging.empty();
  return due ? std::optional(path_length(model)) : std::nullopt;
}

void path_length_asked(UiModel& model, const api::Ask& /*ask*/, double /*now_s*/) {
  model.pump.path_asked = model.explore.path_fingerprint();
}

void path_length_answered(UiModel& model, const api::Answer& answer, double /*now_s*/) {
  if (answer.failure || !answer.complete || answer.curves.empty() || answer.table.empty()) return;
  ExploreState& state = model.explore;
  const api::TableRow& row = answer.table.front();
  explore::Path whole = state.path();
  whole.in_out = false;
  state.path_steps = {.of = model.pump.path_asked,
                      .steps = answer.curves.front().y,
                      .latent_length = explore::latent_length(whole),
                      .length = row.numbers[0],
                      .perceptual = row.numbers[1],
                      .piece = row.numbers[2],
                      .measured_in = row.key,
                      .step = answer.step};
  ++model.touched;
}

api::Ask path(const UiModel& model) {
  LatentRows rows(model);
  const int frames = model.explore.path_frames;
  const explore::Path whole = model.explore.path();
  for (int i = 0; i < frames; ++i)
    add_place(model, rows, whole, model.explore.path_time(static_cast<double>(i) / (frames - 1)));
  if (model.explore.path_ends_show_keys()) return rows.take();
  const std::vector<double> times = whole.times();
  for (const double time : times) add_place(model, rows, whole, time);
  return rows.take();
}

void add_ends(LatentRows& rows, const ExploreState& state, int dimension) {
  for (const double end : {-state.slider_reach, state.slider_reach}) {
    Latent moved = state.latent;
    moved[static_cast<size_t>(dimension)] = static_cast<float>(end);
    rows.add(moved);
  }
}

api::Ask dimensions(const UiModel& model) {
  LatentRows rows(model);
  for (const int dimension : model.explore.shown_dimensions) add_ends(rows, model.explore, dimension);
  return rows.take();
}

/// Both ends of every dimension, to find those that change the picture most. Drawn once, not followed.
api::Ask ranking(const UiModel& model) {
  LatentRows rows(model);
  rows.ask().follow = false;
  for (int i = 0; i < model.status->latent_dim; ++i) add_ends(rows, model.explore, i);
  return rows.take();
}

api::Ask arithmetic(const UiModel& model) {
  const ExploreState& state = model.explore;
  LatentRows rows(model);
  rows.ask().scored = true;
  const Latent nothing(static_cast<size_t>(model.status->latent_dim), 0.0f);
  rows.add(state.arithmetic_result.empty() ? nothing : state.arithmetic_result);
  for (const auto& slot : state.slots) {
    std::vector<Latent> latents;
    for (const auto& exemplar : slot) latents.push_back(exemplar.latent);
    rows.add(latents.empty() ? nothing : explore::mean(latents));
  }
  for (const auto& slot : state.slots) {
    for (size_t i = 0; i < ExploreState::exemplars; ++i) {
      if (i >= slot.size()) {
        rows.add(nothing);
      } else {
        const int index = slot[i].fixed_index;
        rows.add(slot[i].latent, index >= 0 ? model.fixed_label(index) : state.label);
      }
    }
  }
  return rows.take();
}

/// The latents on their way to w. Mapped once, not followed.
api::Ask mapping(const UiModel& model) {
  api::Ask ask = blank_ask(model);
  ask.follow = false;
  ask.tool = "map";
  for (const ExploreState::ToMap& waiting : model.explore.to_map)
    add_row(model, ask, waiting.z, model.explore.label);
  return ask;
}

/// Of a flow on pictures, whose latent has a number for every value, it would take minutes and say little:
/// the largest come first instead.
std::optional<api::Ask> wanted_ranking(const UiModel& model) {
  constexpr int most_ranked = 1024;
  if (model.status->latent_dim > most_ranked) return std::nullopt;
  return model.explore.ranked ? std::nullopt : at_rest<ranking>(model);
}

std::optional<api::Ask> wanted_arithmetic(const UiModel& model) {
  const auto& slots = model.explore.slots;
  const bool empty = std::all_of(slots.begin(), slots.end(), [](const auto& slot) { return slot.empty(); });
  return empty ? std::nullopt : always<arithmetic>(model);
}

std::optional<api::Ask> wanted_mapping(const UiModel& model) {
  return model.explore.to_map.empty() ? std::nullopt : always<mapping>(model);
}

/// What is made of the latent in hand, or of what is drawn on the board.
std::optional<api::Ask> wanted_picture(const UiModel& model) {
  return model.status->model.translates() ? sketch_ask(model) : always<picture>(model);
}

void arithmetic_asked(UiModel& model, const api::Ask& ask, double /*now_s*/) {
  constexpr size_t remembered = 32;
  auto& all = model.pump.arrangements;
  if (all.size() == remembered) all.erase(all.begin());
  all.push_back({ask.id, model.explore.slots});
}

void ranking_answered(UiModel& model, const api::Answer& answer, double /*now_s*/) {
  if (model.explore.ranked || answer.failure) return;
  rank_dimensions(model, answer);
  ++model.touched;
}

/// Latents that were on their way to w have arrived.
void mapping_answered(UiModel& model, const api::Answer& answer, double now_s) {
  const size_t count = model.explore.to_map.size();
  const bool theirs = answer.vectors.count == static_cast<int>(count) &&
                      answer.vectors.width == model.status->latent_dim && !answer.failure;
  if (count == 0 || !theirs) return;
  explore_action::TakeMapped taken;
  for (int i = 0; i < answer.vectors.count; ++i)
    taken.mapped.emplace_back(answer.vectors.row(i), answer.vectors.row(i) + answer.vectors.width);
  reduce_explore(model, taken, now_s);
  // The same latents may be asked for again: weights may have changed, or one comes back to w.
  model.pump.asked[view::mapping].fingerprint = 0;
}

bool in_explore(const UiModel& model) { return model.scene() == Workspace::explore; }

}  // namespace

std::vector<View> latent_views() {
  using api::Urgency;
  return {
      {.key = "picture",
       .urgency = Urgency::hand,
       .visible = in_explore,
       .wanted = wanted_picture,
       .of_pictures = true},
      {"ring", Urgency::hand, in_explore, at_rest<ring>},
      {"path", Urgency::look, in_explore, always<path>},
      {"dimensions", Urgency::look, in_explore, at_rest<dimensions>},
      {"pad", Urgency::look, in_explore, at_rest<pad>},
      {.key = "arithmetic", .visible = in_explore, .wanted = wanted_arithmetic, .asked = arithmetic_asked},
      {.key = "ranking",
       .visible = in_explore,
       .wanted = wanted_ranking,
       .turn = [](const UiModel& model) { return model.explore.rank_request; },
       .answered = ranking_answered}};
}

View path_length_view() {
  return {.key = "path/length",
          .urgency = api::Urgency::background,
          .visible = in_explore,
          .wanted = wanted_path_length,
          .asked = path_length_asked,
          .answered = path_length_answered};
}

View mapping_view() {
  return {.key = "mapping", .visible = in_explore, .wanted = wanted_mapping, .answered = mapping_answered};
}

}  // namespace ganscope::model
