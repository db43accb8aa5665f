#pragma once
#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/api/measures.h"
#include "core/api/status.h"
#include "core/config/catalogue.h"
#include "core/diagnose/diagnosis.h"

namespace ganscope::runs {

constexpr int64_t any_step = std::numeric_limits<int64_t>::max();

/// The names of the columns of a run's CSV file; empty: it is not there, or has no row.
[[nodiscard]] std::vector<std::string> columns_of(const std::filesystem::path& csv);

/// What a run has measured, as its measures.csv says: its columns under the names of the catalogue's metrics,
/// with what real data get, where the run has kept that (measures-real.csv; runs of older versions have not).
[[nodiscard]] api::MeasureTable stored_measures(const std::filesystem::path& run_folder,
                                                const config::Catalogue& catalogue);

/// The newest whole row of a run's CSV file up to `until_step`, its values in the order of `series`; reads
/// the end of the file only.
[[nodiscard]] std::optional<api::MetricRow> newest_row(const std::filesystem::path& csv,
                                                       const api::SeriesTable& series,
                                                       int64_t until_step = any_step);

/// The course of a run up to `until_step`, from its metrics.csv and measures.csv, as far as verdicts look at
/// it: of long curves only the beginning and the end are read, in the bins that whoever watched the run had.
[[nodiscard]] diagnose::Course stored_course(const std::filesystem::path& run_folder,
                                             const api::MeasureTable& measures,
                                             int64_t until_step = any_step);

/// What else has to be known: the rates as they were tuned in the end, and whether the data are points (both
/// from `metadata`, the newest checkpoint's; may be empty).
[[nodiscard]] diagnose::Setting stored_setting(const config::Settings& settings,
                                               const std::map<std::string, std::string>& metadata,
                                               const api::GameInfo& game);

/// A finite number of such a table.
[[nodiscard]] std::optional<double> number_under(const std::map<std::string, std::string>& table,
                                                 const std::string& key);

}  // namespace ganscope::runs
