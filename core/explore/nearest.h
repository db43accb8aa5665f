#pragma once
#include <cstdint>
#include <limits>
#include <vector>

namespace ganscope::explore {

/// One of many, and the square of how far it is.
struct Near {
  int64_t index = -1;
  double squared = 0;
};

/// The few nearest so far, nearest first; of equally near ones that which came first.
class Nearest {
 public:
  explicit Nearest(int most) : most_(static_cast<size_t>(most)) {}
  void offer(int64_t index, double squared) {
    if (squared >= worst()) return;
    if (found_.size() == most_) found_.pop_back();
    auto place = found_.end();
    while (place != found_.begin() && (place - 1)->squared > squared) --place;
    found_.insert(place, {index, squared});
  }
  /// What is not nearer than this need not be offered.
  [[nodiscard]] double worst() const {
    return found_.size() < most_ ? std::numeric_limits<double>::infinity() : found_.back().squared;
  }
  [[nodiscard]] const std::vector<Near>& found() const { return found_; }

 private:
  size_t most_;
  std::vector<Near> found_;
};

}  // namespace ganscope::explore
