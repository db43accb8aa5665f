#pragma once
#include <mutex>
#include <optional>
#include <utility>

namespace ganscope::channel {

/// One slot; the newest value wins. For requests that supersede one another (a latent being dragged): there
/// is never a backlog. `post` belongs to one thread and never waits: what it could not hand over stays until
/// `flush`.
template <class T>
class Mailbox {
 public:
  void post(T value) {
    unsent_ = std::move(value);
    flush();
  }

  /// Sender's side; true when nothing is left to hand over.
  bool flush() {
    if (!unsent_) return true;
    std::optional<T> old;  // dies outside the lock
    {
      const std::unique_lock lock(mutex_, std::try_to_lock);
      if (!lock.owns_lock()) return false;
      old.swap(value_);
      value_.swap(unsent_);
    }
    unsent_.reset();
    return true;
  }

  /// Receiver's side: the newest value, once.
  [[nodiscard]] std::optional<T> take() {
    std::optional<T> taken;
    const std::lock_guard lock(mutex_);
    taken.swap(value_);
    return taken;
  }

 private:
  std::optional<T> unsent_;  // sender's thread only
  std::mutex mutex_;
  std::optional<T> value_;
};

}  // namespace ganscope::channel
