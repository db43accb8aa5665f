#include "core/explore/feature_moments.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/base/check.h"
#include "core/base/random.h"

namespace ganscope::explore {
namespace {

constexpr uint32_t minus_sign = uint32_t{1} << 31;
constexpr size_t tile_rows = 4, tile_columns = 16;

/// to[row][column] += Σ over n of left[n][row] · right[n][column], for a tile of both. The sums stay in
/// registers, and no lane depends on another.
void add_tile(const float* left, size_t left_width, const float* right, size_t right_width, size_t count,
              float* to, size_t to_width) {
  std::array<std::array<float, tile_columns>, tile_rows> sums{};
  for (size_t n = 0; n < count; ++n) {
    const float* row = left + n * left_width;
    const float* column = right + n * right_width;
    for (size_t r = 0; r < tile_rows; ++r)
      for (size_t c = 0; c < tile_columns; ++c) sums[r][c] += row[r] * column[c];
  }
  for (size_t r = 0; r < tile_rows; ++r)
    for (size_t c = 0; c < tile_columns; ++c) to[r * to_width + c] += sums[r][c];
}

/// The same without a tile's shape: edges.
void add_edge(const float* left, size_t left_width, const float* right, size_t right_width, size_t count,
              float* to, size_t to_width, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; ++r)
    for (size_t c = 0; c < columns; ++c) {
      float sum = 0;
      for (size_t n = 0; n < count; ++n) sum += left[n * left_width + r] * right[n * right_width + c];
      to[r * to_width + c] += sum;
    }
}

/// to [left_width, right_width] += leftᵀ · right, both of `count` rows; with `upper` what lies clearly below
/// the diagonal is left out.
void add_products(const float* left, size_t left_width, const float* right, size_t right_width, size_t count,
                  float* to, bool upper) {
  for (size_t r = 0; r < left_width; r += tile_rows)
    for (size_t c = upper ? r / tile_columns * tile_columns : 0; c < right_width; c += tile_columns) {
      const size_t rows = std::min(tile_rows, left_width - r),
                   columns = std::min(tile_columns, right_width - c);
      float* tile = to + r * right_width + c;
      if (rows == tile_rows && columns == tile_columns)
        add_tile(left + r, left_width, right + c, right_width, count, tile, right_width);
      else
        add_edge(left + r, left_width, right + c, right_width, count, tile, right_width, rows, columns);
    }
}

}  // namespace

void FeatureMoments::add(const api::Rows& features, const std::vector<float>& latents) {
  if (features.count == 0) return;
  const auto count = static_cast<size_t>(features.count);
  if (width_ == 0) begin(features, latents.size() / count);
  GANSCOPE_CHECK(latents.size() == count * latent_dim_, "latents of another length");
  const std::vector<float> rows = centred(features);  // [count, width]
  for (size_t n = 0; n < count; ++n) {
    for (size_t i = 0; i < width_; ++i) sum_[i] += static_cast<double>(rows[n * width_ + i]);
    for (size_t i = 0; i < latent_dim_; ++i)
      latent_sum_[i] += static_cast<double>(latents[n * latent_dim_ + i]);
  }
  add_products(rows.data(), width_, rows.data(), width_, count, products_.data(), true);
  add_products(latents.data(), latent_dim_, rows.data(), width_, count, crossed_.data(), false);
  count_ += features.count;
}

void FeatureMoments::begin(const api::Rows& features, size_t latent_dim) {
  const bool hashed = features.width > widest;
  width_ = static_cast<size_t>(std::min(features.width, widest));
  latent_dim_ = latent_dim;
  Random random(1);
  for (uint32_t i = 0; i < static_cast<uint32_t>(features.width); ++i) {
    const uint64_t bits = hashed ? random.next() : 0;
    place_.push_back(
        hashed ? static_cast<uint32_t>(bits % widest) | ((bits >> 32U & 1U) != 0 ? minus_sign : 0U) : i);
  }
  shift_.assign(width_, 0);
  sum_.assign(width_, 0);
  latent_sum_.assign(latent_dim, 0);
  products_.assign(width_ * width_, 0);
  crossed_.assign(latent_dim * width_, 0);
  const std::vector<float> rows = centred(features);
  for (size_t n = 0; n < static_cast<size_t>(features.count); ++n)
    for (size_t i = 0; i < width_; ++i)
      shift_[i] += rows[n * width_ + i] / static_cast<float>(features.count);
}

std::vector<float> FeatureMoments::centred(const api::Rows& features) const {
  GANSCOPE_CHECK(static_cast<size_t>(features.width) == place_.size(), "features of another width");
  std::vector<float> rows(static_cast<size_t>(features.count) * width_);
  for (int n = 0; n < features.count; ++n) {
    const float* from = features.row(n);
    float* to = &rows[static_cast<size_t>(n) * width_];
    for (size_t i = 0; i < place_.size(); ++i) {
      const bool minus = (place_[i] & minus_sign) != 0;
      to[place_[i] & ~minus_sign] += minus ? -from[i] : from[i];
    }
    for (size_t i = 0; i < width_; ++i) to[i] -= shift_[i];
  }
  return rows;
}

std::vector<float> FeatureMoments::covariance() const {
  std::vector<float> matrix(width_ * width_);
  const auto n = static_cast<double>(std::max<int64_t>(count_, 1));
  for (size_t i = 0; i < width_; ++i)
    for (size_t j = i; j < width_; ++j) {
      const double value = static_cast<double>(products_[i * width_ + j]) / n - sum_[i] / n * (sum_[j] / n);
      matrix[i * width_ + j] = matrix[j * width_ + i] = static_cast<float>(value);
    }
  return matrix;
}

double FeatureMoments::variance() const {
  double trace = 0;
  const auto n = static_cast<double>(std::max<int64_t>(count_, 1));
  for (size_t i = 0; i < width_; ++i)
    trace += static_cast<double>(products_[i * width_ + i]) / n - sum_[i] / n * (sum_[i] / n);
  return trace;
}

std::vector<float> FeatureMoments::latent_along(const float* vector) const {
  std::vector<float> along;
  const auto n = static_cast<double>(std::max<int64_t>(count_, 1));
  for (size_t d = 0; d < latent_dim_; ++d) {
    double value = 0;
    for (size_t i = 0; i < width_; ++i) {
      const double covariance =
          static_cast<double>(crossed_[d * width_ + i]) / n - latent_sum_[d] / n * (sum_[i] / n);
      value += covariance * static_cast<double>(vector[i]);
    }
    along.push_back(static_cast<float>(value));
  }
  return along;
}

}  // namespace ganscope::explore
