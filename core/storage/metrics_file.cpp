#include "core/storage/metrics_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "core/storage/atomic_file.h"

namespace ganscope::storage {
namespace {

namespace fs = std::filesystem;
constexpr size_t waiting_limit = size_t{1} << 16;
constexpr std::string_view doing = "The metrics cannot be written";

std::string header_of(const api::SeriesTable& series) {
  std::string header = "step,seconds";
  for (const api::SeriesInfo& info : series.series) header += "," + info.key;
  return header;
}

Expected<void> carry_over(const fs::path& from, const fs::path& to, const api::SeriesTable& series,
                          int64_t until_step);

/// How many bytes of the file stand before the first whole row beyond `step`: the header and the rows up to
/// it. Lines without an end are not counted.
uint64_t bytes_until(std::ifstream& stream, int64_t step) {
  uint64_t bytes = 0;
  std::string line;
  for (bool first = true; std::getline(stream, line) && !stream.eof(); first = false) {
    if (!first) {
      int64_t row_step = 0;
      const auto parsed = std::from_chars(line.data(), line.data() + line.size(), row_step);
      if (parsed.ec != std::errc{} || row_step > step) break;
    }
    bytes += line.size() + 1;
  }
  return bytes;
}

}  // namespace

Expected<MetricsFile> MetricsFile::open(const fs::path& file, const api::SeriesTable& series,
                                        int64_t from_step) {
  const std::string header = header_of(series);
  std::error_code error;
  std::string standing;
  if (std::ifstream stream(file); stream) std::getline(stream, standing);
  if (!standing.empty() && standing != header) {
    const fs::path old = file.parent_path() / (file.stem().string() + "-old.csv");
    fs::rename(file, old, error);
    if (auto carried = carry_over(old, file, series, from_step); !carried)
      return tl::unexpected(carried.error());
  }

  MetricsFile opened;
  opened.path_ = file;
  if (standing == header) {
    std::ifstream stream(file, std::ios::binary);
    fs::resize_file(file, bytes_until(stream, from_step), error);
    if (error) return tl::unexpected(system_failure(error.value(), doing, file));
  }
  opened.file_.reset(std::fopen(file.c_str(), "ae"));
  if (!opened.file_) return tl::unexpected(system_failure(errno, doing, file));
  if (fs::file_size(file, error) == 0) opened.waiting_ = header + "\n";
  if (auto flushed = opened.flush(); !flushed) return tl::unexpected(flushed.error());
  return opened;
}

Expected<void> MetricsFile::append(const api::MetricRow& row) {
  auto out = std::back_inserter(waiting_);
  fmt::format_to(out, "{},{:.3f}", row.step, row.seconds);
  for (const float value : row.values) {
    if (std::isnan(value))
      waiting_ += ',';
    else
      fmt::format_to(out, ",{}", value);  // the shortest text that reads back to the same float
  }
  waiting_ += '\n';
  return waiting_.size() < waiting_limit ? Expected<void>{} : flush();
}

Expected<void> MetricsFile::flush() {
  if (waiting_.empty()) return {};
  const bool written = std::fwrite(waiting_.data(), 1, waiting_.size(), file_.get()) == waiting_.size();
  const int error = errno;
  waiting_.clear();  // also on failure: a full disk must not fill the memory
  if (!written || std::fflush(file_.get()) != 0)
    return tl::unexpected(system_failure(written ? errno : error, doing, path_));
  return {};
}

Expected<void> MetricsFile::rewind(int64_t step) {
  if (auto flushed = flush(); !flushed) return flushed;
  return cut_metrics(path_, step);  // the append mode goes on from the new end
}

Expected<void> cut_metrics(const fs::path& file, int64_t step) {
  std::error_code error;
  if (!fs::exists(file, error)) return {};
  std::ifstream stream(file, std::ios::binary);
  fs::resize_file(file, bytes_until(stream, step), error);
  if (error) return tl::unexpected(system_failure(error.value(), doing, file));
  return {};
}

namespace {

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  for (size_t begin = 0;;) {
    const size_t comma = line.find(',', begin);
    cells.push_back(line.substr(begin, comma - begin));
    if (comma == std::string_view::npos) return cells;
    begin = comma + 1;
  }
}

template <class Number>
Number number_in(std::string_view cell, Number otherwise) {
  Number value{};
  return std::from_chars(cell.data(), cell.data() + cell.size(), value).ec == std::errc{} ? value : otherwise;
}

/// For every series, the column of the file that holds it; 0 where there is none.
std::vector<size_t> columns_for(const api::SeriesTable& series, std::string_view header) {
  const std::vector<std::string_view> names = cells_of(header);
  std::vector<size_t> columns;
  for (const api::SeriesInfo& info : series.series) {
    const auto found = std::ranges::find(names, info.key);
    columns.push_back(found == names.end() ? 0 : static_cast<size_t>(found - names.begin()));
  }
  return columns;
}

}  // namespace

