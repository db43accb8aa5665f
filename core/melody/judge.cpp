#include "core/melody/judge.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/melody/compose.h"

namespace ganscope::melody {
namespace {

constexpr uint64_t seed_of_new = 0x6d656c6f6479;  ///< far from those that data sets are made from

std::vector<Line> newly_composed(int64_t count) {
  std::vector<Line> lines(static_cast<size_t>(count));
  for (size_t i = 0; i < lines.size(); ++i) {
    Random random(mix_seed(seed_of_new, i));
    lines[i] = compose(random);
  }
  return lines;
}

std::vector<Line> independently(const std::vector<Line>& training, int64_t count) {
  Random random(seed_of_new);
  std::vector<Line> lines(static_cast<size_t>(count));
  for (Line& line : lines)
    for (size_t place = 0; place < places; ++place)
      line[place] = training[random.below(training.size())][place];
  return lines;
}

}  // namespace

Judge::Judge(std::vector<Line> training, int64_t count) : training_(std::move(training)) {
  GANSCOPE_CHECK(!training_.empty(), "there is data");
  const std::vector<Line> mixed = independently(training_, count);
  std::ranges::sort(training_);
  independent_ = score(mixed);
  real_ = score(newly_composed(count));
}

Scores Judge::score(const std::vector<Line>& lines) const {
  Scores scores;
  scores.count = static_cast<int64_t>(lines.size());
  int64_t copied = 0;
  for (const Line& line : lines) {
    scores.shares.add(look_at(line));
    copied += std::ranges::binary_search(training_, line) ? 1 : 0;
  }
  std::vector<Line> different = lines;
  std::ranges::sort(different);
  different.erase(std::ranges::unique(different).begin(), different.end());
  const double count = std::max<double>(1, static_cast<double>(lines.size()));
  scores.distinct = static_cast<double>(different.size()) / count;
  scores.copied = static_cast<double>(copied) / count;
  return scores;
}

}  // namespace ganscope::melody
