#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <utility>

#include "core/explore/tools/all_tools.h"
#include "tests/support/fake_catalogue.h"
#include "tests/support/fake_replica.h"
#include "tests/support/fake_stepper.h"

namespace ganscope::testing {

/// A bench with the fake replica, on which tools run without a thread.
struct ToolBench {
  std::shared_ptr<FakeReplicaScript> script = std::make_shared<FakeReplicaScript>();
  explore::Bench bench;
  train::SnapshotPointer snapshot;
  int slices = 0;  ///< of the last run

  explicit ToolBench(int latent_dim = 4, int64_t step = 7) {
    config::Experiment experiment = fake_experiment();
    experiment.settings.set("latent_dim", int64_t{latent_dim});
    bench.subject =
        std::make_shared<train::Subject>(train::Subject{std::move(experiment), {}, latent_dim, 1});
    bench.replica = std::make_unique<FakeReplica>(script, latent_dim);
    at_step(step);
  }
  void at_step(int64_t step) {
    FakeState state;
    state.step = step;
    snapshot = std::make_shared<FakeSnapshot>(state);
  }
  /// Until it is complete; each slice does the least that it can.
  Expected<api::Answer> run(const api::Ask& ask) {
    const explore::ToolEntry* entry = explore::find_tool(ask.tool);
    if (entry == nullptr) return fail(FailureKind::usage, "no such tool", ask.tool, "");
    const auto tool = entry->make();
    api::Answer answer;
    answer.generation = 1;
    answer.step = snapshot->step();
    answer.model = ask.model;
    for (slices = 1; slices < 100'000; ++slices) {
      const auto done = tool->work(bench, {ask, snapshot, explore::Clock::now()}, answer);
      if (!done) return tl::unexpected(done.error());
      if (*done) return answer;
    }
    return fail(FailureKind::training, "it never ends", ask.tool, "");
  }
};

inline api::Ask ask_of(const std::string& tool,
                       const std::vector<std::pair<std::string, config::Value>>& settings = {}) {
  api::Ask ask;
  ask.tool = tool;
  for (const auto& [key, value] : settings) ask.settings.set(key, value);
  return ask;
}

}  // namespace ganscope::testing
