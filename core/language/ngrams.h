#pragma once
#include <unordered_map>

#include "core/language/lines.h"

namespace ganscope::language {

constexpr int longest_ngram = 4;

/// How often each run of `n` neighbouring words occurs in some lines, wherever in the line it stands.
class Ngrams {
 public:
  /// `words` different ones; n from 1 to `longest_ngram`.
  Ngrams(const Lines& lines, int n, int words);
  /// Jensen–Shannon divergence of the two distributions in bits: 0 (the same) to 1 (nothing in common). Also
  /// equal languages are above 0 where they are only counted, the more so the longer the runs: hence the
  /// floors. Where one has no n-grams at all, 1.
  [[nodiscard]] double divergence(const Ngrams& other) const;
  [[nodiscard]] int64_t total() const { return total_; }

 private:
  std::unordered_map<uint64_t, int64_t> counts_;
  int64_t total_ = 0;
};

}  // namespace ganscope::language
