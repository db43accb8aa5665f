#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/failure.h"
#include "core/runs/run_summary.h"

namespace ganscope::model {

/// A column that not every table has: a setting that differs, or a figure that was measured.
struct RunsColumn {
  std::string key;                                         ///< "set/lr_g", "measure/js"
  std::string label;                                       ///< English, for the translation table
  std::string help = {};                                   ///< what it is, English
  bool setting = true;                                     ///< else a measure
  bool numbers = true;                                     ///< every value is one
  bool whole = true;                                       ///< … and a whole one
  size_t widest = 0;                                       ///< letters of the longest setting
  double real = std::numeric_limits<double>::quiet_NaN();  ///< of a measure: what real data get, where every
                                                           ///< run that knows it says the same
};

struct RunRow {
  std::shared_ptr<const runs::RunSummary> run;
  std::string folder;              ///< of the run: it is known by it
  std::vector<std::string> words;  ///< [columns] settings as files have them; empty: it has none
  std::vector<double> numbers;     ///< [columns] NaN: no number
  std::string found_by;            ///< in lower case: what a filter looks in
};

/// The runs of a folder side by side, in the order of their names. Never changed once it is published.
struct RunsTable {
  std::string folder;
  std::vector<RunRow> rows;
  std::vector<RunsColumn> columns;  ///< settings that all runs have, measures, settings that only some have
  size_t equal = 0;                 ///< settings that are the same in all of them
  size_t total = 0;                 ///< runs that the folder has; `rows` has those that are read
  size_t judged = 0;                ///< rows that have their verdict, or will have none
  bool done = false;                ///< nothing more comes
  std::optional<Failure> failure;   ///< why there are none
  std::shared_ptr<const std::vector<runs::RunSummary>> known;  ///< the rows' runs, when it is done
};

/// Puts runs side by side. `total` as above.
[[nodiscard]] RunsTable make_runs_table(const config::Catalogue& catalogue, std::string folder,
                                        const std::vector<std::shared_ptr<const runs::RunSummary>>& runs,
                                        size_t total);

/// A folder to be read; `before`: what is known of it, so that only what has changed is read again.
struct RunsErrand {
  std::string folder;
  std::shared_ptr<const RunsTable> before;
};
/// Reads a folder of runs: any thread, as long as it takes. Publishes what there is so far again and again
/// (unless all of it was known before), and in the end the whole. Cancelled, it publishes nothing more.
void read_runs(const RunsErrand& errand, const runs::Knowledge& knowledge,
               const std::function<bool()>& cancelled, const std::function<void(RunsTable)>& publish);

/// The rows that have all these words, in any case, as they stand in the order of a column's values, or of
/// names: places in `table.rows`. What has no value comes last either way.
struct RunsOrder {
  std::string column;  ///< "name", "step", "verdict", "when", or a column's key; empty: by name
  bool falling = false;
  std::string filter;
};
[[nodiscard]] std::vector<size_t> ordered(const RunsTable& table, const RunsOrder& order);

}  // namespace ganscope::model
