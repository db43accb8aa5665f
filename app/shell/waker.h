#pragma once
#include <atomic>
#include <functional>
#include <mutex>
#include <utility>

namespace ganscope::shell {

/// How workers wake the interface thread, whatever it sleeps in; once, until it says that it has heard. The
/// engine is there before the window and after it; `disconnect` returns only when no worker is inside the old
/// call. Any thread.
class Waker {
 public:
  void connect(std::function<void()> wake) {
    const std::lock_guard lock(mutex_);
    wake_ = std::move(wake);
  }
  void disconnect() { connect({}); }
  void operator()() {
    if (rung_.exchange(true)) return;
    const std::lock_guard lock(mutex_);
    if (wake_) wake_();
  }
  /// The interface thread looks at everything from here on; what is new later wakes it anew.
  void heard() { rung_ = false; }

 private:
  std::atomic<bool> rung_{false};
  mutable std::mutex mutex_;
  std::function<void()> wake_;
};

}  // namespace ganscope::shell
