#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "core/api/ask.h"

namespace ganscope::explore {

/// What a film frame is drawn from; two equal keys give the same picture.
struct FrameKey {
  uint64_t latent_hash = 0;
  api::Space space = api::Space::z;
  double truncation = 1;
  int label = -1;
  api::Model model = api::Model::ema;
  int64_t step = 0;
  uint64_t generation = 0;
  uint64_t shares_hash = 0;  ///< of a mixture of classes; 0: none
  std::vector<captions::Caption> captions = {};
  auto operator<=>(const FrameKey&) const = default;
};
[[nodiscard]] uint64_t hash_of(std::span<const float> latent);  ///< FNV-1a over the bytes

/// Film frames that were drawn before. When it grows beyond its limit it is emptied: films are asked for
/// whole, so what is still needed is back after one round.
class FrameCache {
 public:
  explicit FrameCache(size_t limit_bytes) : limit_bytes_(limit_bytes) {}
  [[nodiscard]] const api::Answer* find(const FrameKey& key) const;
  const api::Answer& put(const FrameKey& key, api::Answer frame);
  void clear();

 private:
  size_t limit_bytes_;
  size_t bytes_ = 0;
  std::map<FrameKey, api::Answer> frames_;
};

}  // namespace ganscope::explore
