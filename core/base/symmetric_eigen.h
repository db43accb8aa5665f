#pragma once
#include <vector>

namespace ganscope {

/// Eigenvalues and eigenvectors (columns of `vectors`, [d, d]) of a symmetric matrix, by cyclic Jacobi
/// rotations (Golub & Van Loan, §8.5).
struct Eigen {
  std::vector<double> values;
  std::vector<double> vectors;
};
[[nodiscard]] Eigen symmetric_eigen(std::vector<double> matrix, int dimensions);

}  // namespace ganscope
