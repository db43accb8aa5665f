#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ganscope {

/// FNV-1a, 64 bits (Fowler, Noll, Vo): for names of cache files and for noticing that a content has changed.
/// Not against an adversary.
class Fnv1a {
 public:
  /// Mixes a byte, or in a single round a whole word: quicker, and as good against accidents.
  constexpr void add(uint64_t word) { value_ = (value_ ^ word) * 1099511628211ULL; }
  constexpr void add(std::string_view text) {
    for (const char c : text) add(static_cast<uint64_t>(static_cast<unsigned char>(c)));
  }
  [[nodiscard]] constexpr uint64_t value() const { return value_; }

 private:
  uint64_t value_ = 14695981039346656037ULL;
};

}  // namespace ganscope
