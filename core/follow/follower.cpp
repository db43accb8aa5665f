#include "core/follow/follower.h"

#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "core/follow/events_reader.h"
#include "core/follow/run_reader.h"

namespace ganscope::follow {
namespace {

constexpr auto wait_on_leaving = std::chrono::milliseconds(250);
constexpr size_t most_waiting = 64;  // looks that nobody has taken; then the reading waits, too

std::unique_ptr<FolderReader> reader_of(const std::filesystem::path& folder,
                                        const config::Catalogue& catalogue) {
  if (is_event_run(folder)) return std::make_unique<EventsReader>(folder);
  return std::make_unique<RunReader>(folder, catalogue);
}

}  // namespace

struct Follower::Shared {
  using Clock = std::chrono::steady_clock;

  void run(const std::unique_ptr<FolderReader>& reader, const std::function<void()>& ring) {
    bool more = false;
    for (std::unique_lock lock(mutex); !stopping;) {
      const bool at_once = more && waiting.size() < most_waiting;
      changed.wait_for(lock, at_once ? std::chrono::milliseconds(0) : poll_interval,
                       [&] { return stopping; });
      if (stopping) break;
      if (waiting.size() >= most_waiting) continue;
      begun = Clock::now();
      busy = true;
      lock.unlock();
      News news = look(*reader);
      more = news.more;
      const bool something = !news.empty();
      lock.lock();
      busy = false;
      if (something) waiting.push_back(std::move(news));
      if (something && !stopping) ring();
    }
    const std::lock_guard lock(mutex);
    ended = true;
    changed.notify_all();
  }

  /// What is thrown (memory ran out, say) is a remark.
  static News look(FolderReader& reader) {
    try {
      return reader.look(Clock::now());
    } catch (const std::exception& error) {
      News news;
      news.remarks.emplace_back(error.what());
      return news;
    }
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::vector<News> waiting;
  bool stopping = false, ended = false, busy = false;
  Clock::time_point begun{};
};

Follower::Follower(std::filesystem::path folder, const config::Catalogue& catalogue,
                   std::function<void()> ring, std::chrono::milliseconds patience)
    : shared_(std::make_shared<Shared>()), patience_(patience) {
  std::thread([shared = shared_, folder = std::move(folder), &catalogue, ring = std::move(ring)]() mutable {
    shared->run(reader_of(folder, catalogue), ring);
  }).detach();
}

Follower::~Follower() {
  std::unique_lock lock(shared_->mutex);
  shared_->stopping = true;
  shared_->changed.notify_all();
  shared_->changed.wait_for(lock, wait_on_leaving, [&] { return shared_->ended; });
}

std::vector<News> Follower::take() {
  const std::lock_guard lock(shared_->mutex);
  return std::exchange(shared_->waiting, {});
}

bool Follower::hangs() const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->busy && Shared::Clock::now() - shared_->begun >= patience_;
}

}  // namespace ganscope::follow
