#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/api/ask.h"

namespace ganscope::explore {

/// Mean and covariance of features, and their covariance with the latents that they came from, gathered piece
/// by piece. More than 1,024 features are hashed into as many sums with random signs first (count sketch,
/// Charikar 2002), which keeps inner products up to a thirtieth of the lengths.
class FeatureMoments {
 public:
  static constexpr int widest = 1024;

  /// `features` [count, width] of `latents` [count, latent_dim]; the same widths every time.
  void add(const api::Rows& features, const std::vector<float>& latents);

  [[nodiscard]] int width() const { return static_cast<int>(width_); }  ///< after hashing
  [[nodiscard]] int64_t count() const { return count_; }
  [[nodiscard]] std::vector<float> covariance() const;  ///< [width, width]
  [[nodiscard]] double variance() const;                ///< of all features together: the trace
  /// Σ cov(latent, feature) · vector[feature]: where the latent goes as the features go along `vector`
  /// [width] → [latent_dim].
  [[nodiscard]] std::vector<float> latent_along(const float* vector) const;

 private:
  void begin(const api::Rows& features, size_t latent_dim);
  [[nodiscard]] std::vector<float> centred(const api::Rows& features) const;

  size_t width_ = 0, latent_dim_ = 0;
  int64_t count_ = 0;
  std::vector<uint32_t> place_;  ///< of every feature among the sums, and 1 << 31 where its sign is minus
  std::vector<float> shift_;     ///< [width]: about the mean, so that squares stay small
  std::vector<double> sum_;      ///< [width], of what is shifted
  std::vector<double> latent_sum_;
  std::vector<float> products_;  ///< [width, width], from the diagonal on
  std::vector<float> crossed_;   ///< [latent_dim, width]
};

}  // namespace ganscope::explore
