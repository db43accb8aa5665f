#include "app/commands/tool_run.h"

#include <chrono>
#include <memory>
#include <utility>

#include "core/base/check.h"
#include "core/base/way_out.h"
#include "core/explore/tools/all_tools.h"
#include "core/scorers/picture_embedder.h"
#include "core/scorers/picture_inverter.h"
#include "core/scorers/picture_scorer.h"

namespace ganscope::commands {

Expected<api::Answer> run_tool(explore::Bench& bench, const train::SnapshotPointer& snapshot,
                               const api::Ask& ask, Console& console) {
  const explore::ToolEntry* entry = explore::find_tool(ask.tool);
  GANSCOPE_CHECK(entry != nullptr, "a tool that is not in the registry");
  const auto tool = entry->make();
  api::Answer answer = explore::begin_answer(ask, *snapshot);
  while (true) {
    if (end_wanted()) return fail(FailureKind::cancelled, "interrupted", "", "nothing was written");
    const auto until = explore::Clock::now() + std::chrono::milliseconds(50);
    const auto complete = tool->work(bench, {ask, snapshot, until}, answer);
    if (!complete) return tl::unexpected(complete.error());
    if (*complete) break;
    if (!answer.progress.what.empty()) console.progress(answer.progress);
  }
  console.end_progress();
  return answer;
}

explore::Bench bench_of(OpenModel& model, data::DatasetPointer dataset) {
  explore::Bench bench;
  bench.replica = std::move(model.replica);
  bench.subject = std::make_shared<const train::Subject>(
      train::Subject{model.experiment, model.data, model.latent_dim, 0, std::move(dataset)});
  bench.make_scorer = scorers::make_picture_scorer;
  bench.make_embedder = scorers::make_picture_embedder;
  bench.make_inverter = scorers::make_picture_inverter;
  return bench;
}

}  // namespace ganscope::commands
