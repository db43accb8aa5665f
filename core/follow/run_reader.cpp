#include "core/follow/run_reader.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <limits>
#include <system_error>
#include <utility>

#include "core/follow/logged_pictures.h"
#include "core/image/read.h"
#include "core/runs/stored_course.h"
#include "core/storage/history_folder.h"
#include "core/storage/run_folder.h"
#include "core/storage/run_marker.h"

namespace ganscope::follow {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
constexpr auto silent_after = 10s;  // of a beat every 2 s
constexpr auto quiet_after = 60s;   // of a run of ours on another machine: it may be paused
constexpr auto looked_again = 2s;   // a time of change may be as coarse as that
constexpr size_t shown_measures = 4096;
constexpr int64_t any_step = std::numeric_limits<int64_t>::max();

/// The step in "step-000001000" with `ending` behind it.
std::optional<int64_t> step_in(const std::string& name, std::string_view ending) {
  constexpr std::string_view stem = "step-";
  if (!name.starts_with(stem) || !name.ends_with(ending)) return std::nullopt;
  int64_t step = -1;
  const char* const end = name.data() + name.size() - ending.size();
  const auto parsed = std::from_chars(name.data() + stem.size(), end, step);
  return parsed.ec == std::errc{} && parsed.ptr == end && step >= 0 ? std::optional(step) : std::nullopt;
}

std::vector<MomentFiles> snapshots_in(const fs::path& folder) {
  std::vector<MomentFiles> found;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const auto step = step_in(entry->path().filename().string(), "");
    std::error_code gone;
    if (!step || !fs::exists(entry->path() / "generator.pt", gone)) continue;
    const auto beside = [&](const char* name) {
      return fs::exists(entry->path() / name, gone) ? entry->path() / name : fs::path();
    };
    MomentFiles files{*step, entry->path() / "generator.pt", beside("average.pt"),
                      beside("discriminator.pt")};
    found.push_back(std::move(files));
  }
  std::ranges::sort(found, {}, &MomentFiles::step);
  return found;
}

std::string this_host() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string();
}

std::string text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

bool News::empty() const {
  return !metrics.anew && metrics.rows.empty() && !measures.anew && measures.rows.empty() && !events &&
         !moments && averages.empty() && !state && !files && !watch && !pictures && !other_experiment &&
         !life && remarks.empty();
}

RunReader::RunReader(fs::path folder, const config::Catalogue& catalogue)
    : folder_(std::move(folder)),
      catalogue_(catalogue),
      watched_(is_watched(folder_)),
      metrics_(folder_ / "metrics.csv"),
      measures_(folder_ / "measures.csv", shown_measures) {}

bool RunReader::changed(const char* name, Clock::time_point now) {
  std::error_code error;
  const fs::path path = folder_ / name;
  Seen look;
  look.time = fs::last_write_time(path, error);
  look.there = !error;
  look.bytes = fs::is_regular_file(path, error) ? fs::file_size(path, error) : 0;
  look.at = now;
  const auto found = seen_.find(name);
  if (found == seen_.end()) {
    seen_[name] = look;
    return look.there;
  }
  Seen& before = found->second;
  const bool other =
      look.there != before.there || (look.there && look.time != before.time) || look.bytes != before.bytes;
  if (!other && (!look.there || now - before.at < looked_again)) return false;
  before = look;
  return true;
}

News RunReader::look(Clock::time_point now) {
  News news;
  std::error_code error;
  if (!fs::is_directory(folder_, error)) {
    Life life = life_.value_or(Life{});
    life.trouble = fmt::format("The run's folder is gone: {}", folder_.string());
    life.hint = "what was read so far stays; it goes on when the folder is back";
    if (life_ != life) news.life = life_ = life;
    return news;
  }
  if (watched_)
    look_at_watched(news, now);
  else
    look_at_own(news, now);
  look_at_rows(news);
  look_at_samples(news, now);
  // After the rows: who has ended by now has written them before.
  if (!row_at_ || !news.metrics.rows.empty()) row_at_ = now;
  Life life = watched_ ? life_of_watched(now) : life_of_own(now);
  if (life_ != life) news.life = life_ = std::move(life);
  return news;
}

void RunReader::look_at_rows(News& news) {
  news.metrics = metrics_.look(size_t{16} << 20, std::exchange(doubt_, false));
  news.more = news.metrics.more;
  if (news.metrics.anew) unreadable_ = 0;
  if (std::exchange(unreadable_, unreadable_ + news.metrics.unreadable) == 0 && news.metrics.unreadable > 0)
    news.remarks.push_back(fmt::format("Lines of metrics.csv that are no rows are left out: {} so far",
                                       news.metrics.unreadable));
  if (watched_) return;
  news.measures = measures_.look();
  if (news.measures.anew) news.measure_table = runs::stored_measures(folder_, catalogue_);
}

void RunReader::look_at_own(News& news, Clock::time_point now) {
  if (changed("experiment.toml", now)) {
    std::string text = text_of(folder_ / "experiment.toml");
    if (experiment_ && *experiment_ != text && !text.empty()) news.other_experiment = true;
    if (!text.empty()) experiment_ = std::move(text);
  }
  if (changed("events.jsonl", now)) news.events = storage::read_events(folder_, any_step);
  if (changed("history", now)) look_at_history(news);
  if (changed("checkpoints", now)) look_at_checkpoints(news);
}

