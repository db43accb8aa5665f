#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/failure.h"
#include "core/base/progress.h"
#include "core/language/lines.h"

namespace ganscope::data {

constexpr int longest_word_line = 64;                  ///< words
constexpr int64_t most_word_bytes = int64_t{1} << 30;  ///< lines · length · vocabulary, a byte each
constexpr std::string_view blank_word;                 ///< fills short lines
constexpr std::string_view unknown_word = "…";         ///< stands for words that are too rare to be told

/// Somebody's lines as numbers of words.
struct WordLines {
  language::Lines lines;  ///< all as long as the longest; short ones end in blanks
  std::vector<std::string>
      words;              ///< V: the blank first where there is one, then by the alphabet, the unknown last
  std::string separator;  ///< " "; nothing where characters are the words
  std::vector<std::string> remarks;  ///< what was made of them, in sentences
};

/// Lines of UTF-8 text, plain or gzip, one sample a line: words where any line has a blank in it, else single
/// characters (Chinese). Empty lines are passed over, short ones filled up with blanks. Of more than
/// `most_words` different words the most frequent are told, and "…" stands for all others. Fails with
/// `bad_data` and the line's number for what is not UTF-8 and for lines of more than 64 words; also where all
/// lines are the same, where more than half of all words would be unknown, and where the lines would take
/// more than a gigabyte; `where` names the file.
[[nodiscard]] Expected<WordLines> read_word_lines(const std::filesystem::path& file, int64_t most_words,
                                                  const WorkContext& context);
/// The same of a text that is in memory.
[[nodiscard]] Expected<WordLines> word_lines_in(std::string_view text, const std::string& where,
                                                int64_t most_words);

}  // namespace ganscope::data
