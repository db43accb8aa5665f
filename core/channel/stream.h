#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <mutex>
#include <vector>

namespace ganscope::channel {

/// Every value in order, from one or many writers to one reader. Bounded: when full, the oldest value is
/// dropped and counted, so that a hidden window costs no memory. The reader never waits.
template <class T>
class Stream {
 public:
  explicit Stream(size_t capacity) : capacity_(capacity) {}

  void push(T value) {
    const std::lock_guard lock(mutex_);
    if (values_.size() == capacity_) {
      values_.pop_front();
      ++dropped_;
    }
    values_.push_back(std::move(value));
  }

  /// Appends everything that waits to `into`. False when there was nothing, or the lock was taken.
  bool drain(std::vector<T>& into) {
    std::deque<T> taken;
    {
      const std::unique_lock lock(mutex_, std::try_to_lock);
      if (!lock.owns_lock() || values_.empty()) return false;
      taken.swap(values_);
    }
    into.insert(into.end(), std::make_move_iterator(taken.begin()), std::make_move_iterator(taken.end()));
    return true;
  }

  /// How many values were lost so far.
  [[nodiscard]] uint64_t dropped() const {
    const std::lock_guard lock(mutex_);
    return dropped_;
  }

 private:
  mutable std::mutex mutex_;
  std::deque<T> values_;
  size_t capacity_;
  uint64_t dropped_ = 0;
};

}  // namespace ganscope::channel
