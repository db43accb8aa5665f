#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/language/grammar.h"

namespace ganscope::language {

/// Lines that are all equally long, one after the other.
struct Lines {
  int length = 0;          ///< words in a line, L
  std::vector<int> words;  ///< [count, length], numbers of words

  [[nodiscard]] int64_t count() const { return length > 0 ? static_cast<int64_t>(words.size()) / length : 0; }
  [[nodiscard]] std::span<const int> operator[](int64_t i) const {
    return {words.data() + static_cast<size_t>(i) * static_cast<size_t>(length), static_cast<size_t>(length)};
  }
  void add(std::span<const int> line) { words.insert(words.end(), line.begin(), line.end()); }
};

/// `count` lines of a grammar.
[[nodiscard]] Lines drawn_lines(const Grammar& grammar, int64_t count, Random& random);

/// Lines from one-hot rows, as data sets and generators have them: `bytes` [count, length, words], the
/// largest byte of each row (the first of several) is its word.
[[nodiscard]] Lines lines_of(std::span<const uint8_t> bytes, int length, int words);
/// And back: 255 at the word, else 0.
[[nodiscard]] std::vector<uint8_t> one_hot(const Lines& lines, int words);

/// "an old tree sings with the bee": the words with `separator` between them. What is empty (a blank that
/// fills a short line) is left out, with its separator.
[[nodiscard]] std::string text_of(std::span<const int> line, const std::vector<std::string>& words,
                                  const std::string& separator);

/// At how many places two equally long lines differ.
[[nodiscard]] int differing(std::span<const int> one, std::span<const int> other);

/// The line of some that is nearest to `line`.
struct NearestLine {
  int64_t index = -1;  ///< the first of several; −1: there are none
  int differing = 0;   ///< places
};
[[nodiscard]] NearestLine nearest_line(const Lines& among, std::span<const int> line);

}  // namespace ganscope::language
