#pragma once
#include <cmath>
#include <cstddef>
#include <vector>

namespace ganscope::explore {

/// Adam (Kingma & Ba 2015) on a row of numbers.
class Adam {
 public:
  explicit Adam(size_t size = 0, double keep_mean = 0.9, double keep_square = 0.99)
      : keep_mean_(keep_mean), keep_square_(keep_square), mean_(size), square_(size) {}

  [[nodiscard]] size_t size() const { return mean_.size(); }
  /// One step of `at` [size] down the slopes [size].
  void move(std::vector<float>& at, const std::vector<double>& slopes, double rate) {
    ++steps_;
    const double mean_part = 1 - std::pow(keep_mean_, steps_);
    const double square_part = 1 - std::pow(keep_square_, steps_);
    for (size_t i = 0; i < at.size(); ++i) {
      mean_[i] = keep_mean_ * mean_[i] + (1 - keep_mean_) * slopes[i];
      square_[i] = keep_square_ * square_[i] + (1 - keep_square_) * slopes[i] * slopes[i];
      at[i] -=
          static_cast<float>(rate * (mean_[i] / mean_part) / (std::sqrt(square_[i] / square_part) + 1e-8));
    }
  }

 private:
  double keep_mean_, keep_square_;
  int steps_ = 0;
  std::vector<double> mean_, square_;
};

}  // namespace ganscope::explore
