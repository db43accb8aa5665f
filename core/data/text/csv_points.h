#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/failure.h"
#include "core/base/progress.h"

namespace ganscope::data {

struct CsvPoints {
  int dimensions = 0;          ///< 1 or 2: the columns
  std::vector<double> points;  ///< [rows, dimensions]
};

/// Numbers in one or two columns, a point a line, plain or gzip. Between columns: semicolon, tab, comma or
/// blanks, the first of these that the first line of numbers has; a decimal comma where commas separate
/// nothing (`1,5;2,5`, `1,5 2,5`). Numbers may stand in quotes; a separator at the end of every line is
/// passed over, as are empty lines and those that begin with #. The first line may be a heading: words, and
/// no number among them. Fails with `bad_data` and the line's number for text, nan, inf, missing numbers,
/// numbers beyond ±1e12, lines of another length and more than two columns; also for fewer than two different
/// points, more than five million lines or half a gigabyte.
[[nodiscard]] Expected<CsvPoints> read_csv_points(const std::filesystem::path& file,
                                                  const WorkContext& context);
/// The same of a text that is in memory; `where` stands for the file.
[[nodiscard]] Expected<CsvPoints> points_in_text(std::string_view text, const std::string& where);

}  // namespace ganscope::data
