#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace ganscope::metrics {

/// Kullback–Leibler and Jensen–Shannon divergence in nats.
struct Divergences {
  double kl = 0;  ///< KL(p_data ‖ p_model)
  double js = 0;  ///< 0 to log 2
};

/// The law of some points as shares of cells: 64 equal cells in one dimension, 32×32 in two, over the box
/// that holds the middle 99.8 % of the reference in each coordinate and a twentieth of its size more on
/// either side, and one cell for everything outside it, so that no point is lost. Immutable.
///
/// KL needs a share above 0 wherever the data are: one pseudo-sample is spread evenly over all cells of the
/// model's histogram (additive smoothing of 1/cells a cell). JS needs none. Both have a floor that grows with
/// the cells and shrinks with the samples: show what the data's own samples get beside them.
class Histogram {
 public:
  static constexpr int cells_of_line = 64, cells_of_side = 32;

  /// `reference` [n, dimensions], dimensions 1 or 2, one point at least; all finite.
  Histogram(std::span<const float> reference, int dimensions);
  /// `points` [m, dimensions], one point at least. A point that is not finite lies outside the box.
  [[nodiscard]] Divergences compare(std::span<const float> points) const;
  [[nodiscard]] size_t cells() const { return shares_.size(); }

 private:
  [[nodiscard]] std::vector<int64_t> count(std::span<const float> points) const;

  size_t dimensions_;
  int side_;
  std::array<double, 2> low_{}, size_{};
  std::vector<double> shares_;  ///< of the reference; the last one is everything outside
};

/// Of two lists of shares of the same cells; KL is infinite where `model` has 0 and `data` has not.
[[nodiscard]] Divergences divergences(std::span<const double> data, std::span<const double> model);

}  // namespace ganscope::metrics
