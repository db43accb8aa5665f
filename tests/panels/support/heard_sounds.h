#pragma once
#include <chrono>
#include <thread>

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

/// Stops the player and waits until its thread has.
inline void silence(ShownRun& run) {
  run.model.sound_desk.player->stop();
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (run.model.sound_desk.player->now().sound != 0 && std::chrono::steady_clock::now() < end)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
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
