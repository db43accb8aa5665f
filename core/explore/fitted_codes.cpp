#include "core/explore/fitted_codes.h"

#include <algorithm>
#include <cmath>

namespace ganscope::explore {
namespace {

/// Covariance of the codes around `mean`, [dim, dim], with a millionth of the mean variance more on the
/// diagonal, so that numbers that never vary have a root.
std::vector<double> covariance(const api::Rows& codes, const std::vector<double>& mean) {
  const size_t dim = mean.size();
  std::vector<double> sums(dim * dim), off(dim);
  for (int n = 0; n < codes.count; ++n) {
    for (size_t i = 0; i < dim; ++i) off[i] = static_cast<double>(codes.row(n)[i]) - mean[i];
    for (size_t i = 0; i < dim; ++i)
      for (size_t j = 0; j <= i; ++j) sums[i * dim + j] += off[i] * off[j];
  }
  double trace = 0;
  for (double& sum : sums) sum /= codes.count - 1;
  for (size_t i = 0; i < dim; ++i) trace += sums[i * dim + i];
  for (size_t i = 0; i < dim; ++i) sums[i * dim + i] += 1e-6 * trace / static_cast<double>(dim) + 1e-12;
  return sums;
}

/// The lower triangle of `matrix` becomes its Cholesky factor.
void factorise(std::vector<double>& matrix, size_t dim) {
  for (size_t i = 0; i < dim; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double left = matrix[i * dim + j];
      for (size_t k = 0; k < j; ++k) left -= matrix[i * dim + k] * matrix[j * dim + k];
      matrix[i * dim + j] = i == j ? std::sqrt(std::max(left, 1e-12)) : left / matrix[j * dim + j];
    }
  }
}

}  // namespace

std::vector<float> FittedCodes::moved(std::span<const float> z) const {
  std::vector<float> code = mean;
  for (size_t i = 0; i < code.size(); ++i)
    for (size_t j = 0; j <= i; ++j) code[i] += factor[i * code.size() + j] * z[j];
  return code;
}

api::Rows FittedCodes::rows() const {
  api::Rows rows{static_cast<int>(mean.size()) + 1, static_cast<int>(mean.size()), mean};
  rows.values.insert(rows.values.end(), factor.begin(), factor.end());
  return rows;
}

std::optional<FittedCodes> FittedCodes::of_rows(const api::Rows& rows) {
  const auto dim = static_cast<size_t>(rows.width);
  if (rows.width <= 0 || rows.count != rows.width + 1 || rows.values.size() != dim * (dim + 1))
    return std::nullopt;
  const auto second = rows.values.begin() + rows.width;
  return FittedCodes{{rows.values.begin(), second}, {second, rows.values.end()}};
}

Expected<FittedCodes> fit_codes(const api::Rows& codes) {
  const bool finite = std::ranges::all_of(codes.values, [](float value) { return std::isfinite(value); });
  if (codes.count < 2 || codes.width <= 0 || !finite)
    return fail(FailureKind::bad_data, "nothing can be fitted to these codes", "codes",
                "train on, or give more samples");
  const auto dim = static_cast<size_t>(codes.width);
  std::vector<double> mean(dim);
  for (size_t i = 0; i < codes.values.size(); ++i) mean[i % dim] += static_cast<double>(codes.values[i]);
  for (double& sum : mean) sum /= codes.count;
  std::vector<double> matrix = covariance(codes, mean);
  factorise(matrix, dim);
  FittedCodes fitted{{mean.begin(), mean.end()}, {matrix.begin(), matrix.end()}};
  return fitted;
}

}  // namespace ganscope::explore