void RunReader::look_at_history(News& news) {
  std::vector<int64_t> steps;
  for (const storage::StoredMoment& stored : storage::stored_moments(folder_)) {
    if (!read_moments_.contains(stored.step)) {
      auto content = storage::read_tensor_file(stored.file);
      if (!content) {
        remark(news, content.error());
        continue;
      }
      news.averages.push_back({stored.step, std::move(*content)});
    }
    steps.push_back(stored.step);
  }
  read_moments_ = {steps.begin(), steps.end()};
  if (steps == moments_) return;
  news.moments = moments_ = std::move(steps);
}

void RunReader::look_at_checkpoints(News& news) {
  const std::vector<int64_t> steps = storage::checkpoint_steps(folder_);
  if (steps.empty()) return;
  const fs::path file = folder_ / "checkpoints" / storage::checkpoint_name(steps.back());
  if (state_ == file) return;
  auto content = storage::read_tensor_file(file);
  if (!content) return remark(news, content.error());  // the next look tries again
  state_ = file;
  news.state = ReadWeights{steps.back(), std::move(*content)};
}

void RunReader::look_at_watched(News& news, Clock::time_point now) {
  if (changed("watch.toml", now)) {
    auto watch = read_watch_file(folder_);
    if (!watch) {
      remark(news, watch.error());
    } else {
      doubt_ = watch_known_ && watch->rewrites != watch_.rewrites;
      if (!watch_known_ || watch->latent_shape != watch_.latent_shape || watch->labels != watch_.labels ||
          watch->name != watch_.name || watch->latent_dim != watch_.latent_dim)
        news.watch = *watch;
      for (const std::string& trouble : watch->troubles)
        if (remarked_.insert(trouble).second) news.remarks.push_back(trouble);
      watch_known_ = true;
      watch_ = std::move(*watch);
    }
  }
  if (!changed("snapshots", now)) return;
  std::vector<MomentFiles> files = snapshots_in(folder_ / "snapshots");
  if (files == files_) return;
  news.files = files_ = std::move(files);
  std::vector<int64_t> steps;
  for (const MomentFiles& each : files_) steps.push_back(each.step);
  news.moments = moments_ = std::move(steps);
}

void RunReader::look_at_samples(News& news, Clock::time_point now) {
  if (!changed("samples", now)) return;
  std::error_code error;
  std::optional<std::pair<int64_t, fs::path>> newest;
  for (fs::directory_iterator entry(folder_ / "samples", error), end; !error && entry != end;
       entry.increment(error))
    if (const auto step = step_in(entry->path().filename().string(), ".png"))
      if (!newest || newest->first < *step) newest.emplace(*step, entry->path());
  if (!newest || newest->second == samples_) return;
  samples_ = newest->second;
  auto pictures = image::read_picture(samples_);
  if (!pictures) return remark(news, pictures.error());
  news.pictures = logged_pictures(*pictures, newest->first, samples_.filename().string());
}

Life RunReader::life_of_own(Clock::time_point now) const {
  Life life;
  const auto process = storage::marked_process(folder_);
  const storage::RunMarker marker = storage::read_marker(folder_);
  const bool elsewhere = process && !process->host.empty();
  if (process)
    life.by = elsewhere ? fmt::format("process {} on {}", process->pid, process->host)
                        : fmt::format("process {}", process->pid);
  if (elsewhere && row_at_ && now - *row_at_ >= quiet_after) {
    life.trouble = fmt::format("{} has written nothing for a minute", life.by);
    life.hint = "it may be paused, or gone: whether it lives cannot be seen from here";
  }
  if (marker == storage::RunMarker::other || marker == storage::RunMarker::ours)
    life.state = Life::State::running;
  else if (marker == storage::RunMarker::stale)
    life.state = Life::State::killed;
  return life;
}

Life RunReader::life_of_watched(Clock::time_point now) {
  Life life;
  if (!watch_known_) return life;
  const bool here = watch_.host == this_host();
  life.by =
      here ? fmt::format("process {}", watch_.pid) : fmt::format("process {} on {}", watch_.pid, watch_.host);
  if (!beat_at_ || watch_.beat != beat_) beat_at_ = now;
  beat_ = watch_.beat;
  const bool silent = now - *beat_at_ >= silent_after;
  if (watch_.state != WatchFile::State::running) {
    life.state = watch_.state == WatchFile::State::failed ? Life::State::failed : Life::State::stopped;
  } else if (here && !storage::process_is_there({watch_.pid, watch_.started})) {
    life.state = Life::State::killed;
  } else if (!here && silent) {
    life.state = Life::State::killed;
  } else {
    life.state = Life::State::running;
    if (silent) {
      life.trouble = fmt::format("{} is there, but has written nothing for 10 s", life.by);
      life.hint = "it may be suspended, or its disk may be full";
    }
  }
  return life;
}

void RunReader::remark(News& news, const Failure& failure) {
  std::string text = with_place(failure);
  if (remarked_.insert(text).second) news.remarks.push_back(std::move(text));
}

}  // namespace ganscope::follow
