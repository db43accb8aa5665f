#pragma once
#include <semaphore.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <ctime>

namespace ganscope::channel {

/// Wakes one sleeping worker. Any thread may ring, and ringing never waits for anything; rings while the
/// worker is awake are remembered once. (A POSIX semaphore, because posting it takes no lock that a sleeping
/// worker could hold.)
class Doorbell {
 public:
  Doorbell() { sem_init(&semaphore_, 0, 0); }
  ~Doorbell() { sem_destroy(&semaphore_); }
  Doorbell(const Doorbell&) = delete;
  Doorbell& operator=(const Doorbell&) = delete;

  void ring() {
    if (!rung_.exchange(true)) sem_post(&semaphore_);
  }

  /// The worker's side: sleeps until somebody rings, or the time is up. True when somebody rang.
  bool wait_for(std::chrono::nanoseconds time) {
    const auto until = std::chrono::system_clock::now().time_since_epoch() + time;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(until);
    timespec deadline{};
    deadline.tv_sec = static_cast<time_t>(seconds.count());
    deadline.tv_nsec = static_cast<long>(std::chrono::nanoseconds(until - seconds).count());
    int result = 0;
    do {
      result = sem_timedwait(&semaphore_, &deadline);
    } while (result != 0 && errno == EINTR);
    if (result != 0) return false;
    rung_.store(false);  // before the worker looks around, so that a later ring is not lost
    return true;
  }

 private:
  std::atomic<bool> rung_{false};
  sem_t semaphore_;
};

}  // namespace ganscope::channel
