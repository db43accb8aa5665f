#pragma once
#include <array>
#include <unordered_set>
#include <vector>

#include "core/language/ngrams.h"

namespace ganscope::language {

/// What is said of some lines.
struct LineScores {
  int64_t count = 0;
  double valid = 0;     ///< share that obeys every rule; NaN where no rules are known
  double distinct = 0;  ///< different lines among them, as a share of their number
  /// Share of those that are valid (where no rules are known: of all) that stand in the training lines as
  /// they are; NaN where none is valid.
  double copied = 0;
  std::array<double, longest_ngram>
      divergence{};            ///< of n-grams, n = 1 … 4, against as many training lines, in bits
  std::vector<double> obeyed;  ///< share that obeys each rule, in the order of the grammar
  std::vector<double>
      faults;  ///< of those that are not valid, the share that breaks each rule; 0 where all are
};

/// Judges lines beside real ones that are judged in the same way: with a grammar new lines of it; without one
/// the second half of the data, against the first.
class LineJudge {
 public:
  /// `training`: all lines that are learned from; `grammar`: null where no rules are known; `count`: of lines
  /// that will be judged, which is how many real ones stand beside them where there are as many; `words`: V.
  LineJudge(Lines training, const Grammar* grammar, int words, int64_t count);

  [[nodiscard]] LineScores score(const Lines& lines) const;
  [[nodiscard]] const LineScores& real() const { return real_; }
  /// Of the same number of lines whose words are drawn one by one, and each by the one before.
  [[nodiscard]] const LineScores& independent() const { return independent_; }
  [[nodiscard]] const LineScores& bigram() const { return bigram_; }
  [[nodiscard]] const Grammar* grammar() const { return grammar_; }
  [[nodiscard]] const Lines& training() const { return training_; }
  /// Whether a line stands in the training lines as it is.
  [[nodiscard]] bool copied(std::span<const int> line) const;

 private:
  [[nodiscard]] LineScores score(const Lines& lines, const std::unordered_set<std::string>& originals) const;

  Lines training_;
  const Grammar* grammar_;
  int words_;
  std::vector<Ngrams> reference_;              // n = 1 … 4
  std::unordered_set<std::string> originals_;  // all training lines
  LineScores real_, independent_, bigram_;
};

}  // namespace ganscope::language
