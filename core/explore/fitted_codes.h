#pragma once
#include <optional>
#include <span>
#include <vector>

#include "core/api/ask.h"
#include "core/base/failure.h"

namespace ganscope::explore {

/// The normal distribution fitted to codes: their mean μ and a lower triangular L with L Lᵀ their covariance.
/// A prior for an encoder's model whose codes do not fall as N(0, 1): μ + L z is drawn in place of z.
struct FittedCodes {
  std::vector<float> mean;    ///< [dim]
  std::vector<float> factor;  ///< [dim, dim], zeros above the diagonal

  [[nodiscard]] std::vector<float> moved(std::span<const float> z) const;
  /// As rows of `dim` numbers: the mean, then those of the factor. And back; none where they are not these.
  [[nodiscard]] api::Rows rows() const;
  [[nodiscard]] static std::optional<FittedCodes> of_rows(const api::Rows& rows);
};

/// Fails with `bad_data` where there are fewer than two codes, or one is not finite.
[[nodiscard]] Expected<FittedCodes> fit_codes(const api::Rows& codes);

}  // namespace ganscope::explore
