#include "core/explore/tiny_mlp.h"

#include <cmath>

#include "core/base/random.h"

namespace ganscope::explore {
namespace {

constexpr int n = TinyMlp::width;
constexpr size_t w1 = 0, b1 = n, w2 = 2 * n, b2 = w2 + n * n, w3 = b2 + n, b3 = w3 + n;

constexpr float below_zero = 0.2F;  // slope of the leaky ReLU there
float bent(float x) { return x > 0 ? x : below_zero * x; }
/// The slope at what came out.
float slope_at(float answer) { return answer > 0 ? 1.0F : below_zero; }

}  // namespace

TinyMlp::TinyMlp(uint64_t seed) : weights_(weight_count) {
  Random random(seed);
  const auto even = [&](double bound) { return static_cast<float>(random.uniform(-bound, bound)); };
  for (size_t i = 0; i < n; ++i) weights_[w1 + i] = even(1);
  for (size_t i = 0; i < n; ++i) weights_[b1 + i] = even(2);
  const double bound = std::sqrt(6.0 / n);
  for (size_t i = 0; i < n * n; ++i) weights_[w2 + i] = even(bound);
  for (size_t i = 0; i < n; ++i) weights_[w3 + i] = even(bound);
}

std::span<const float> TinyMlp::forward(std::span<const float> x) {
  x_.assign(x.begin(), x.end());
  out_.resize(x.size());
  h1_.resize(x.size());
  h2_.resize(x.size());
  // Columns of the second layer's weights: sums over inputs then run along whole rows.
  std::array<Layer, n> columns;
  for (size_t j = 0; j < n; ++j)
    for (size_t i = 0; i < n; ++i) columns[i][j] = weights_[w2 + j * n + i];
  for (size_t row = 0; row < x.size(); ++row) {
    Layer& h1 = h1_[row];
    Layer& h2 = h2_[row];
    for (size_t i = 0; i < n; ++i) h1[i] = bent(weights_[w1 + i] * x[row] + weights_[b1 + i]);
    Layer sum;
    for (size_t j = 0; j < n; ++j) sum[j] = weights_[b2 + j];
    for (size_t i = 0; i < n; ++i)
      for (size_t j = 0; j < n; ++j) sum[j] += columns[i][j] * h1[i];
    float out = weights_[b3];
    for (size_t j = 0; j < n; ++j) h2[j] = bent(sum[j]);
    for (size_t j = 0; j < n; ++j) out += weights_[w3 + j] * h2[j];
    out_[row] = out;
  }
  return out_;
}

void TinyMlp::backward(std::span<const float> slopes, std::span<double> gradient, std::span<float> by_input) {
  std::array<float, weight_count> sum{};
  for (size_t row = 0; row < slopes.size(); ++row) {
    const Layer& h1 = h1_[row];
    const Layer& h2 = h2_[row];
    Layer back2, back1{};
    for (size_t j = 0; j < n; ++j) back2[j] = slopes[row] * weights_[w3 + j] * slope_at(h2[j]);
    for (size_t j = 0; j < n; ++j)
      for (size_t i = 0; i < n; ++i) back1[i] += back2[j] * weights_[w2 + j * n + i];
    float by_x = 0;
    for (size_t i = 0; i < n; ++i) back1[i] *= slope_at(h1[i]);
    for (size_t i = 0; i < n; ++i) by_x += back1[i] * weights_[w1 + i];
    if (!by_input.empty()) by_input[row] = by_x;
    if (gradient.empty()) continue;
    for (size_t i = 0; i < n; ++i) {
      sum[w1 + i] += back1[i] * x_[row];
      sum[b1 + i] += back1[i];
      sum[b2 + i] += back2[i];
      sum[w3 + i] += slopes[row] * h2[i];
    }
    sum[b3] += slopes[row];
    for (size_t j = 0; j < n; ++j)
      for (size_t i = 0; i < n; ++i) sum[w2 + j * n + i] += back2[j] * h1[i];
  }
  for (size_t i = 0; i < gradient.size(); ++i) gradient[i] += static_cast<double>(sum[i]);
}

}  // namespace ganscope::explore
