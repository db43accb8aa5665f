#pragma once
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace ganscope::model {

/// What was done, newest last, and what was undone. Bounded: the oldest is forgotten first.
template <class T>
class UndoStack {
 public:
  explicit UndoStack(size_t capacity = 100) : capacity_(capacity) {}

  /// Something new was done: what had been undone before can no longer be redone.
  void push(T done) {
    undone_.clear();
    add(done_, std::move(done));
  }
  /// Takes the newest; the caller gives what brings it back to `to_redo`.
  [[nodiscard]] std::optional<T> undo() { return pop(done_); }
  [[nodiscard]] std::optional<T> redo() { return pop(undone_); }
  void to_redo(T item) { add(undone_, std::move(item)); }
  void to_undo(T item) { add(done_, std::move(item)); }
  void clear() {
    done_.clear();
    undone_.clear();
  }
  [[nodiscard]] bool can_undo() const { return !done_.empty(); }
  [[nodiscard]] bool can_redo() const { return !undone_.empty(); }
  /// The newest that can be undone; null when there is none.
  [[nodiscard]] const T* newest() const { return done_.empty() ? nullptr : &done_.back(); }

 private:
  static std::optional<T> pop(std::vector<T>& from) {
    if (from.empty()) return std::nullopt;
    std::optional<T> taken(std::move(from.back()));
    from.pop_back();
    return taken;
  }
  void add(std::vector<T>& to, T item) {
    if (to.size() == capacity_) to.erase(to.begin());
    to.push_back(std::move(item));
  }

  size_t capacity_;
  std::vector<T> done_, undone_;
};

}  // namespace ganscope::model
