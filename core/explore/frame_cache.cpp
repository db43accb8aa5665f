#include "core/explore/frame_cache.h"

#include <cstring>
#include <utility>

#include "core/base/hash.h"

namespace ganscope::explore {
namespace {

size_t bytes_of(const api::Answer& frame) {
  return sizeof(frame) + frame.pixels.size() + (frame.points.size() + frame.scores.size()) * sizeof(float);
}

}  // namespace

uint64_t hash_of(std::span<const float> latent) {
  Fnv1a hash;
  for (const std::byte byte : std::as_bytes(latent)) hash.add(static_cast<uint64_t>(byte));
  return hash.value();
}

const api::Answer* FrameCache::find(const FrameKey& key) const {
  const auto found = frames_.find(key);
  return found == frames_.end() ? nullptr : &found->second;
}

const api::Answer& FrameCache::put(const FrameKey& key, api::Answer frame) {
  const size_t size = bytes_of(frame);
  if (bytes_ + size > limit_bytes_) clear();
  bytes_ += size;
  return frames_.insert_or_assign(key, std::move(frame)).first->second;
}

void FrameCache::clear() {
  frames_.clear();
  bytes_ = 0;
}

}  // namespace ganscope::explore
