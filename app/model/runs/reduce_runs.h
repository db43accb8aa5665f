#pragma once
#include "app/model/runs/actions.h"
#include "app/model/two_runs.h"

namespace ganscope::model {

/// Carries out what the table of runs asks for.
void reduce_runs(UiModel& model, const Sessions& sessions, const RunsAction& wanted, double now_s);

/// Opens the table on a folder that holds runs, where it is one: then nothing else is to be opened.
[[nodiscard]] bool show_runs_in(UiModel& model, const Sessions& sessions, const std::string& path,
                                double now_s);

}  // namespace ganscope::model
