#pragma once
#include <chrono>
#include <cstdint>
#include <deque>

namespace ganscope::train {

/// Steps and images per second over about the last second of running, by the clock on the wall.
class RateMeter {
 public:
  using Clock = std::chrono::steady_clock;

  /// Training begins or goes on: what was before the pause does not count.
  void start(Clock::time_point now) { marks_.assign(1, Mark{now, 0, 0}); }
  void count(Clock::time_point now, int64_t images);
  void stop() { marks_.clear(); }

  [[nodiscard]] double steps_per_s() const;  ///< 0 until something was counted
  [[nodiscard]] double images_per_s() const;

 private:
  struct Mark {
    Clock::time_point time;
    int64_t steps = 0, images = 0;  ///< since start
  };
  [[nodiscard]] double seconds() const;

  std::deque<Mark> marks_;
};

}  // namespace ganscope::train
