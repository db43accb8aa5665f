#include "core/language/ngrams.h"

#include <cmath>

#include "core/base/check.h"

namespace ganscope::language {

Ngrams::Ngrams(const Lines& lines, int n, int words) {
  GANSCOPE_CHECK(n >= 1 && n <= longest_ngram && words < (1 << 16), "n-grams that do not fit their key");
  for (int64_t i = 0; i < lines.count(); ++i) {
    const auto line = lines[i];
    for (size_t first = 0; first + static_cast<size_t>(n) <= line.size(); ++first) {
      uint64_t key = 0;
      for (size_t k = 0; k < static_cast<size_t>(n); ++k)
        key = (key << 16) | static_cast<uint64_t>(line[first + k]);
      ++counts_[key];
      ++total_;
    }
  }
}

double Ngrams::divergence(const Ngrams& other) const {
  if (total_ == 0 || other.total_ == 0) return 1;
  const auto own = static_cast<double>(total_), others = static_cast<double>(other.total_);
  // Σ over what both have of their shares of H(mixture) − ½H(p) − ½H(q), the rest is what only one has: ½ of
  // it.
  double shared = 0, p_alone = 1, q_alone = 1;
  for (const auto& [key, count] : counts_) {
    const auto there = other.counts_.find(key);
    if (there == other.counts_.end()) continue;
    const double p = static_cast<double>(count) / own, q = static_cast<double>(there->second) / others;
    const double middle = (p + q) / 2;
    shared += (p * std::log2(p / middle) + q * std::log2(q / middle)) / 2;
    p_alone -= p;
    q_alone -= q;
  }
  return shared + (p_alone + q_alone) / 2;
}

}  // namespace ganscope::language
