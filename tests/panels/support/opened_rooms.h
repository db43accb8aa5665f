#pragma once
#include <memory>
#include <utility>

#include "app/model/tools.h"
#include "app/panels/playground/figures/figures_state.h"
#include "app/panels/playground/ways/ways_state.h"
#include "tests/panels/support/shown_run.h"

// Rooms of the Playground with something in them; ShownRun answers what they ask.
namespace ganscope::testing {

/// Numbers on a line instead of points of a plane.
inline void make_one_dimensional(ShownRun& run) {
  auto preview = std::make_shared<api::DataPreview>(*run.model.preview);
  preview->dimensions = 1;
  preview->density = {-3, 3, {0, 0.1F, 0.4F, 0.2F, 0.4F, 0.1F, 0}};
  run.model.preview = preview;
  auto status = std::make_shared<api::Status>(*run.model.status);
  status->data.dimensions = 1;
  run.model.status = status;
}

inline void show_hills(model::UiModel& model, int64_t rounds) {
  panels::playground::WaysState ways;
  ways.rounds = rounds;
  model::set_tool_state(model, std::move(ways));
}
inline void show_three_ways(model::UiModel& model, int64_t steps) {
  panels::playground::WaysState ways;
  ways.page = 1;
  ways.steps = steps;
  model::set_tool_state(model, std::move(ways));
}
inline void show_costs(model::UiModel& model) {
  panels::playground::Figures figures;
  figures.page = 1;
  model::set_tool_state(model, std::move(figures));
}

}  // namespace ganscope::testing
