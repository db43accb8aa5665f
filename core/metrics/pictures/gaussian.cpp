#include "core/metrics/pictures/gaussian.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/base/check.h"
#include "core/base/symmetric_eigen.h"

namespace ganscope::metrics {
namespace {

using Matrix = std::vector<double>;

Matrix product(const Matrix& a, const Matrix& b, size_t d) {
  Matrix c(d * d);
  for (size_t i = 0; i < d; ++i)
    for (size_t k = 0; k < d; ++k) {
      const double value = a[i * d + k];
      for (size_t j = 0; j < d; ++j) c[i * d + j] += value * b[k * d + j];
    }
  return c;
}

/// V diag(f(λ)) Vᵀ; rounding makes eigenvalues of a positive matrix slightly negative at times.
Matrix square_root(const Matrix& matrix, size_t d) {
  const Eigen eigen = symmetric_eigen(matrix, static_cast<int>(d));
  Matrix root(d * d);
  for (size_t k = 0; k < d; ++k) {
    const double scale = std::sqrt(std::max(eigen.values[k], 0.0));
    for (size_t i = 0; i < d; ++i)
      for (size_t j = 0; j < d; ++j)
        root[i * d + j] += scale * eigen.vectors[i * d + k] * eigen.vectors[j * d + k];
  }
  return root;
}

}  // namespace

Gaussian fit_gaussian(std::span<const float> rows, int dimensions) {
  const auto d = static_cast<size_t>(dimensions);
  GANSCOPE_CHECK(dimensions > 0 && rows.size() % d == 0 && rows.size() / d >= 2, "a Gaussian needs two rows");
  const size_t n = rows.size() / d;
  Gaussian fit{std::vector<double>(d), Matrix(d * d)};
  for (size_t i = 0; i < n; ++i)
    for (size_t j = 0; j < d; ++j) fit.mean[j] += static_cast<double>(rows[i * d + j]);
  for (double& value : fit.mean) value /= static_cast<double>(n);
  std::vector<double> centred(d);
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < d; ++j) centred[j] = static_cast<double>(rows[i * d + j]) - fit.mean[j];
    for (size_t j = 0; j < d; ++j)
      for (size_t k = 0; k <= j; ++k) fit.covariance[j * d + k] += centred[j] * centred[k];
  }
  for (size_t j = 0; j < d; ++j)
    for (size_t k = 0; k <= j; ++k) {
      const double value = fit.covariance[j * d + k] / static_cast<double>(n - 1);
      fit.covariance[j * d + k] = fit.covariance[k * d + j] = value;
    }
  return fit;
}

double frechet_distance(const Gaussian& a, const Gaussian& b) {
  const size_t d = a.mean.size();
  GANSCOPE_CHECK(b.mean.size() == d, "the Gaussians have different dimensions");
  double distance = 0;
  for (size_t i = 0; i < d; ++i) distance += (a.mean[i] - b.mean[i]) * (a.mean[i] - b.mean[i]);
  for (size_t i = 0; i < d; ++i) distance += a.covariance[i * d + i] + b.covariance[i * d + i];
  const Matrix root = square_root(a.covariance, d);
  const Matrix inner = product(product(root, b.covariance, d), root, d);
  for (const double value : symmetric_eigen(inner, static_cast<int>(d)).values)
    distance -= 2 * std::sqrt(std::max(value, 0.0));
  return std::max(distance, 0.0);
}

}  // namespace ganscope::metrics
