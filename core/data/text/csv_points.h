#pragma once
#include <filesystem>
#include <vector>

#include "core/base/failure.h"
#include "core/base/progress.h"

namespace ganscope::data {

struct CsvPoints {
  int dimensions = 0;         ///< 1 or 2: the columns
  std::vector<float> points;  ///< [rows, dimensions]
};

/// Numbers in one or two columns, a point a line, plain or gzip. Between columns: comma, semicolon, tab or
/// blanks, whichever the first line has. The first line may be a header; empty lines and those that begin
/// with # are passed over. Fails with `bad_data` and the line's number for text, nan, inf, numbers beyond
/// ±1e12, lines of another length and more than two columns; also for fewer than two different points, more
/// than five million lines or half a gigabyte.
[[nodiscard]] Expected<CsvPoints> read_csv_points(const std::filesystem::path& file,
                                                  const WorkContext& context);

}  // namespace ganscope::data
