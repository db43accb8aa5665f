#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/api/series.h"

namespace ganscope::follow {

/// Reads a metrics.csv or measures.csv that somebody else appends to, from where the last look ended. Only
/// what ends in a newline is a row. Where the file was replaced or shortened (another inode, fewer bytes, or
/// other bytes before the place where it stopped), it begins anew. Opens for reading only; belongs to one
/// thread.
class CsvTail {
 public:
  /// Of what stands in the file when it is begun, about `shown_rows` are given, each standing for as many
  /// neighbours: its step is that of the last of them, each value the newest that they have. What is appended
  /// later is given row by row.
  explicit CsvTail(std::filesystem::path file, size_t shown_rows = size_t{1} << 16);

  /// What a look has found.
  struct News {
    bool anew = false;                 ///< what was given before no longer counts; `keys` are new
    std::vector<std::string> keys;     ///< when anew: columns after step and seconds
    std::vector<api::MetricRow> rows;  ///< a value for each key, NaN where the cell is empty
    size_t unreadable = 0;             ///< lines that are no rows; they are left out
    bool more = false;                 ///< there is more to be read at once
  };
  /// Reads on, `most_bytes` at most. `doubt`: somebody says that the file was replaced: its beginning is
  /// compared, too. No file is no news; one that vanishes keeps its rows.
  [[nodiscard]] News look(size_t most_bytes = size_t{16} << 20, bool doubt = false);

 private:
  struct Close {
    void operator()(const int* descriptor) const;
  };
  [[nodiscard]] bool same_file(bool doubt) const;
  [[nodiscard]] bool begin(News& news);
  void take_lines(std::string_view text, News& news);
  void take_row(std::string_view line, News& news);
  void give_group(News& news);

  std::filesystem::path file_;
  size_t shown_rows_;
  std::unique_ptr<const int, Close> open_;  ///< the file that is read from
  uint64_t offset_ = 0;                     ///< of the first byte that was not taken
  std::string head_;                        ///< its first line
  std::string before_;                      ///< the last bytes before `offset_`
  size_t columns_ = 0;
  uint64_t thin_until_ = 0;  ///< rows that begin before it are thinned out …
  size_t stride_ = 1;        ///< … to one of so many
  size_t grouped_ = 0;
  api::MetricRow group_;
};

}  // namespace ganscope::follow
