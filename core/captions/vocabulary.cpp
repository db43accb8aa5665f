#include "core/captions/vocabulary.h"

#include <algorithm>

namespace ganscope::captions {

int Vocabulary::place_in_group(int word) const {
  const int group = words[static_cast<size_t>(word)].group;
  return static_cast<int>(std::count_if(words.begin(), words.begin() + word,
                                        [&](const Word& other) { return other.group == group; }));
}

Caption in_order(Caption caption) {
  std::ranges::sort(caption);
  caption.erase(std::ranges::unique(caption).begin(), caption.end());
  return caption;
}

bool implied(const Caption& some, const Caption& all) { return std::ranges::includes(all, some); }

Caption toggled(const Vocabulary& vocabulary, Caption caption, int word) {
  if (std::erase(caption, word) > 0) return caption;
  const int group = vocabulary.words[static_cast<size_t>(word)].group;
  if (group >= 0)
    std::erase_if(caption,
                  [&](int other) { return vocabulary.words[static_cast<size_t>(other)].group == group; });
  caption.push_back(word);
  return in_order(std::move(caption));
}

std::vector<float> row_of(const Caption& caption, int size) {
  std::vector<float> row(static_cast<size_t>(size));
  for (const int word : caption)
    if (word >= 0 && word < size) row[static_cast<size_t>(word)] = 1;
  return row;
}

std::string sentence_of(const Vocabulary& vocabulary, const Caption& caption, bool chinese) {
  std::string sentence;
  for (const int number : caption) {
    const Word& word = vocabulary.words[static_cast<size_t>(number)];
    if (!sentence.empty()) sentence += chinese ? "，" : ", ";
    sentence += chinese && !word.chinese.empty() ? word.chinese : word.text;
  }
  return sentence;
}

}  // namespace ganscope::captions
