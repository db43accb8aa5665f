#pragma once
#include <cstddef>
#include <vector>

namespace ganscope::explore {

/// The greatest eigenvalues of a symmetric matrix without negative ones, and their vectors: subspace
/// iteration with a few vectors more than are wanted and a small exact problem in their span at every pass
/// (Golub & Van Loan, §8.2). A matrix of 64 rows at most is solved exactly, in one pass. Each vector's
/// largest component is positive.
class LeadingEigen {
 public:
  /// `matrix` [size, size]; at most `count` are found, and never more than `size`.
  LeadingEigen(std::vector<float> matrix, int size, int count);

  /// One pass, size² · (count + 8) products: some milliseconds for 1,024 rows. True: found.
  bool step();
  /// [count], falling
  [[nodiscard]] const std::vector<double>& values() const { return values_; }
  /// [count, size], of unit length
  [[nodiscard]] const std::vector<float>& vectors() const { return vectors_; }

 private:
  void solve_exactly();
  void multiply();
  void make_orthonormal();
  void rotate();  ///< Rayleigh–Ritz: the best vectors of the span
  void take_over();

  std::vector<float> matrix_;
  size_t size_, count_, block_;
  std::vector<float> basis_, product_;  ///< [block, size]
  std::vector<double> ritz_;            ///< [block], falling
  int passes_ = 0;
  std::vector<double> values_;
  std::vector<float> vectors_;
};

}  // namespace ganscope::explore
