#include "core/language/trivial_lines.h"

#include "core/base/check.h"

namespace ganscope::language {

// A word drawn from how often it occurs is the word of a line drawn evenly: no table is needed.
Lines independent_lines(const Lines& lines, int64_t count, Random& random) {
  GANSCOPE_CHECK(lines.count() > 0, "there are no lines to draw from");
  Lines made{lines.length, {}};
  made.words.reserve(static_cast<size_t>(count) * static_cast<size_t>(lines.length));
  for (int64_t i = 0; i < count; ++i) {
    for (size_t place = 0; place < static_cast<size_t>(lines.length); ++place) {
      const auto from = static_cast<int64_t>(random.below(static_cast<uint64_t>(lines.count())));
      made.words.push_back(lines[from][place]);
    }
  }
  return made;
}

// Likewise: after a word comes that of a line drawn evenly among those that have the same word before it.
Lines bigram_lines(const Lines& lines, int words, int64_t count, Random& random) {
  GANSCOPE_CHECK(lines.count() > 0, "there are no lines to draw from");
  // At each place, for each word, the lines that have it there.
  std::vector<std::vector<std::vector<int64_t>>> having(
      static_cast<size_t>(lines.length), std::vector<std::vector<int64_t>>(static_cast<size_t>(words)));
  for (int64_t i = 0; i < lines.count(); ++i)
    for (size_t place = 0; place < having.size(); ++place)
      having[place][static_cast<size_t>(lines[i][place])].push_back(i);
  Lines made{lines.length, {}};
  made.words.reserve(static_cast<size_t>(count) * static_cast<size_t>(lines.length));
  for (int64_t i = 0; i < count; ++i) {
    auto from = static_cast<int64_t>(random.below(static_cast<uint64_t>(lines.count())));
    int word = lines[from][0];
    made.words.push_back(word);
    for (size_t place = 1; place < having.size(); ++place) {
      const auto& with_it = having[place - 1][static_cast<size_t>(word)];
      word = lines[with_it[random.below(with_it.size())]][place];
      made.words.push_back(word);
    }
  }
  return made;
}

}  // namespace ganscope::language
