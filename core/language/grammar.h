#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/random.h"

namespace ganscope::language {

/// A line: the number of the word at each place.
using Line = std::vector<int>;

/// Something that every line of a language obeys.
struct Rule {
  std::string key;    ///< "rhyme": part of the key of its measure
  std::string title;  ///< what lines do that obey it: "rhymes"
  std::string fault;  ///< what those do that break it, in the plural: "do not rhyme"
  std::string help;   ///< in one plain sentence
};

/// A rule that a line breaks, and the places where one sees it, ascending.
struct Broken {
  size_t rule = 0;  ///< number in Grammar::rules()
  std::vector<int> places;
  bool operator==(const Broken&) const = default;
};

/// A small made language of lines that are all equally long: what its words are, how lines are drawn, and
/// what is wrong with one. Immutable.
class Grammar {
 public:
  virtual ~Grammar() = default;
  [[nodiscard]] virtual std::string key() const = 0;
  /// All words, V of them; a line holds their numbers.
  [[nodiscard]] virtual const std::vector<std::string>& words() const = 0;
  /// What stands between two words that are written beside each other: " " or nothing.
  [[nodiscard]] virtual std::string separator() const = 0;
  /// Words in a line, L.
  [[nodiscard]] virtual int length() const = 0;
  /// Words in each half of a line that has two, between which one breathes; 0: it is one piece.
  [[nodiscard]] virtual int half() const { return 0; }
  /// A line that obeys every rule. The same state of `random`, the same line.
  [[nodiscard]] virtual Line draw(Random& random) const = 0;
  [[nodiscard]] virtual const std::vector<Rule>& rules() const = 0;
  /// The rules that `line` [L] breaks, ascending; empty: it is valid. Where words of the wrong kind make
  /// another rule meaningless, that one does not count as broken. A line of another length, or with numbers
  /// that are no words, is a bug.
  [[nodiscard]] virtual std::vector<Broken> broken(std::span<const int> line) const = 0;

  [[nodiscard]] bool valid(std::span<const int> line) const { return broken(line).empty(); }
};

/// All grammars.
[[nodiscard]] const std::vector<const Grammar*>& all_grammars();
/// Null where there is none of this key, such as for lines of somebody's own.
[[nodiscard]] const Grammar* find_grammar(std::string_view key);

/// The number of a word of `words`; a word that is not there is a bug.
[[nodiscard]] int number_of(const std::vector<std::string>& words, std::string_view word);

}  // namespace ganscope::language
