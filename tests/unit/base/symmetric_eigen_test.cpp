#include "core/base/symmetric_eigen.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/random.h"

namespace ganscope {
namespace {

TEST(SymmetricEigen, FindsTheEigenvaluesOfASmallMatrix) {
  // [[2, 1], [1, 2]] has 1 and 3.
  Eigen eigen = symmetric_eigen({2, 1, 1, 2}, 2);
  std::ranges::sort(eigen.values);
  EXPECT_NEAR(eigen.values[0], 1, 1e-12);
  EXPECT_NEAR(eigen.values[1], 3, 1e-12);
}

TEST(SymmetricEigen, PutsAMatrixTogetherAgain) {
  constexpr size_t d = 12;
  Random random(1);
  std::vector<double> matrix(d * d);
  for (size_t i = 0; i < d; ++i)
    for (size_t j = 0; j <= i; ++j) matrix[i * d + j] = matrix[j * d + i] = random.normal();
  const Eigen eigen = symmetric_eigen(matrix, d);
  for (size_t i = 0; i < d; ++i)
    for (size_t j = 0; j < d; ++j) {
      double sum = 0;
      for (size_t k = 0; k < d; ++k)
        sum += eigen.values[k] * eigen.vectors[i * d + k] * eigen.vectors[j * d + k];
      EXPECT_NEAR(sum, matrix[i * d + j], 1e-10);
    }
}

}  // namespace
}  // namespace ganscope
