#include "core/runs/stored_course.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <string_view>
#include <system_error>

#include "core/diagnose/thresholds.h"
#include "core/storage/metrics_file.h"

namespace ganscope::runs {
namespace {

namespace fs = std::filesystem;
using diagnose::Course;
constexpr float no_number = std::numeric_limits<float>::quiet_NaN();

std::vector<std::string> names_in(std::string_view head) {
  std::vector<std::string> names;
  for (size_t from = 0; from <= head.size();) {
    const size_t comma = std::min(head.find(',', from), head.size());
    names.emplace_back(head.substr(from, comma - from));
    from = comma + 1;
  }
  return names;
}

/// A run's CSV file, read in pieces: step, seconds and the wanted ones of its columns.
class CsvFile {
 public:
  CsvFile(const fs::path& file, const api::SeriesTable& wanted) : stream_(file, std::ios::binary) {
    std::string head;
    if (!std::getline(stream_, head) || stream_.eof()) return;
    begin_ = head.size() + 1;
    std::error_code error;
    end_ = fs::file_size(file, error);
    if (error) end_ = begin_;
    for (const std::string& name : names_in(head)) {
      const auto found = std::ranges::find(wanted.series, name, &api::SeriesInfo::key);
      places_.push_back(found == wanted.series.end() ? -1 : static_cast<int>(found - wanted.series.begin()));
    }
    row_.values.resize(wanted.series.size());
  }
  [[nodiscard]] uint64_t begin() const { return begin_; }  ///< of the rows, in bytes
  [[nodiscard]] uint64_t end() const { return std::max(begin_, end_); }

  /// Gives the whole rows that begin between two bytes to `take`, which says whether it wants more. A line
  /// that begins before `from` is not one of them.
  template <class Take>
  void rows(uint64_t from, uint64_t to, const Take& take) {
    if (to <= from) return;
    const uint64_t look = from > begin_ ? from - 1 : from;  // does a line end just before?
    text_.resize(static_cast<size_t>(to - look));
    stream_.clear();
    stream_.seekg(static_cast<std::streamoff>(look));
    stream_.read(text_.data(), static_cast<std::streamsize>(text_.size()));
    std::string_view left = std::string_view(text_).substr(0, static_cast<size_t>(stream_.gcount()));
    if (look < from) left.remove_prefix(std::min(left.find('\n'), left.size() - 1) + 1);
    for (size_t line_end = left.find('\n'); line_end != std::string_view::npos; line_end = left.find('\n')) {
      if (!read_row(left.substr(0, line_end)) || !take(row_)) return;
      left.remove_prefix(line_end + 1);
    }
  }

 private:
  bool read_row(std::string_view line) {
    std::ranges::fill(row_.values, no_number);
    row_.step = -1;
    row_.seconds = 0;
    for (size_t column = 0; column < places_.size() || column < 2; ++column) {
      const size_t comma = std::min(line.find(','), line.size());
      const std::string_view cell = line.substr(0, comma);
      const char* const cell_end = cell.data() + cell.size();
      if (column == 0) std::from_chars(cell.data(), cell_end, row_.step);
      if (column == 1) std::from_chars(cell.data(), cell_end, row_.seconds);
      if (column >= 2 && places_[column] >= 0)
        std::from_chars(cell.data(), cell_end, row_.values[static_cast<size_t>(places_[column])]);
      if (comma == line.size()) break;
      line.remove_prefix(comma + 1);
    }
    return row_.step >= 0;
  }

