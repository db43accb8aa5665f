#include "app/commands/table_tail.h"

#include <charconv>
#include <cstddef>
#include <limits>
#include <string_view>
#include <system_error>
#include <utility>

namespace ganscope::commands {
namespace {

/// Takes the next cell off a line; false when there is none.
bool take_cell(std::string_view& line, bool& ended, std::string_view& cell) {
  if (ended) return false;
  const size_t comma = line.find(',');
  cell = line.substr(0, comma);
  ended = comma == std::string_view::npos;
  if (!ended) line.remove_prefix(comma + 1);
  return true;
}

template <class Number>
bool parse_cell(std::string_view cell, Number& into) {
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), into);
  return error == std::errc{} && end == cell.data() + cell.size();
}

/// Step, seconds, and as many values as there are columns.
bool parse_row(std::string_view line, size_t columns, TableRow& row) {
  bool ended = false;
  std::string_view cell;
  if (!take_cell(line, ended, cell) || !parse_cell(cell, row.step)) return false;
  if (!take_cell(line, ended, cell) || !parse_cell(cell, row.seconds)) return false;
  row.values.clear();
  while (take_cell(line, ended, cell)) {
    float value = std::numeric_limits<float>::quiet_NaN();
    if (!cell.empty() && !parse_cell(cell, value)) return false;
    row.values.push_back(value);
  }
  return row.values.size() == columns;
}

}  // namespace

bool TableTail::next_line() {
  if (!stream_.is_open()) {
    stream_.open(path_, std::ios::binary);
    stream_.seekg(static_cast<std::streamoff>(place_.offset));
  }
  if (std::getline(stream_, line_) && !stream_.eof()) {
    place_.offset += line_.size() + 1;
    return true;
  }
  stream_.close();  // opened afresh the next time: it may be there then, or longer
  stream_.clear();
  return false;
}

void TableTail::go_back(const Place& place) {
  place_ = place;
  if (place.offset == 0) columns_.clear();  // the first line is to come again
  stream_.close();
  stream_.clear();
}

bool TableTail::next(TableRow& row) {
  if (columns_.empty()) {
    if (!next_line()) return false;
    bool ended = false;
    std::string_view rest = line_, cell;
    for (int i = 0; take_cell(rest, ended, cell); ++i)
      if (i >= 2) columns_.emplace_back(cell);
  }
  while (next_line()) {
    if (parse_row(line_, columns_.size(), parsed_)) {
      std::swap(row, parsed_);
      return true;
    }
    ++place_.unreadable;
  }
  return false;
}

}  // namespace ganscope::commands
