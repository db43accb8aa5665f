#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "app/commands/console.h"
#include "core/runs/differences.h"
#include "core/runs/run_summary.h"

namespace ganscope::commands {

/// What the program knows of runs, for core/runs.
[[nodiscard]] runs::Knowledge knowledge();

/// One line of a table of runs.
struct RunRow {
  std::string name;
  std::string differs;  ///< "lr_g=0.001 seed=2"; empty in every row: no such column
  std::string step;
  std::string verdict;
  std::vector<runs::LastFigure> measures;
};

/// The line of a run: its verdict, or, of one that is broken, interrupted or being trained, that and why.
[[nodiscard]] RunRow row_of(const runs::RunSummary& run, const Console& console);

/// Where a run differs from the others, at most four of its settings; `place`: of the run.
[[nodiscard]] std::string differing_words(const runs::Differences& differences, size_t place,
                                          const Console& console);

/// The table: a head, a line each, and what real data get, where it is the same for all.
void say_runs(const std::vector<RunRow>& rows, Console& console);

/// [{key, value, real}], as `train --json` has them.
[[nodiscard]] nlohmann::ordered_json measures_json(const std::vector<runs::LastFigure>& measures);

/// A setting of a run under its own type: numbers stay numbers.
[[nodiscard]] nlohmann::ordered_json setting_json(const config::Settings& settings, const std::string& key);

}  // namespace ganscope::commands
