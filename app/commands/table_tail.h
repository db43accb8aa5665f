#pragma once
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace ganscope::commands {

/// A row of metrics.csv or measures.csv.
struct TableRow {
  int64_t step = 0;
  double seconds = 0;         ///< of training
  std::vector<float> values;  ///< by column; NaN: nothing stands there
};

/// Reads such a file row by row from the front, also while it is written: at its end, before a line that is
/// not whole, and while there is no file, `next` answers false, and later goes on from there.
class TableTail {
 public:
  explicit TableTail(std::filesystem::path file) : path_(std::move(file)) {}

  bool next(TableRow& row);
  /// Those behind step and seconds; empty until the first line is whole.
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  struct Place {
    uint64_t offset = 0;     ///< bytes of whole lines read so far
    int64_t unreadable = 0;  ///< whole lines that were no rows: they are passed over
  };
  [[nodiscard]] const Place& place() const { return place_; }
  /// Reads on from an earlier place.
  void go_back(const Place& place);
  [[nodiscard]] const std::filesystem::path& file() const { return path_; }

 private:
  bool next_line();

  std::filesystem::path path_;
  std::ifstream stream_;
  std::string line_;
  std::vector<std::string> columns_;
  TableRow parsed_;
  Place place_;
};

}  // namespace ganscope::commands
