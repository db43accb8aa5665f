#include <algorithm>

#include "core/base/check.h"
#include "core/language/grammars.h"

namespace ganscope::language {

// A new grammar is its own file and one line here.
const std::vector<const Grammar*>& all_grammars() {
  static const std::vector<const Grammar*> grammars = {
      &verse(),
      &couplet(),
      &sums(),
      &melodies(),
  };
  return grammars;
}

const Grammar* find_grammar(std::string_view key) {
  const auto found = std::ranges::find_if(all_grammars(), [&](const Grammar* g) { return g->key() == key; });
  return found != all_grammars().end() ? *found : nullptr;
}

int number_of(const std::vector<std::string>& words, std::string_view word) {
  const auto found = std::ranges::find(words, word);
  GANSCOPE_CHECK(found != words.end(), "a word that the language does not have");
  return static_cast<int>(found - words.begin());
}

}  // namespace ganscope::language
