#pragma once
#include <filesystem>
#include <string>
#include <string_view>

#include "app/model/series_store.h"
#include "core/base/failure.h"

namespace ganscope::model {

/// The curves of one plot (`plot_key`, empty: all series) as comma-separated values: a header
/// `step,seconds,…` with one column for the raw values of a series and one, `KEY_smoothed`, for its running
/// mean. Values that were not computed at a step are empty. Numbers read back to the same floats.
[[nodiscard]] std::string csv_text(const SeriesStore& store, std::string_view plot_key);

/// Whether a series of the store belongs to that plot.
[[nodiscard]] bool has_plot(const SeriesStore& store, std::string_view plot_key);

/// Writes `csv_text` to a file. Fails when the file cannot be written.
[[nodiscard]] Expected<void> export_csv(const SeriesStore& store, std::string_view plot_key,
                                        const std::filesystem::path& file);

}  // namespace ganscope::model
