#pragma once
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/api/measures.h"
#include "core/api/series.h"
#include "core/base/failure.h"

namespace ganscope::storage {

/// metrics.csv or measures.csv, open for appending: step, seconds, one column a series; an empty cell where
/// nothing was computed. Rows are gathered in memory until `flush`. Belongs to one thread.
class MetricsFile {
 public:
  /// Opens or creates; rows beyond `from_step` and a torn last line are cut off. A file with other columns is
  /// moved aside, metrics-old.csv; what it has of these is carried over.
  static Expected<MetricsFile> open(const std::filesystem::path& file, const api::SeriesTable& series,
                                    int64_t from_step);

  Expected<void> append(const api::MetricRow& row);
  Expected<void> flush();
  /// Cuts off the rows beyond `step`.
  Expected<void> rewind(int64_t step);

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::filesystem::path path_;
  std::unique_ptr<std::FILE, Close> file_;
  std::string waiting_;
};

/// Cuts off the rows beyond `step` of such a file that is not open, if it is there.
Expected<void> cut_metrics(const std::filesystem::path& file, int64_t step);

/// The rows of a metrics.csv up to `until_step`, in the order of the table's series (by the header's names),
/// at most `most` of them spread evenly. Empty when there is no such file.
[[nodiscard]] std::vector<api::MetricRow> read_metrics(const std::filesystem::path& file,
                                                       const api::SeriesTable& series, int64_t until_step,
                                                       size_t most);

/// Writes measures-real.csv of a run: the figures' keys, and in one row what real data get; empty: no such
/// value. Where there is a trivial answer, a second row says what it gets. A file that says the same already
/// is left alone.
[[nodiscard]] Expected<void> write_floors(const std::filesystem::path& run_folder,
                                          const api::MeasureTable& measures);

/// What that file says, in the order of the table's series; NaN where it says nothing, or is not there.
[[nodiscard]] std::vector<float> read_floors(const std::filesystem::path& run_folder,
                                             const api::SeriesTable& measures);
/// The same of the trivial answer; empty where the file has none.
[[nodiscard]] std::vector<float> read_trivial(const std::filesystem::path& run_folder,
                                              const api::SeriesTable& measures);

}  // namespace ganscope::storage
