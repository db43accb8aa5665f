#include "app/commands/run_events.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/image/file_bytes.h"
#include "core/image/png_io.h"
#include "core/metrics/all_metrics.h"
#include "core/models/model.h"
#include "core/tensorboard/event_files.h"

namespace ganscope::commands {
namespace {

namespace fs = std::filesystem;
using tensorboard::Event;
using tensorboard::EventValue;

constexpr double clock_tolerance_s =
    2;  // a file's time is that of its end, and a sheet is drawn a moment later
constexpr auto look_interval = std::chrono::seconds(1);  // as often as the run's tables are written
constexpr size_t rows_between_reports = 4096;

double wall_now() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// When the file was written last, in seconds since 1970.
std::optional<double> time_of_file(const fs::path& file) {
  struct stat about {};
  if (::stat(file.c_str(), &about) != 0) return {};
  return static_cast<double>(about.st_mtim.tv_sec) + 1e-9 * static_cast<double>(about.st_mtim.tv_nsec);
}

/// "step-000001000.png" → 1000
std::optional<int64_t> step_of_sheet(const fs::path& file) {
  constexpr std::string_view before = "step-";
  const std::string name = file.stem().string();
  int64_t step = 0;
  if (file.extension() != ".png" || !name.starts_with(before)) return {};
  const auto [end, error] = std::from_chars(name.data() + before.size(), name.data() + name.size(), step);
  if (error != std::errc{} || end != name.data() + name.size()) return {};
  return step;
}

Expected<tensorboard::EventImage> image_of_sheet(const fs::path& file) {
  const auto bytes = image::read_bytes(file);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto picture = image::decode_png(*bytes, file.string());
  if (!picture) return tl::unexpected(picture.error());
  return tensorboard::EventImage{picture->height, picture->width, picture->channels,
                                 std::string(bytes->begin(), bytes->end())};
}

}  // namespace

void RunClock::add(double seconds, double wall_time) {
  // What was written earlier must lie at least the training time between them earlier.
  while (!moments_.empty() &&
         wall_time - moments_.back().wall_time < seconds - moments_.back().seconds - clock_tolerance_s)
    moments_.pop_back();
  if (!moments_.empty()) wall_time = std::max(wall_time, moments_.back().wall_time);
  moments_.push_back({seconds, wall_time});
}

double RunClock::wall_time(double seconds) const {
  if (moments_.empty()) return 0;
  const auto next = std::ranges::lower_bound(moments_, seconds, {}, &Moment::seconds);
  if (next == moments_.end()) return moments_.back().wall_time + seconds - moments_.back().seconds;
  const double before = next->wall_time - (next->seconds - seconds);
  return next == moments_.begin() ? before : std::max(before, std::prev(next)->wall_time);
}

std::vector<EventTag> tags_of_metrics(const config::Experiment& experiment,
                                      const std::vector<std::string>& columns) {
  const api::SeriesTable table = models::series_of(experiment.settings, columns);
  std::vector<EventTag> tags;
  for (const std::string& column : columns) {
    const auto known = std::ranges::find(table.series, column, &api::SeriesInfo::key);
    if (known == table.series.end())
      tags.push_back({"metrics/" + column, {}});
    else
      tags.push_back({known->plot + "/" + column, known->title + ". " + known->help});
  }
  return tags;
}

std::vector<EventTag> tags_of_measures(const std::vector<std::string>& columns) {
  constexpr std::string_view share = "share:", heard = "heard:";
  std::vector<EventTag> tags;
  for (const std::string& column : columns) {
    const metrics::Metric* metric = metrics::find_metric(column);
    if (column.starts_with(share))
      tags.push_back({"shares/" + column.substr(share.size()), {}});
    else if (column.starts_with(heard))
      tags.push_back({"heard/" + column.substr(heard.size()), {}});
    else
      tags.push_back(
          {"measures/" + column, metric == nullptr ? "" : metric->info.title + ". " + metric->info.help});
  }
  return tags;
}

RunEvents::RunEvents(fs::path run, const config::Experiment& experiment, tensorboard::EventWriter writer)
    : run_(std::move(run)),
      experiment_(experiment),
      writer_(std::move(writer)),
      metrics_(run_ / "metrics.csv"),
      measures_(run_ / "measures.csv") {}

Expected<RunEvents> RunEvents::open(const fs::path& run, const config::Experiment& experiment,
                                    const fs::path& into, std::optional<int64_t> goes_on_after) {
  auto writer = tensorboard::EventWriter::create(into, wall_now());
  if (!writer) return tl::unexpected(writer.error());
  RunEvents events(run, experiment, std::move(*writer));
  if (!goes_on_after) return events;
  events.after_ = *goes_on_after;
  auto begun =
      events.writer_.write({.wall_time = wall_now(), .step = *goes_on_after + 1, .starts_anew = true});
  if (begun) begun = events.writer_.flush();
  if (begun) return events;
  events.discard();
  return tl::unexpected(begun.error());
}

void RunEvents::find_sheets() {
  std::error_code error;
  fs::directory_iterator entry(run_ / "samples", error);
  while (!error && entry != fs::directory_iterator()) {
    const auto step = step_of_sheet(entry->path());
    if (step && *step > after_ && taken_.insert(*step).second) waiting_[*step] = {entry->path()};
    entry.increment(error);
  }
}

void RunEvents::read_rows(Table& table) {
  for (bool more = true; more;) {
    follow::CsvTail::News news = table.tail.look();
    more = news.more;
    if (news.anew) {
      table.anew = std::exchange(table.begun, true);
      table.columns = std::move(news.keys);
      table.rows.clear();
    }
    table.unreadable += news.unreadable;
    std::ranges::move(news.rows, std::back_inserter(table.rows));
  }
}

/// Of the new rows of the metrics the times alone.
void RunEvents::read_clock(bool last) {
  auto sheet = std::ranges::find_if(waiting_, [](const auto& entry) { return !entry.second.seconds; });
  const auto place_sheet = [&] {
    sheet->second.seconds = last_seconds_;
    if (const auto time = time_of_file(sheet->second.file)) clock_.add(last_seconds_, *time);
    ++sheet;
  };
  for (const api::MetricRow& row : metrics_.rows) {
    last_seconds_ = row.seconds;
    while (sheet != waiting_.end() && sheet->first <= row.step) place_sheet();
  }
  if (!metrics_.rows.empty())
    if (const auto time = time_of_file(metrics_.file)) clock_.add(last_seconds_, *time);
  while (last && sheet != waiting_.end()) place_sheet();
}

Expected<void> RunEvents::write_rows(Table& table, int64_t& count, const WorkContext& work) {
  const bool measures = &table == &measures_;
  const std::vector<api::MetricRow> rows = std::exchange(table.rows, {});
  if (rows.empty()) return {};
  if (std::exchange(table.anew, false)) {
    table.tags.clear();
    const Event anew{.wall_time = clock_.wall_time(rows.front().seconds),
                     .step = std::max(after_ + 1, rows.front().step),
                     .starts_anew = true};
    if (auto written = writer_.write(anew); !written) return written;
    count = 0;
  }
  if (table.tags.empty())
    table.tags = measures ? tags_of_measures(table.columns) : tags_of_metrics(experiment_, table.columns);
  for (size_t number = 0; number < rows.size(); ++number) {
    const api::MetricRow& row = rows[number];
    if (number % rows_between_reports == 0) {
      work.report(
          {"Writing TensorBoard events", static_cast<int64_t>(number), static_cast<int64_t>(rows.size())});
      if (work.cancelled())
        return fail(FailureKind::cancelled, "interrupted", run_.string(), "nothing was written");
    }
    if (row.step <= after_) continue;
    Event event{.wall_time = clock_.wall_time(row.seconds), .step = row.step};
    for (size_t i = 0; i < row.values.size(); ++i) {
      if (std::isnan(row.values[i])) continue;
      EventValue value{table.tags[i].tag, static_cast<double>(row.values[i])};
      if (described_.insert(value.tag).second) value.description = table.tags[i].description;
      event.values.push_back(std::move(value));
    }
    if (auto written = writer_.write(event); !written) return written;
    ++count;
  }
  return {};
}

Expected<void> RunEvents::write_sheets() {
  while (!waiting_.empty() && waiting_.begin()->second.seconds) {
    const auto [step, sheet] = *waiting_.begin();
    waiting_.erase(waiting_.begin());
    auto image = image_of_sheet(sheet.file);
    if (!image) {
      left_out_.push_back(image.error());
      continue;
    }
    Event event{.wall_time = clock_.wall_time(*sheet.seconds), .step = step};
    EventValue value{"samples", {}, std::move(*image)};
    if (described_.insert(value.tag).second) value.description = "Samples of the same latents at every step.";
    event.values.push_back(std::move(value));
    if (auto written = writer_.write(event); !written) return written;
    ++sheets_;
  }
  return {};
}

void RunEvents::note_unreadable(Table& table) {
  const size_t lines = std::exchange(table.told, table.unreadable);
  if (table.told > lines)
    left_out_.push_back(Failure{FailureKind::bad_data,
                                fmt::format("{} lines of the table are no rows", table.told - lines),
                                table.file.string(), "they are not written; all others are"});
}

Expected<void> RunEvents::take(const WorkContext& work, bool last) {
  find_sheets();
  read_rows(metrics_);
  read_rows(measures_);
  read_clock(last);
  if (auto written = write_rows(metrics_, rows_, work); !written) return written;
  if (auto written = write_rows(measures_, measured_, work); !written) return written;
  if (auto written = write_sheets(); !written) return written;
  note_unreadable(metrics_);
  note_unreadable(measures_);
  return writer_.flush();
}

Expected<void> check_no_events(const fs::path& folder) {
  if (!tensorboard::has_event_files(folder)) return {};
  return fail(FailureKind::usage, "there are event files in this folder already", folder.string(),
              "TensorBoard would draw both as one run: choose a folder of its own for each");
}

void say_left_out(const RunEvents& events, Console& console) {
  for (const Failure& failure : events.left_out())
    console.remark("ganscope: left out of the events: {}", console.words_of(failure));
}

nlohmann::ordered_json as_json(const RunEvents& events) {
  return {{"file", events.file().string()}, {"curves", events.curves()},
          {"steps", events.rows()},         {"measurements", events.measured()},
          {"sheets", events.sheets()},      {"left_out", events.left_out().size()}};
}

void EventsBeside::look() {
  const auto now = std::chrono::steady_clock::now();
  if (failure_ || now - looked_ < look_interval) return;
  looked_ = now;
  if (auto taken = events_.take({}, false); !taken) failure_ = taken.error();
}

Expected<void> EventsBeside::end() {
  if (!failure_)
    if (auto taken = events_.take({}, true); !taken) failure_ = taken.error();
  if (failure_) return tl::unexpected(*failure_);
  return {};
}

}  // namespace ganscope::commands
