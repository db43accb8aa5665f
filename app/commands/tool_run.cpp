#include "app/commands/tool_run.h"

#include <chrono>

#include "core/base/check.h"
#include "core/base/way_out.h"
#include "core/explore/tools/all_tools.h"

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

}  // namespace ganscope::commands
