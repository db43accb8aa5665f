#include "app/model/drum_machine.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/model/asks.h"
#include "app/model/explore_steps.h"
#include "app/model/tools.h"
#include "core/sound/spectrogram.h"

namespace ganscope::model {
namespace {

using Steps = std::array<bool, sound::drum_steps>;

Steps steps_at(std::initializer_list<size_t> places) {
  Steps steps{};
  for (const size_t place : places) steps[place] = true;
  return steps;
}

/// A beat for so many rows: low, answered, quick, and some between.
const std::array<Steps, DrumMachine::most_rows>& first_beat() {
  static const std::array<Steps, DrumMachine::most_rows> beat{
      steps_at({0, 7, 8}), steps_at({4, 12}),  steps_at({0, 2, 4, 6, 8, 10, 12, 14}),
      steps_at({12}),      steps_at({10, 15}), steps_at({3})};
  return beat;
}

void change_drums(UiModel& model, const std::string& control, bool final,
                  const std::function<void(DrumMachine&)>& how) {
  remember(model, control, final, DrumMachine::key);
  DrumMachine drums = tool_state<DrumMachine>(model);
  how(drums);
  set_tool_state(model, std::move(drums));
}

std::optional<api::Ask> wanted_rows(const UiModel& model) {
  const DrumMachine& drums = tool_state<DrumMachine>(model);
  LatentRows rows(model);
  for (const DrumMachine::Row& row : drums.rows) {
    if (!fits(model, row.latent)) return std::nullopt;
    if (row.shares.empty())
      rows.add(row.latent, row.label);
    else
      rows.add(row.latent, row.shares);
  }
  if (drums.rows.empty()) return std::nullopt;
  return rows.take();
}

}  // namespace

DrumMachine first_drums(const UiModel& model) {
  DrumMachine drums;
  const int classes = model.classes();
  const int wanted = classes > 0 ? std::min<int>(classes, DrumMachine::most_rows) : 4;
  for (int i = 0; i < std::min(wanted, model.fixed_count()); ++i) {
    DrumMachine::Row row;
    row.latent = model.fixed_latent(i);
    row.label = classes > 0 ? i : -1;
    row.name = fmt::format("latent {}", i);
    row.on = first_beat()[static_cast<size_t>(i)];
    drums.rows.push_back(std::move(row));
  }
  return drums;
}

void put_drum(UiModel& model, size_t row, DrumMachine::Row sound) {
  if (!fits(model, sound.latent) || row >= DrumMachine::most_rows) return;
  change_drums(model, {}, true, [&](DrumMachine& drums) {
    if (row < drums.rows.size()) {
      sound.on = drums.rows[row].on;
      drums.rows[row] = std::move(sound);
    } else {
      drums.rows.push_back(std::move(sound));
    }
  });
}

DrumMachine::Row drum_in_hand(const UiModel& model) {
  const ExploreState& state = model.explore;
  DrumMachine::Row row;
  row.latent = state.latent;
  row.label = model.conditional() ? state.label : -1;
  if (model.conditional() && state.blended()) row.shares = state.class_shares(model.classes());
  row.name = state.origin;
  return row;
}

void remove_drum(UiModel& model, size_t row) {
  if (row >= tool_state<DrumMachine>(model).rows.size()) return;
  change_drums(model, {}, true, [&](DrumMachine& drums) {
    drums.rows.erase(drums.rows.begin() + static_cast<std::ptrdiff_t>(row));
  });
}

void set_step(UiModel& model, size_t row, size_t step, bool on) {
  if (row >= tool_state<DrumMachine>(model).rows.size() || step >= sound::drum_steps) return;
  change_drums(model, {}, true, [&](DrumMachine& drums) { drums.rows[row].on[step] = on; });
}

void set_tempo(UiModel& model, double tempo) {
  change_drums(model, "drums/tempo", true, [&](DrumMachine& drums) {
    drums.tempo = std::clamp(tempo, sound::slowest_tempo, sound::fastest_tempo);
  });
}

std::optional<DrumBar> wanted_bar(const UiModel& model) {
  const DrumMachine& drums = tool_state<DrumMachine>(model);
  const auto& drawn = model.result(model.view(drum_view_key));
  if (!drawn || drawn->count != static_cast<int>(drums.rows.size()) || drawn->values.empty())
    return std::nullopt;
  DrumBar bar{.of = drawn, .tempo = drums.tempo};
  for (const DrumMachine::Row& row : drums.rows) bar.steps.push_back(row.on);
  return bar;
}

sound::Wave mix(const DrumBar& bar) {
  constexpr size_t bytes = static_cast<size_t>(sound::bands) * sound::frames;
  std::vector<sound::DrumRow> rows;
  for (size_t i = 0; i < bar.steps.size() && (i + 1) * bytes <= bar.of->values.size(); ++i)
    rows.push_back({sound::sounded(std::span(bar.of->values).subspan(i * bytes, bytes)), bar.steps[i], 0.8F});
  return sound::mixed(rows, bar.tempo);
}

View drum_view(bool (*visible)(const UiModel&)) {
  return {.key = drum_view_key, .visible = visible, .wanted = wanted_rows};
}

}  // namespace ganscope::model
