#include "core/tensorboard/scalars.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <system_error>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "core/tensorboard/event_files.h"

namespace ganscope::tensorboard {
namespace {

namespace fs = std::filesystem;

bool comes_before(const ScalarPoint& a, const ScalarPoint& b) {
  return std::tie(a.step, a.wall_time) < std::tie(b.step, b.wall_time);
}

void forget_from(std::vector<ScalarPoint>& points, int64_t step) {
  std::erase_if(points, [step](const ScalarPoint& point) { return point.step >= step; });
}

/// The entry of this tag in a list that is ordered by tags; made where it is missing.
template <class Tagged>
Tagged& under(std::vector<Tagged>& list, const std::string& tag) {
  const auto place = std::ranges::lower_bound(list, tag, {}, &Tagged::tag);
  if (place != list.end() && place->tag == tag) return *place;
  return *list.insert(place, Tagged{tag});
}

void insert_points(std::vector<ScalarPoint>& known, std::vector<ScalarPoint> added) {
  if (!std::ranges::is_sorted(added, comes_before)) std::ranges::stable_sort(added, comes_before);
  const auto before = static_cast<std::ptrdiff_t>(known.size());
  const bool later = known.empty() || added.empty() || !comes_before(added.front(), known.back());
  known.insert(known.end(), added.begin(), added.end());
  if (!later) std::ranges::inplace_merge(known, known.begin() + before, comes_before);
}

}  // namespace

bool EventNews::empty() const {
  return series.empty() && others.empty() && !restarted_at && problems.empty();
}

void merge(ScalarLog& log, EventNews news) {
  if (news.restarted_at)
    for (ScalarSeries& series : log.series) forget_from(series.points, *news.restarted_at);
  for (ScalarSeries& added : news.series) {
    ScalarSeries& series = under(log.series, added.tag);
    if (series.description.empty()) series.description = std::move(added.description);
    insert_points(series.points, std::move(added.points));
  }
  for (const OtherTag& added : news.others) {
    OtherTag& other = under(log.others, added.tag);
    other.images = other.images || added.images;
    other.count += added.count;
  }
  std::ranges::move(news.problems, std::back_inserter(log.problems));
}

/// News while they are read, with the places of their tags.
struct EventFollower::Gathering {
  EventNews news;
  std::unordered_map<std::string, size_t> series_at, others_at, images_at;

  ScalarSeries& series(const std::string& tag) {
    const auto [place, fresh] = series_at.try_emplace(tag, news.series.size());
    if (fresh) news.series.push_back({tag});
    return news.series[place->second];
  }
  OtherTag& other(const std::string& tag) {
    const auto [place, fresh] = others_at.try_emplace(tag, news.others.size());
    if (fresh) news.others.push_back({tag});
    return news.others[place->second];
  }
  void take_image(const Event& event, EventValue& value) {
    const auto [place, fresh] = images_at.try_emplace(value.tag, news.images.size());
    if (fresh) news.images.push_back({value.tag});
    LoggedImage& newest = news.images[place->second];
    newest.step = event.step;
    newest.file = std::move(value.image->file);
  }
  void take(Event& event) {
    if (event.starts_anew) {
      for (ScalarSeries& known : news.series) forget_from(known.points, event.step);
      news.restarted_at = std::min(news.restarted_at.value_or(event.step), event.step);
    }
    for (EventValue& value : event.values) {
      if (value.scalar) {
        ScalarSeries& known = series(value.tag);
        if (known.description.empty()) known.description = value.description;
        known.points.push_back({event.step, event.wall_time, *value.scalar});
      } else {
        OtherTag& known = other(value.tag);
        known.images = known.images || value.image.has_value();
        ++known.count;
        if (value.image && !value.image->file.empty()) take_image(event, value);
      }
    }
  }
};

Expected<void> EventFollower::find_files(EventNews& news) {
  const auto found = event_files(folder_);
  if (!found) return tl::unexpected(found.error());
  for (const fs::path& file : *found) files_.try_emplace(file, Followed{EventReader(file), {}});
  for (auto& [path, file] : files_) {
    if (std::ranges::binary_search(*found, path)) continue;
    Failure gone = Failure{FailureKind::not_found, "an event file has vanished", path.string(),
                           "what was read of it stays; the others are followed"};
    if (std::exchange(file.told, with_place(gone)) != with_place(gone))
      news.problems.push_back(std::move(gone));
  }
  return {};
}

void EventFollower::read_on(Followed& file, uint64_t until, Gathering& gathering) {
  while (file.reader.offset() < until) {
    auto event = file.reader.next();
    if (!event) {
      const std::string words = with_place(event.error());
      if (std::exchange(file.told, words) != words) gathering.news.problems.push_back(event.error());
      if (event.error().kind == FailureKind::bad_data && file.reader.pass_damaged()) continue;
      return;
    }
    if (!*event) return;
    file.told.clear();
    gathering.take(**event);
  }
  gathering.news.more = true;
}

Expected<EventNews> EventFollower::poll(uint64_t most_bytes) {
  Gathering gathering;
  if (auto found = find_files(gathering.news); !found) return tl::unexpected(found.error());
  uint64_t left = most_bytes;
  for (auto& [path, file] : files_) {
    const uint64_t before = file.reader.offset();
    read_on(file, before + left, gathering);
    left -= std::min(left, file.reader.offset() - before);
    if (gathering.news.more) break;
  }
  std::erase_if(gathering.news.series, [](const ScalarSeries& known) { return known.points.empty(); });
  return std::move(gathering.news);
}

Progress EventFollower::progress() const {
  Progress progress{"Reading TensorBoard events", 0, 0};
  for (const auto& [path, file] : files_) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    const auto read = static_cast<int64_t>(file.reader.offset());
    progress.done += read;
    progress.total += error ? read : static_cast<int64_t>(size);
  }
  return progress;
}

std::vector<fs::path> EventFollower::files() const {
  std::vector<fs::path> paths;
  for (const auto& [path, file] : files_) paths.push_back(path);
  return paths;
}

Expected<ScalarLog> read_scalars(const fs::path& folder, const WorkContext& work) {
  EventFollower follower(folder);
  ScalarLog log;
  for (bool more = true; more;) {
    if (work.cancelled())
      return fail(FailureKind::cancelled, "interrupted", folder.string(), "nothing was read");
    auto news = follower.poll();
    if (!news) return tl::unexpected(news.error());
    more = news->more;
    work.report(follower.progress());
    merge(log, std::move(*news));
  }
  log.files = follower.files();
  if (log.series.empty() && log.others.empty() && !log.problems.empty())
    return tl::unexpected(log.problems.front());
  return log;
}

}  // namespace ganscope::tensorboard
