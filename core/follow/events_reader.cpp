#include "core/follow/events_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <system_error>
#include <utility>

#include "core/base/utf8.h"
#include "core/follow/event_columns.h"
#include "core/follow/logged_pictures.h"
#include "core/image/read.h"
#include "core/tensorboard/event_files.h"

namespace ganscope::follow {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using tensorboard::EventNews;
using tensorboard::LoggedImage;
using tensorboard::ScalarPoint;
using tensorboard::ScalarSeries;

constexpr size_t most_columns = 512;
constexpr size_t most_remarks = 20;
constexpr auto anew_again = 2s;
constexpr auto idle_after = 5min;  // writers keep what they have for two minutes
constexpr float no_number = std::numeric_limits<float>::quiet_NaN();

/// How much a tag speaks of generated samples.
int speaks_of_samples(const std::string& tag) {
  const std::string name = lower_case(tag);
  const auto has = [&](std::initializer_list<const char*> words) {
    return std::ranges::any_of(words, [&](const char* w) { return name.find(w) != std::string::npos; });
  };
  if (has({"real", "input", "data", "target", "ground"})) return 0;
  if (has({"sample", "fake", "generated"})) return 3;
  return has({"gen", "fixed", "ema"}) ? 2 : 1;
}

/// Calls `take(step)` for every step of all series, rising; `at` are the places from which each goes on, and
/// `take` moves them.
template <class Take>
void for_steps(const std::vector<const ScalarSeries*>& series, std::vector<size_t>& at, Take take) {
  constexpr int64_t none = std::numeric_limits<int64_t>::max();
  for (;;) {
    int64_t step = none;
    for (size_t i = 0; i < series.size(); ++i)
      if (at[i] < series[i]->points.size()) step = std::min(step, series[i]->points[at[i]].step);
    if (step == none) return;
    take(step);
  }
}

}  // namespace

bool is_event_run(const fs::path& folder) {
  std::error_code error;
  return !fs::exists(folder / "experiment.toml", error) && !is_watched(folder) &&
         tensorboard::has_event_files(folder);
}

EventsReader::EventsReader(fs::path folder, size_t shown_rows)
    : folder_(std::move(folder)), shown_rows_(std::max<size_t>(shown_rows, 1)), follower_(folder_) {}

News EventsReader::look(Clock::time_point now) {
  News news;
  auto found = follower_.poll();
  if (!found) {
    Life life = life_.value_or(Life{});
    life.trouble = with_place(found.error());
    life.hint = "what was read so far stays; it goes on when the folder is back";
    tell_life(news, std::move(life));
    return news;
  }
  const bool grown = !found->empty();
  news.more = found->more;
  take(std::move(*found), news, now);
  if (!grown_at_) grown_at_ = newest_file_is_old() ? now - idle_after : now;
  if (grown && read_ && life_) grown_at_ = now;
  Life life;
  life.state = now - *grown_at_ < idle_after ? Life::State::running : Life::State::stopped;
  tell_life(news, std::move(life));
  return news;
}

void EventsReader::take(EventNews found, News& news, Clock::time_point now) {
  for (const Failure& problem : found.problems) remark(news, with_place(problem));
  take_images(std::exchange(found.images, {}), news);
  const bool more = found.more, was_read = read_;
  if (read_ && !late_ && !needs_anew(found)) {
    add_rows(found.series, news);
    merge(log_, std::move(found));
    return;
  }
  late_ = late_ || read_;
  merge(log_, std::move(found));
  if (more && !was_read) return;  // not before all is read that stands there
  read_ = true;
  if (was_read && anew_at_ && now - *anew_at_ < anew_again) return;
  if (!was_read || late_) {
    begin_anew(news);
    anew_at_ = now;
    late_ = false;
  }
  if (!was_read) {
    give_image(news);
    tell_rest(news);
  }
}

bool EventsReader::needs_anew(const EventNews& found) const {
  if (found.restarted_at) return true;
  return std::ranges::any_of(found.series, [&](const ScalarSeries& series) {
    const auto column = column_at_.find(series.tag);
    if (column == column_at_.end()) return column_at_.size() < most_columns;
    const bool belief = is_belief(columns_[column->second]);
    return std::ranges::any_of(series.points, [&](const ScalarPoint& point) {
      return point.step < newest_step_ || (belief && (point.value < 0 || point.value > 1));
    });
  });
}

void EventsReader::reach(int64_t step, double wall_time) {
  seconds_ = std::max(seconds_, wall_time - first_wall_);
  newest_step_ = std::max(newest_step_, step);
}

