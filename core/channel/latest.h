#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

namespace ganscope::channel {

/// The newest immutable value of something. Any thread may publish; readers poll by version.
/// A reader never waits: when the lock is taken, `poll` says that nothing is new and the reader keeps what it
/// has. An old value dies outside the lock, on the thread that published its successor.
template <class T>
class Latest {
 public:
  using Pointer = std::shared_ptr<const T>;

  void publish(Pointer value) {
    {
      const std::lock_guard lock(mutex_);
      value_.swap(value);
      ++version_;
    }
    // `value` now holds the predecessor, which is released here, after the lock.
  }
  void publish(T value) { publish(std::make_shared<const T>(std::move(value))); }

  /// The value if it is newer than `seen` (which is then brought up to date), else null. Never waits.
  [[nodiscard]] Pointer poll(uint64_t& seen) const {
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock.owns_lock() || version_ == seen) return nullptr;
    seen = version_;
    return value_;
  }

  /// The value, waiting for the lock. For workers and tests; the interface thread polls.
  [[nodiscard]] Pointer get() const {
    const std::lock_guard lock(mutex_);
    return value_;
  }

 private:
  mutable std::mutex mutex_;
  Pointer value_;
  uint64_t version_ = 0;
};

}  // namespace ganscope::channel
