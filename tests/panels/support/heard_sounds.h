#pragma once
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

/// The drum machine of Explore.
inline void show_drums(ShownRun& run) {
  run.model.workspace = model::Workspace::explore;
  model::take_fixed_latent(run.model, 18);
  run.model.explore.tab = 6;
  model::set_tool_state(run.model, model::first_drums(run.model));
  hear(run);
}

}  // namespace ganscope::testing
