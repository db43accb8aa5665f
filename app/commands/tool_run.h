#pragma once
#include <string>

#include "app/commands/console.h"
#include "app/commands/open_model.h"
#include "core/data/dataset.h"
#include "core/explore/tool.h"

namespace ganscope::commands {

/// Runs one of core/explore/tools to its end on this thread, its progress on the console. The answer's
/// failure is the failure; Ctrl-C ends it as `cancelled`.
[[nodiscard]] Expected<api::Answer> run_tool(explore::Bench& bench, const train::SnapshotPointer& snapshot,
                                             const api::Ask& ask, Console& console);

/// All that tools need of an open model, whose replica it takes. `dataset` null: the data are not here, and
/// what would learn from them cannot.
[[nodiscard]] explore::Bench bench_of(OpenModel& model, data::DatasetPointer dataset);

}  // namespace ganscope::commands
