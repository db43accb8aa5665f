#pragma once
#include <cstdint>
#include <vector>

#include "core/explore/tool.h"

namespace ganscope::explore {

/// The latents of consecutive seeds that an ask's settings name: `samples` (2,000; 16 to 4,000) from `seed`
/// (1) on, with `truncation` (1; of z, w has that of the ask). Labels are those of the ask in turn, or every
/// class in turn.
class SeededSamples {
 public:
  static constexpr int fewest = 16, usual = 2000, most = 4000;

  SeededSamples() = default;  ///< none
  explicit SeededSamples(const api::Ask& ask);

  [[nodiscard]] int count() const { return count_; }
  [[nodiscard]] uint64_t seed() const { return seed_; }

  struct Piece {
    std::vector<float> latents;  ///< [n, latent_dim] of the space of the ask, before truncation
    std::vector<int> labels;     ///< [n], or empty
    api::Answer drawn;
  };
  /// Draws samples first … first + n − 1, scored by D where `scored`.
  [[nodiscard]] Expected<Piece> draw(Bench& bench, const Slice& slice, int first, int n, bool scored) const;

 private:
  int count_ = 0;
  uint64_t seed_ = 1;
  double truncation_ = 1;
};

}  // namespace ganscope::explore
