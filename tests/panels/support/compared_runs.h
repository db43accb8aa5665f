#pragma once
#include "core/runs/comparison.h"
#include "core/runs/differences.h"
#include "tests/panels/support/shown_run.h"

namespace ganscope::testing {

/// Compare with nothing to compare yet.
inline void show_comparisons(ShownRun& run) {
  run.model.workspace = model::Workspace::compare;
  run.model.comparisons = runs::builtin_comparisons();
  run.settle();
}

/// Two runs side by side that differ in one rate and in one choice.
inline void show_compared(ShownRun& run, const ShownRun& other) {
  show_comparisons(run);
  run.model.second = other.model;
  run.model.comparison.help = run.model.comparisons.front().help;
  run.model.comparison.differences = {{{"lr_g", "Generator learning rate", {"0.0002", "0.001"}},
                                       {"objective", "Objective", {"minimax", "non-saturating"}}},
                                      51};
}

/// The run beside itself at an earlier moment.
inline void show_moments(ShownRun& run) {
  show_comparisons(run);
  run.model.comparison.other_moment =
      run.model.history->steps.empty() ? api::now : run.model.history->steps.front();
  run.model.results[model::view::other_moment] = run.model.results[model::view::grid];
}

}  // namespace ganscope::testing
