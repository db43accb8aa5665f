#include "core/explore/leading_eigen.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

#include "core/base/check.h"
#include "core/base/random.h"
#include "core/base/symmetric_eigen.h"

namespace ganscope::explore {
namespace {

constexpr size_t solved_exactly = 64;  // rows
constexpr size_t spare = 8;            // vectors besides those that are wanted: they make it converge
constexpr int most_passes = 200;
constexpr double close_enough = 2e-6;  // relative change of an eigenvalue, about what floats can tell

double dot(const float* a, const float* b, size_t size) {
  double sum = 0;
  for (size_t i = 0; i < size; ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

/// Places of `values` from the greatest to the least.
std::vector<size_t> falling_order(const std::vector<double>& values) {
  std::vector<size_t> order(values.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::stable_sort(order, [&](size_t a, size_t b) { return values[a] > values[b]; });
  return order;
}

}  // namespace

LeadingEigen::LeadingEigen(std::vector<float> matrix, int size, int count)
    : matrix_(std::move(matrix)),
      size_(static_cast<size_t>(size)),
      count_(static_cast<size_t>(std::clamp(count, 1, size))),
      block_(std::min(count_ + spare, size_)),
      basis_(block_ * size_),
      product_(block_ * size_) {
  GANSCOPE_CHECK(matrix_.size() == size_ * size_, "the matrix is not square");
  Random(1).fill_normal(basis_);
  make_orthonormal();
}

bool LeadingEigen::step() {
  if (size_ <= solved_exactly) {
    solve_exactly();
    return true;
  }
  const std::vector<double> before = ritz_;
  multiply();
  rotate();
  basis_.swap(product_);
  make_orthonormal();
  ++passes_;
  bool settled = !before.empty();
  for (size_t i = 0; settled && i < count_; ++i)
    settled = std::abs(ritz_[i] - before[i]) <= close_enough * std::max(ritz_[i], 0.1 * ritz_[0]);
  if (!settled && passes_ < most_passes) return false;
  take_over();
  return true;
}

void LeadingEigen::solve_exactly() {
  const Eigen eigen = symmetric_eigen({matrix_.begin(), matrix_.end()}, static_cast<int>(size_));
  const std::vector<size_t> order = falling_order(eigen.values);
  for (size_t k = 0; k < count_; ++k) {
    ritz_.push_back(eigen.values[order[k]]);
    for (size_t i = 0; i < size_; ++i)
      basis_[k * size_ + i] = static_cast<float>(eigen.vectors[i * size_ + order[k]]);
  }
  take_over();
}

/// product = basis · matrix, row by row of the matrix, which is symmetric.
void LeadingEigen::multiply() {
  std::ranges::fill(product_, 0.0F);
  for (size_t row = 0; row < size_; ++row) {
    const float* from = &matrix_[row * size_];
    for (size_t k = 0; k < block_; ++k) {
      const float by = basis_[k * size_ + row];
      float* to = &product_[k * size_];
      for (size_t i = 0; i < size_; ++i) to[i] += by * from[i];
    }
  }
}

/// Modified Gram–Schmidt, twice, for floats lose what the first time takes away.
void LeadingEigen::make_orthonormal() {
  for (size_t k = 0; k < block_; ++k) {
    float* own = &basis_[k * size_];
    for (int time = 0; time < 2; ++time)
      for (size_t j = 0; j < k; ++j) {
        const float* other = &basis_[j * size_];
        const auto share = static_cast<float>(dot(own, other, size_));
        for (size_t i = 0; i < size_; ++i) own[i] -= share * other[i];
      }
    const double length = std::sqrt(dot(own, own, size_));
    if (length > 0)
      for (size_t i = 0; i < size_; ++i) own[i] = static_cast<float>(static_cast<double>(own[i]) / length);
  }
}

void LeadingEigen::rotate() {
  std::vector<double> small(block_ * block_);  // basisᵀ · matrix · basis
  for (size_t a = 0; a < block_; ++a)
    for (size_t b = 0; b <= a; ++b)
      small[a * block_ + b] = small[b * block_ + a] = dot(&basis_[a * size_], &product_[b * size_], size_);
  const Eigen eigen = symmetric_eigen(std::move(small), static_cast<int>(block_));
  const std::vector<size_t> order = falling_order(eigen.values);
  ritz_.clear();
  std::vector<float> turned(block_ * size_);
  for (size_t k = 0; k < block_; ++k) {
    ritz_.push_back(eigen.values[order[k]]);
    for (size_t j = 0; j < block_; ++j) {
      const auto by = static_cast<float>(eigen.vectors[j * block_ + order[k]]);
      for (size_t i = 0; i < size_; ++i) turned[k * size_ + i] += by * product_[j * size_ + i];
    }
  }
  product_ = std::move(turned);
}

void LeadingEigen::take_over() {
  values_.assign(ritz_.begin(), ritz_.begin() + static_cast<std::ptrdiff_t>(count_));
  vectors_.assign(basis_.begin(), basis_.begin() + static_cast<std::ptrdiff_t>(count_ * size_));
  for (size_t k = 0; k < count_; ++k) {
    const auto begin = vectors_.begin() + static_cast<std::ptrdiff_t>(k * size_);
    const auto end = begin + static_cast<std::ptrdiff_t>(size_);
    const auto largest =
        std::max_element(begin, end, [](float a, float b) { return std::abs(a) < std::abs(b); });
    if (*largest < 0) std::transform(begin, end, begin, std::negate{});
  }
}

}  // namespace ganscope::explore