std::vector<api::MetricRow> read_metrics(const fs::path& file, const api::SeriesTable& series,
                                         int64_t until_step, size_t most) {
  std::ifstream stream(file);
  std::string line;
  if (!std::getline(stream, line)) return {};
  const std::vector<size_t> columns = columns_for(series, line);
  std::vector<api::MetricRow> rows;
  size_t stride = 1;
  for (size_t number = 0; std::getline(stream, line) && !stream.eof(); ++number) {
    if (number % stride != 0) continue;
    const std::vector<std::string_view> cells = cells_of(line);
    api::MetricRow row;
    row.step = number_in<int64_t>(cells[0], -1);
    if (row.step < 0 || row.step > until_step) break;
    row.seconds = cells.size() > 1 ? number_in<double>(cells[1], 0) : 0;
    for (const size_t column : columns)
      row.values.push_back(number_in<float>(column > 0 && column < cells.size() ? cells[column] : "",
                                            std::numeric_limits<float>::quiet_NaN()));
    rows.push_back(std::move(row));
    if (rows.size() < 2 * most) continue;
    // Too many: every second one goes, and of what follows only as many are taken.
    for (size_t i = 1; 2 * i < rows.size(); ++i) rows[i] = std::move(rows[2 * i]);
    rows.resize((rows.size() + 1) / 2);
    stride *= 2;
  }
  return rows;
}

namespace {

/// What a file with other columns has of these.
Expected<void> carry_over(const fs::path& from, const fs::path& to, const api::SeriesTable& series,
                          int64_t until_step) {
  std::ifstream stream(from);
  std::string head, line;
  std::getline(stream, head);
  const std::vector<size_t> columns = columns_for(series, head);
  if (std::ranges::all_of(columns, [](size_t column) { return column == 0; })) return {};
  const std::vector<std::string_view> names = cells_of(head);
  std::string text = header_of(series) + "\n";
  while (std::getline(stream, line) && !stream.eof()) {
    const std::vector<std::string_view> cells = cells_of(line);
    if (cells.size() != names.size() || number_in<int64_t>(cells[0], until_step) > until_step) break;
    text.append(cells[0]).append(1, ',').append(cells[1]);
    for (const size_t column : columns) text.append(1, ',').append(column > 0 ? cells[column] : "");
    text += '\n';
  }
  if (auto written = write_file_atomically(to, text); !written) return written;
  const bool whole = std::ranges::all_of(names.begin() + 2, names.end(), [&](std::string_view name) {
    return std::ranges::find(series.series, name, &api::SeriesInfo::key) != series.series.end();
  });
  std::error_code ignored;
  if (whole) std::filesystem::remove(from, ignored);  // nothing of it is missing
  return {};
}

}  // namespace

namespace {

fs::path floors_file(const fs::path& run_folder) { return run_folder / "measures-real.csv"; }

/// A row of that file below its head, in the order of `measures`; none where it is not there whole.
std::optional<std::vector<float>> real_row(const fs::path& run_folder, const api::SeriesTable& measures,
                                           int number) {
  std::ifstream stream(floors_file(run_folder));
  std::string heads, values;
  if (!std::getline(stream, heads)) return std::nullopt;
  for (int row = 0; row <= number; ++row)
    if (!std::getline(stream, values) || stream.eof()) return std::nullopt;
  std::vector<float> found(measures.series.size(), std::numeric_limits<float>::quiet_NaN());
  const std::vector<std::string_view> names = cells_of(heads), cells = cells_of(values);
  for (size_t i = 0; i < found.size(); ++i) {
    const auto name = std::ranges::find(names, measures.series[i].key);
    const auto at = static_cast<size_t>(name - names.begin());
    if (at < cells.size()) found[i] = number_in<float>(cells[at], found[i]);
  }
  return found;
}

}  // namespace

Expected<void> write_floors(const fs::path& run_folder, const api::MeasureTable& measures) {
  std::string heads, floors, trivial;
  const size_t columns = std::min(measures.table.series.size(), measures.floors.size());
  const auto add_cell = [](std::string& row, size_t i, std::span<const float> values) {
    if (i > 0) row += ',';
    if (i < values.size() && std::isfinite(values[i])) row += fmt::format("{}", values[i]);
  };
  for (size_t i = 0; i < columns; ++i) {
    heads += (i == 0 ? "" : ",") + measures.table.series[i].key;
    add_cell(floors, i, measures.floors);
    add_cell(trivial, i, measures.trivial);
  }
  std::string text = heads + "\n" + floors + "\n";
  if (!measures.trivial.empty()) text += trivial + "\n";
  const fs::path file = floors_file(run_folder);
  if (std::ifstream stream(file, std::ios::binary); stream)
    if (const std::string standing{std::istreambuf_iterator<char>(stream), {}}; standing == text) return {};
  return write_file_atomically(file, text);
}

std::vector<float> read_floors(const fs::path& run_folder, const api::SeriesTable& measures) {
  const std::vector<float> none(measures.series.size(), std::numeric_limits<float>::quiet_NaN());
  return real_row(run_folder, measures, 0).value_or(none);
}

std::vector<float> read_trivial(const fs::path& run_folder, const api::SeriesTable& measures) {
  return real_row(run_folder, measures, 1).value_or(std::vector<float>{});
}

}  // namespace ganscope::storage
