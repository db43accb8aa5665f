#include "core/base/symmetric_eigen.h"

#include <cmath>
#include <cstddef>
#include <utility>

#include "core/base/check.h"

namespace ganscope {
namespace {

using Matrix = std::vector<double>;

/// One Jacobi rotation in the plane (p, q) that makes a[p][q] zero.
void rotate(Matrix& a, Matrix& v, size_t d, size_t p, size_t q) {
  const double apq = a[p * d + q];
  const double theta = (a[q * d + q] - a[p * d + p]) / (2 * apq);
  const double t = (theta >= 0 ? 1.0 : -1.0) / (std::abs(theta) + std::sqrt(theta * theta + 1));
  const double c = 1 / std::sqrt(t * t + 1), s = t * c;
  for (size_t k = 0; k < d; ++k) {
    const double x = a[k * d + p], y = a[k * d + q];
    a[k * d + p] = c * x - s * y;
    a[k * d + q] = s * x + c * y;
  }
  for (size_t k = 0; k < d; ++k) {
    const double x = a[p * d + k], y = a[q * d + k];
    a[p * d + k] = c * x - s * y;
    a[q * d + k] = s * x + c * y;
  }
  for (size_t k = 0; k < d; ++k) {
    const double x = v[k * d + p], y = v[k * d + q];
    v[k * d + p] = c * x - s * y;
    v[k * d + q] = s * x + c * y;
  }
}

}  // namespace

Eigen symmetric_eigen(Matrix a, int dimensions) {
  const auto d = static_cast<size_t>(dimensions);
  GANSCOPE_CHECK(a.size() == d * d, "the matrix is not square");
  Matrix v(d * d);
  for (size_t i = 0; i < d; ++i) v[i * d + i] = 1;
  double total = 0;
  for (const double value : a) total += value * value;
  constexpr int most_sweeps = 60;  // converges quadratically: ten do for 64 dimensions
  for (int sweep = 0; sweep < most_sweeps; ++sweep) {
    double off = 0;
    for (size_t p = 0; p < d; ++p)
      for (size_t q = p + 1; q < d; ++q) off += a[p * d + q] * a[p * d + q];
    if (off <= 1e-28 * total) break;
    for (size_t p = 0; p < d; ++p)
      for (size_t q = p + 1; q < d; ++q)
        if (std::abs(a[p * d + q]) > 1e-300) rotate(a, v, d, p, q);
  }
  Eigen eigen{std::vector<double>(d), std::move(v)};
  for (size_t i = 0; i < d; ++i) eigen.values[i] = a[i * d + i];
  return eigen;
}

}  // namespace ganscope
