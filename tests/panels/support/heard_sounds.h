#pragma once
#include <memory>
#include <string>
#include <utility>

#include "app/model/drum_machine.h"
#include "app/model/reduce_explore.h"
#include "app/model/sound_desk.h"
#include "app/model/tools.h"
#include "tests/panels/support/shown_run.h"

namespace ganscope::testing {

/// Does all that sounds want of a thread beside the interface.
inline void hear(ShownRun& run) {
  run.settle();
  model::follow_player(run.model);
  while (const auto errand = model::next_sound_errand(run.model))
    model::take_sound_errand(run.model, model::carry_out(*errand), 0);
  model::follow_player(run.model);
}

/// How often kind `number` is heard in what `measure_kinds` measures; real ones get 1/6, 16.7 %.
inline double kinds_share(int number) { return number < 6 ? 0.24 - 0.02 * number : 0.2 + 0.02 * number; }

/// A measurement of the samples by a listener; `told`: G is told classes, and 0.9, 0.8 … of them are heard.
inline void measure_kinds(ShownRun& run, int count = 6, bool told = false) {
  api::MeasureTable table;
  diagnose::Measured measured{run.model.status->step, 10, {}};
  api::Status status = *run.model.status;
  for (int i = static_cast<int>(status.data.label_names.size()); i < count; ++i)
    status.data.label_names.push_back("kind " + std::to_string(i));
  const auto add = [&](const std::string& key, double value, double real) {
    api::SeriesInfo info;
    info.key = key;
    info.plot = "shares";
    table.table.series.push_back(std::move(info));
    table.floors.push_back(static_cast<float>(real));
    measured.values.push_back(static_cast<float>(value));
  };
  for (int i = 0; i < count; ++i)
    add("share:" + status.data.label_names[static_cast<size_t>(i)], kinds_share(i), 1.0 / 6);
  for (int i = 0; told && i < count; ++i)
    add("heard:" + status.data.label_names[static_cast<size_t>(i)], 0.9 - 0.1 * i, 0.98);
  table.samples = 512;
  run.model.status = std::make_shared<const api::Status>(std::move(status));
  run.model.course.begin_measures(table);
  run.model.course.add(measured);
  run.model.measure_table = std::make_shared<const api::MeasureTable>(std::move(table));
  ++run.model.touched;
}

/// The drum machine of Explore.
inline void show_drums(ShownRun& run) {
  run.model.workspace = model::Workspace::explore;
  model::take_fixed_latent(run.model, 18);
  run.model.explore.tab = 6;
  model::set_tool_state(run.model, model::first_drums(run.model));
  hear(run);
}

}  // namespace ganscope::testing