  std::ifstream stream_;
  std::vector<int> places_;  ///< of the file's columns among the wanted; -1: it is not wanted
  uint64_t begin_ = 0, end_ = 0;
  std::string text_;
  api::MetricRow row_;
};

/// The curves that verdicts look at.
api::SeriesTable curves_looked_at() {
  api::SeriesTable table;
  for (size_t c = 0; c < diagnose::curve_count; ++c) {
    api::SeriesInfo info;
    info.key = diagnose::key_of(static_cast<diagnose::Curve>(c));
    table.series.push_back(std::move(info));
  }
  return table;
}

constexpr uint64_t read_whole = uint64_t{512} << 10, first_piece = uint64_t{128} << 10;  // bytes

using T = diagnose::Thresholds;
constexpr size_t rows_looked_at = (std::max(T::oscillation_bins, T::window_bins) + 2) * Course::bin_steps;
constexpr double seconds_looked_at = std::max(T::oscillation_s, T::window_s) + 0.5;

/// The rows of a long file that verdicts look at: the first bins, and as many of the last as they may want.
/// False: they are not told apart like that (the rows up to `until_step` are few, or of uneven steps).
bool add_both_ends(CsvFile& file, Course& course, int64_t until_step) {
  constexpr size_t early_rows = Course::early_bins * Course::bin_steps;
  std::vector<api::MetricRow> first, last;
  file.rows(file.begin(), file.begin() + 2 * first_piece, [&](const api::MetricRow& row) {
    first.push_back(row);
    return first.size() < early_rows;
  });
  if (first.size() < early_rows ||
      first.back().step != first.front().step + static_cast<int64_t>(early_rows) - 1)
    return false;
  for (uint64_t piece = first_piece; file.begin() + 2 * first_piece + piece < file.end(); piece *= 2) {
    last.clear();
    file.rows(file.end() - piece, file.end(), [&](const api::MetricRow& row) {
      const bool whole_bin = !last.empty() || (row.step - first.front().step) % Course::bin_steps == 0;
      if (whole_bin && row.step <= until_step) last.push_back(row);
      return row.step <= until_step;
    });
    if (last.size() < rows_looked_at || last.back().seconds - last.front().seconds < seconds_looked_at)
      continue;
    for (const api::MetricRow& row : first) course.add(row);
    for (const api::MetricRow& row : last) course.add(row);
    return true;
  }
  return false;
}

void add_curves(const fs::path& metrics, Course& course, int64_t until_step) {
  const api::SeriesTable curves = curves_looked_at();
  course.begin(curves);
  CsvFile file(metrics, curves);
  if (file.end() - file.begin() > read_whole && add_both_ends(file, course, until_step)) return;
  file.rows(file.begin(), file.end(), [&](const api::MetricRow& row) {
    if (row.step <= until_step) course.add(row);
    return row.step <= until_step;
  });
}

}  // namespace

std::vector<std::string> columns_of(const fs::path& csv) {
  std::ifstream stream(csv);
  std::string head, row;
  if (!std::getline(stream, head) || !std::getline(stream, row)) return {};
  return names_in(head);
}

api::MeasureTable stored_measures(const fs::path& run_folder, const config::Catalogue& catalogue) {
  api::MeasureTable measures;
  for (const std::string& key : columns_of(run_folder / "measures.csv")) {
    if (key == "step" || key == "seconds") continue;
    const bool share = key.starts_with("share:") || key.starts_with("heard:");
    constexpr std::string_view other_way = "_back";  // of a model that translates both ways
    const bool back = key.ends_with(other_way);
    const config::EntryInfo* metric =
        config::find(catalogue.metrics, key.substr(0, key.size() - (back ? other_way.size() : 0)));
    api::SeriesInfo info;
    info.key = key;
    info.title = info.label = metric == nullptr ? key : back ? metric->title + ", back" : metric->title;
    info.plot = share ? "shares" : key;
    info.player = config::Player::generator;
    if (!share) measures.table.plots.push_back({key, info.title, "", false, 0, 0, {}, ""});
    measures.table.series.push_back(std::move(info));
  }
  measures.floors = storage::read_floors(run_folder, measures.table);
  measures.trivial = storage::read_trivial(run_folder, measures.table);
  return measures;
}

std::optional<api::MetricRow> newest_row(const fs::path& csv, const api::SeriesTable& series,
                                         int64_t until_step) {
  CsvFile file(csv, series);
  const uint64_t all = file.end() - file.begin();
  std::optional<api::MetricRow> newest;
  for (uint64_t piece = 4096; !newest && all > 0; piece *= 8) {
    const uint64_t from = piece >= all ? file.begin() : file.end() - piece;
    file.rows(from, file.end(), [&](const api::MetricRow& row) {
      if (row.step <= until_step) newest = row;
      return row.step <= until_step;
    });
    if (piece >= all) break;
  }
  return newest;
}

Course stored_course(const fs::path& run_folder, const api::MeasureTable& measures, int64_t until_step) {
  Course course;
  if (run_folder.empty()) return course;  // a checkpoint that stands alone
  add_curves(run_folder / "metrics.csv", course, until_step);
  if (measures.table.series.empty()) return course;
  course.begin_measures(measures);
  CsvFile file(run_folder / "measures.csv", measures.table);
  file.rows(file.begin(), file.end(), [&](const api::MetricRow& row) {
    if (row.step <= until_step) course.add(diagnose::Measured{row.step, row.seconds, row.values});
    return row.step <= until_step;
  });
  return course;
}

std::optional<double> number_under(const std::map<std::string, std::string>& table, const std::string& key) {
  const auto found = table.find(key);
  double value = 0;
  if (found == table.end()) return {};
  const char* end = found->second.data() + found->second.size();
  if (std::from_chars(found->second.data(), end, value).ec != std::errc{} || !std::isfinite(value)) return {};
  return value;
}

diagnose::Setting stored_setting(const config::Settings& settings,
                                 const std::map<std::string, std::string>& metadata,
                                 const api::GameInfo& game) {
  diagnose::Setting setting = diagnose::Setting::of(settings);
  setting.game = game;
  const auto form = metadata.find("data.form");
  if (number_under(metadata, "data.points") == 1.0)
    setting.form = Form::points;
  else if (form != metadata.end())
    setting.form = form_of(form->second).value_or(Form::pictures);
  for (const auto& [key, value] :
       {std::pair{"lr_g", &setting.lr_g}, std::pair{"lr_d", &setting.lr_d},
        std::pair{"kl_weight", &setting.kl_weight},
        std::pair{"adversarial_weight", &setting.adversarial_weight},
        std::pair{"l1_weight", &setting.l1_weight}, std::pair{"cycle_weight", &setting.cycle_weight},
        std::pair{"identity_weight", &setting.identity_weight}})
    if (const auto tuned = number_under(metadata, std::string("run.tuned.") + key)) *value = *tuned;
  return setting;
}

}  // namespace ganscope::runs
