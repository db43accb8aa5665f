#include "core/explore/ridge.h"

#include <cmath>
#include <cstddef>

#include "core/base/check.h"

namespace ganscope::explore {
namespace {

/// Rows less their mean, in double precision.
std::vector<double> about_mean(const std::vector<float>& rows, size_t width) {
  std::vector<double> centred(rows.begin(), rows.end()), mean(width);
  const size_t n = rows.size() / width;
  for (size_t i = 0; i < rows.size(); ++i) mean[i % width] += centred[i] / static_cast<double>(n);
  for (size_t i = 0; i < rows.size(); ++i) centred[i] -= mean[i % width];
  return centred;
}

/// leftᵀ · right of rows: [left_width, right_width]
std::vector<double> products(const std::vector<double>& left, size_t left_width,
                             const std::vector<double>& right, size_t right_width) {
  std::vector<double> sums(left_width * right_width);
  for (size_t n = 0; n < left.size() / left_width; ++n)
    for (size_t i = 0; i < left_width; ++i)
      for (size_t j = 0; j < right_width; ++j)
        sums[i * right_width + j] += left[n * left_width + i] * right[n * right_width + j];
  return sums;
}

/// Cholesky factor of a positive matrix [d, d], in its lower half.
void factorise(std::vector<double>& a, size_t d) {
  for (size_t j = 0; j < d; ++j)
    for (size_t i = j; i < d; ++i) {
      double sum = a[i * d + j];
      for (size_t k = 0; k < j; ++k) sum -= a[i * d + k] * a[j * d + k];
      a[i * d + j] = i == j ? std::sqrt(sum) : sum / a[j * d + j];
    }
}

}  // namespace

std::vector<double> ridge_regression(const std::vector<float>& inputs, int inputs_width,
                                     const std::vector<float>& targets, int targets_width, double ridge) {
  const auto p = static_cast<size_t>(inputs_width), d = static_cast<size_t>(targets_width);
  GANSCOPE_CHECK(ridge > 0 && p > 0 && d > 0 && inputs.size() / p == targets.size() / d,
                 "a regression of other rows");
  const std::vector<double> a = about_mean(inputs, p), z = about_mean(targets, d);
  std::vector<double> normal = products(a, p, a, p), solved = products(a, p, z, d);
  for (size_t i = 0; i < p; ++i) normal[i * p + i] += ridge;
  factorise(normal, p);
  for (size_t i = 0; i < p; ++i)  // L y = b
    for (size_t j = 0; j < d; ++j) {
      for (size_t k = 0; k < i; ++k) solved[i * d + j] -= normal[i * p + k] * solved[k * d + j];
      solved[i * d + j] /= normal[i * p + i];
    }
  for (size_t i = p; i-- > 0;)  // Lᵀ x = y
    for (size_t j = 0; j < d; ++j) {
      for (size_t k = i + 1; k < p; ++k) solved[i * d + j] -= normal[k * p + i] * solved[k * d + j];
      solved[i * d + j] /= normal[i * p + i];
    }
  return solved;
}

}  // namespace ganscope::explore
