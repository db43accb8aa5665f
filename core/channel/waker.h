#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <utility>

namespace ganscope::channel {

/// Calls the interface's wake-up at most 60 times a second, whoever publishes. What came too early is owed:
/// workers call `flush` as they go round, and do not sleep beyond `owed_in` before it is paid. Any thread.
class Waker {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::nanoseconds interval{1'000'000'000 / 60};

  explicit Waker(std::function<void()> wake) : wake_(std::move(wake)) {}

  /// Something new is there.
  void notify() {
    owed_.store(true);
    flush();
  }

  /// Something that a person waits for (a phase that changed): at once.
  void notify_now() {
    owed_.store(false);
    last_.store(ticks());
    if (wake_) wake_();
  }

  void flush() {
    if (!owed_.load()) return;
    int64_t last = last_.load();
    const int64_t current = ticks();
    if (current - last < interval.count() || !last_.compare_exchange_strong(last, current)) return;
    if (owed_.exchange(false) && wake_) wake_();
  }

  /// True when a wake-up is still to be made.
  [[nodiscard]] bool owed() const { return owed_.load(); }

 private:
  static int64_t ticks() { return std::chrono::nanoseconds(Clock::now().time_since_epoch()).count(); }

  std::function<void()> wake_;
  std::atomic<bool> owed_{false};
  std::atomic<int64_t> last_{0};
};

}  // namespace ganscope::channel
