#pragma once
#include <string>
#include <vector>

namespace ganscope::captions {

/// What can be said of a sample: a word, or a phrase that counts as one.
struct Word {
  std::string text;                    ///< "red hair"
  std::string chinese = {};            ///< 红头发; empty: the same
  int group = -1;                      ///< of words of one group at most one is true; -1: excludes none
  std::vector<std::string> also = {};  ///< other ways to say it, in any language
  bool operator==(const Word&) const = default;
};

/// What a caption says: numbers of words, ascending, each once. Empty: nothing is named.
using Caption = std::vector<int>;

/// The words that captions of a data set consist of.
struct Vocabulary {
  std::vector<Word> words;
  std::vector<Caption> examples;  ///< what stands under fixed samples; at least one
  bool operator==(const Vocabulary&) const = default;

  [[nodiscard]] int size() const { return static_cast<int>(words.size()); }
  /// How many words of its group stand before it: which value of the group it is.
  [[nodiscard]] int place_in_group(int word) const;
};

/// Sorted, each word once.
[[nodiscard]] Caption in_order(Caption caption);
/// Whether all that `some` says is said by `all`; both in order.
[[nodiscard]] bool implied(const Caption& some, const Caption& all);
/// With `word`, in place of another of its group; or, where it was said, without it.
[[nodiscard]] Caption toggled(const Vocabulary& vocabulary, Caption caption, int word);
/// A number a word of `size`: 1 where it is said.
[[nodiscard]] std::vector<float> row_of(const Caption& caption, int size);
/// "red hair, glasses", or in Chinese 红头发，戴眼镜.
[[nodiscard]] std::string sentence_of(const Vocabulary& vocabulary, const Caption& caption, bool chinese);

/// A word in one line, for a checkpoint; and back. A line that is none gives a word without text.
[[nodiscard]] std::string stored(const Word& word);
[[nodiscard]] Word word_of(const std::string& line);

}  // namespace ganscope::captions