void EventsReader::begin_anew(News& news) {
  std::vector<const ScalarSeries*> shown;
  for (const ScalarSeries& series : log_.series)
    if (!series.points.empty() && shown.size() < most_columns) shown.push_back(&series);
  if (shown.size() < log_.series.size() && shown.size() == most_columns)
    remark(news, fmt::format("The first {} of {} curves are shown", most_columns, log_.series.size()));
  columns_ = columns_of(shown);
  column_at_.clear();
  first_wall_ = std::numeric_limits<double>::infinity();
  std::vector<size_t> first(shown.size());
  for (size_t i = 0; i < shown.size(); ++i) {
    column_at_[shown[i]->tag] = i;
    const auto& points = shown[i]->points;
    while (first[i] < points.size() && points[first[i]].step < 0) ++first[i];  // steps begin at 0
    if (first[i] > 0)
      remark(news, fmt::format("Points of steps below 0 are left out: {}", printable(shown[i]->tag)));
    if (first[i] < points.size()) first_wall_ = std::min(first_wall_, points[first[i]].wall_time);
  }
  newest_step_ = -1;
  seconds_ = 0;
  size_t rows = 0;
  std::vector<size_t> at = first;
  const auto pass = [&](int64_t step, auto each) {
    for (size_t i = 0; i < shown.size(); ++i)
      for (; at[i] < shown[i]->points.size() && shown[i]->points[at[i]].step == step; ++at[i])
        each(i, shown[i]->points[at[i]]);
  };
  for_steps(shown, at, [&](int64_t step) {
    ++rows;
    pass(step, [](size_t, const ScalarPoint&) {});
  });
  const size_t stride = std::max<size_t>((rows + shown_rows_ - 1) / shown_rows_, 1);
  at = first;
  size_t grouped = 0;
  news.metrics = {};
  news.metrics.anew = true;
  news.metrics.keys = columns_;
  api::MetricRow group;
  for_steps(shown, at, [&](int64_t step) {
    if (grouped == 0) group.values.assign(columns_.size(), no_number);
    pass(step, [&](size_t column, const ScalarPoint& point) {
      group.values[column] = static_cast<float>(point.value);
      reach(step, point.wall_time);
      group.step = step;
      group.seconds = seconds_;
    });
    if (++grouped < stride) return;
    news.metrics.rows.push_back(std::exchange(group, {}));
    grouped = 0;
  });
  if (grouped > 0) news.metrics.rows.push_back(std::move(group));
}

void EventsReader::add_rows(std::vector<ScalarSeries> series, News& news) {
  std::erase_if(series, [&](const ScalarSeries& one) { return !column_at_.contains(one.tag); });
  for (ScalarSeries& one : series)
    std::ranges::stable_sort(one.points, {}, [](const ScalarPoint& point) { return point.step; });
  std::vector<const ScalarSeries*> added;
  for (const ScalarSeries& one : series) added.push_back(&one);
  std::vector<size_t> at(added.size());
  for_steps(added, at, [&](int64_t step) {
    api::MetricRow row;
    row.values.assign(columns_.size(), no_number);
    for (size_t i = 0; i < series.size(); ++i)
      for (; at[i] < series[i].points.size() && series[i].points[at[i]].step == step; ++at[i]) {
        const ScalarPoint& point = series[i].points[at[i]];
        reach(step, point.wall_time);
        row.step = step;
        row.seconds = seconds_;
        row.values[column_at_.at(series[i].tag)] = static_cast<float>(point.value);
      }
    news.metrics.rows.push_back(std::move(row));
  });
}

void EventsReader::take_images(std::vector<LoggedImage> images, News& news) {
  for (LoggedImage& image : images) {
    const bool better = image_tag_.empty() || speaks_of_samples(image.tag) > speaks_of_samples(image_tag_);
    if (!better && image.tag != image_tag_) continue;
    image_tag_ = image.tag;
    image_ = std::move(image);
  }
  if (read_) give_image(news);
}

void EventsReader::give_image(News& news) {
  if (!image_) return;
  const LoggedImage image = *std::exchange(image_, std::nullopt);
  const auto* bytes = reinterpret_cast<const uint8_t*>(image.file.data());
  const std::string where = fmt::format("{}, step {}", printable(image.tag), image.step);
  const auto sheet = image::decode_picture({bytes, image.file.size()}, where);
  if (!sheet) return remark(news, with_place(sheet.error()));
  news.pictures = logged_pictures(*sheet, image.step, printable(image.tag));
}

/// What stands there besides, once.
void EventsReader::tell_rest(News& news) {
  const auto no_curves =
      std::ranges::count_if(log_.others, [](const tensorboard::OtherTag& other) { return !other.images; });
  const auto sheets =
      std::ranges::count_if(log_.others, [](const tensorboard::OtherTag& other) { return other.images; });
  if (no_curves > 0)
    remark(news, fmt::format("Tags that are no curves and no pictures (histograms, texts) are not shown: {}",
                             no_curves));
  if (sheets > 1)
    remark(news,
           fmt::format("Of {} tags with pictures the one on show is {}", sheets, printable(image_tag_)));
  const std::vector<fs::path> below = tensorboard::event_folders_below(folder_);
  if (below.empty()) return;
  constexpr size_t most = 6;
  std::vector<std::string> names;
  for (const fs::path& one : std::span(below).first(std::min(below.size(), most)))
    names.push_back(printable(one.lexically_relative(folder_).string()));
  remark(news,
         fmt::format("There are more runs below this folder, {}: {}{}. Each is opened by its own folder",
                     below.size(), fmt::join(names, ", "), below.size() > most ? " …" : ""));
}

bool EventsReader::newest_file_is_old() const {
  auto newest = fs::file_time_type::min();
  std::error_code error;
  for (const fs::path& file : follower_.files())
    if (const auto time = fs::last_write_time(file, error); !error) newest = std::max(newest, time);
  return fs::file_time_type::clock::now() - newest > idle_after;
}

void EventsReader::tell_life(News& news, Life life) {
  if (life_ != life) news.life = life_ = std::move(life);
}

void EventsReader::remark(News& news, std::string text) {
  if (remarked_.size() >= most_remarks) text = "More of what could not be read is not told";
  if (remarked_.insert(text).second) news.remarks.push_back(std::move(text));
}

}  // namespace ganscope::follow
