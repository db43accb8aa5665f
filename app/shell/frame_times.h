#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <ctime>
#include <vector>

namespace ganscope::shell {

/// CPU time that the calling thread has used, ms.
[[nodiscard]] inline double thread_cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

/// The newest measurements of one kind, for percentiles. Fixed size; the oldest goes first.
class Measurements {
 public:
  void add(double value) {
    values_[next_ % capacity] = value;
    ++next_;
  }
  [[nodiscard]] size_t count() const { return std::min(next_, capacity); }
  /// The value below which `share01` of the measurements lie (nearest rank); 0 when there are none.
  [[nodiscard]] double percentile(double share01) const {
    if (count() == 0) return 0;
    std::vector<double> sorted(values_.begin(), values_.begin() + static_cast<std::ptrdiff_t>(count()));
    const auto rank =
        static_cast<size_t>(std::max(1.0, std::ceil(share01 * static_cast<double>(sorted.size()))));
    const auto place = sorted.begin() + static_cast<std::ptrdiff_t>(rank - 1);
    std::nth_element(sorted.begin(), place, sorted.end());
    return *place;
  }

 private:
  static constexpr size_t capacity = 2048;
  std::array<double, capacity> values_{};
  size_t next_ = 0;
};

}  // namespace ganscope::shell
