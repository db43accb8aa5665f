#include "core/data/fingerprint.h"

#include <algorithm>
#include <cstring>
#include <span>

namespace ganscope::data {
namespace {

/// Multiplies and folds word after word, as the well-known quick hashes do.
class Hash {
 public:
  void add(uint64_t word) {
    state_ = (state_ ^ word) * 0x9E3779B97F4A7C15ull;
    state_ ^= state_ >> 32;
  }
  void add(std::span<const std::byte> bytes) {
    add(bytes.size());
    for (size_t i = 0; i < bytes.size(); i += sizeof(uint64_t)) {
      uint64_t word = 0;
      std::memcpy(&word, bytes.data() + i, std::min(sizeof word, bytes.size() - i));
      add(word);
    }
  }
  [[nodiscard]] uint64_t value() const { return state_ != 0 ? state_ : 1; }

 private:
  uint64_t state_ = 0x243F6A8885A308D3ull;  // digits of π
};

}  // namespace

uint64_t fingerprint_of(const Dataset& set) {
  Hash hash;
  hash.add(static_cast<uint64_t>(set.count));
  hash.add(std::as_bytes(std::span(set.pixels)));
  hash.add(std::as_bytes(std::span(set.points)));
  hash.add(std::as_bytes(std::span(set.frame.origin)));
  hash.add(std::as_bytes(std::span(set.frame.unit)));
  hash.add(std::as_bytes(std::span(set.labels)));
  return hash.value();
}

}  // namespace ganscope::data
