#pragma once
#include <memory>
#include <utility>

namespace ganscope {

/// A value that its copies share: copying it costs a count and no memory, reading it nothing. Nobody can
/// write what is shared, so copies may live in several threads; `change` puts another value in its place, for
/// this copy alone.
template <class T>
class Shared {
 public:
  Shared() : value_(std::make_shared<const T>()) {}
  Shared(T value)
      : value_(std::make_shared<const T>(std::move(value))) {}  // NOLINT(google-explicit-constructor)
  Shared(const Shared&) = default;  // and no move: what was moved from would hold nothing
  Shared& operator=(const Shared&) = default;
  ~Shared() = default;

  [[nodiscard]] const T& operator*() const { return *value_; }
  [[nodiscard]] const T* operator->() const { return value_.get(); }

  /// Whether both share one value; equal ones need not.
  [[nodiscard]] bool same_as(const Shared& other) const { return value_ == other.value_; }

  /// `edit` is given a copy to write to, which becomes the value.
  template <class Edit>
  void change(Edit edit) {
    T changed = *value_;
    edit(changed);
    value_ = std::make_shared<const T>(std::move(changed));
  }

 private:
  std::shared_ptr<const T> value_;  ///< never null
};

}  // namespace ganscope
