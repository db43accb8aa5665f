#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <iterator>
#include <mutex>
#include <vector>

namespace ganscope::channel {

/// Every value in order, none lost, to one worker that may sleep on it. `post` belongs to one thread (the
/// interface): it keeps what it could not hand over because the lock was taken, and `flush`, called once a
/// frame, hands it over.
template <class T>
class Outbox {
 public:
  /// Sender's side; never waits. The order of posts is kept.
  void post(T value) {
    unsent_.push_back(std::move(value));
    flush();
  }

  /// Sender's side; never waits. True when nothing is left to hand over.
  bool flush() {
    if (unsent_.empty()) return true;
    {
      const std::unique_lock lock(mutex_, std::try_to_lock);
      if (!lock.owns_lock()) return false;
      values_.insert(values_.end(), std::make_move_iterator(unsent_.begin()),
                     std::make_move_iterator(unsent_.end()));
    }
    unsent_.clear();
    arrived_.notify_one();
    return true;
  }

  /// Sender's side; waits for the lock. For the last message before a join.
  void post_and_wait(T value) {
    unsent_.push_back(std::move(value));
    {
      const std::lock_guard lock(mutex_);
      values_.insert(values_.end(), std::make_move_iterator(unsent_.begin()),
                     std::make_move_iterator(unsent_.end()));
    }
    unsent_.clear();
    arrived_.notify_one();
  }

  /// Any thread: whoever sleeps in wait_for returns at once, with whatever there is.
  void wake() {
    {
      const std::lock_guard lock(mutex_);
      woken_ = true;
    }
    arrived_.notify_one();
  }

  /// Receiver's side: everything that has arrived.
  [[nodiscard]] std::vector<T> take() {
    const std::lock_guard lock(mutex_);
    return take_locked();
  }

  /// Receiver's side: sleeps until something arrives or the time is up.
  template <class Rep, class Period>
  [[nodiscard]] std::vector<T> wait_for(std::chrono::duration<Rep, Period> time) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, time, [&] { return !values_.empty() || woken_; });
    woken_ = false;
    return take_locked();
  }

 private:
  std::vector<T> take_locked() {
    std::vector<T> taken(std::make_move_iterator(values_.begin()), std::make_move_iterator(values_.end()));
    values_.clear();
    return taken;
  }

  std::deque<T> unsent_;  // sender's thread only
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<T> values_;
  bool woken_ = false;
};

}  // namespace ganscope::channel
