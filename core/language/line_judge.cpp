#include "core/language/line_judge.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/language/trivial_lines.h"

namespace ganscope::language {
namespace {

constexpr double unknown_share = std::numeric_limits<double>::quiet_NaN();
constexpr uint64_t seed_of_floors = 1801;  // the same floors for the same data

// Two bytes a word: something to look a line up by.
std::string key_of(std::span<const int> line) {
  std::string key;
  key.reserve(2 * line.size());
  for (const int word : line) {
    key += static_cast<char>(word & 0xff);
    key += static_cast<char>(word >> 8);
  }
  return key;
}

std::unordered_set<std::string> keys_of(const Lines& lines) {
  std::unordered_set<std::string> keys;
  for (int64_t i = 0; i < lines.count(); ++i) keys.insert(key_of(lines[i]));
  return keys;
}

Lines part_of(const Lines& lines, int64_t first, int64_t count) {
  Lines some{lines.length, {}};
  for (int64_t i = first; i < first + count; ++i) some.add(lines[i]);
  return some;
}

double share(int64_t some, int64_t of) {
  return of > 0 ? static_cast<double>(some) / static_cast<double>(of) : unknown_share;
}

}  // namespace

LineJudge::LineJudge(Lines training, const Grammar* grammar, int words, int64_t count)
    : training_(std::move(training)), grammar_(grammar), words_(words), originals_(keys_of(training_)) {
  Random random(seed_of_floors);
  // Real lines that are not looked for among themselves: new ones, or a half of the data against the other.
  // As many in the reference as are judged, for divergences of counts depend on both.
  const int64_t all = training_.count(), half = all / 2;
  const Lines first = part_of(training_, 0, std::min(count, grammar_ != nullptr ? all : all - half));
  for (int n = 1; n <= longest_ngram; ++n) reference_.emplace_back(first, n, words_);
  if (grammar_ != nullptr) {
    real_ = score(drawn_lines(*grammar_, count, random));
  } else {
    const Lines others = part_of(training_, all - half, std::min(half, count));
    real_ = score(others, keys_of(part_of(training_, 0, all - half)));
  }
  if (training_.count() == 0) return;
  independent_ = score(independent_lines(training_, count, random));
  bigram_ = score(bigram_lines(training_, words_, count, random));
}

bool LineJudge::copied(std::span<const int> line) const { return originals_.contains(key_of(line)); }

LineScores LineJudge::score(const Lines& lines) const { return score(lines, originals_); }

LineScores LineJudge::score(const Lines& lines, const std::unordered_set<std::string>& originals) const {
  LineScores scores;
  scores.count = lines.count();
  const size_t rules = grammar_ != nullptr ? grammar_->rules().size() : 0;
  std::vector<int64_t> breaking(rules, 0);
  int64_t valid = 0, copies = 0;
  std::unordered_set<std::string> different;
  for (int64_t i = 0; i < lines.count(); ++i) {
    const auto wrong = grammar_ != nullptr ? grammar_->broken(lines[i]) : std::vector<Broken>{};
    for (const Broken& one : wrong) ++breaking[one.rule];
    const std::string key = key_of(lines[i]);
    different.insert(key);
    if (!wrong.empty()) continue;
    ++valid;
    if (originals.contains(key)) ++copies;
  }
  scores.valid = grammar_ != nullptr ? share(valid, lines.count()) : unknown_share;
  scores.distinct = share(static_cast<int64_t>(different.size()), lines.count());
  scores.copied = share(copies, valid);
  for (const int64_t broken : breaking) {
    scores.obeyed.push_back(share(lines.count() - broken, lines.count()));
    scores.faults.push_back(valid < lines.count() ? share(broken, lines.count() - valid) : 0);
  }
  for (int n = 1; n <= longest_ngram; ++n)
    scores.divergence[static_cast<size_t>(n - 1)] =
        reference_[static_cast<size_t>(n - 1)].divergence(Ngrams(lines, n, words_));
  return scores;
}

}  // namespace ganscope::language
