#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace ganscope::text {

/// A word of the field in both languages, and one sentence in each that says what it is.
struct Term {
  std::string key;
  std::string en, zh;
  std::string sentence_en, sentence_zh;
};

/// The embedded assets/lang/glossary.toml, by key; read once. Empty where it is broken.
[[nodiscard]] const std::vector<Term>& glossary();

/// Whether a word or a sentence of the term, in either language, holds `words`, in any case.
[[nodiscard]] bool speaks_of(const Term& term, std::string_view words);

}  // namespace ganscope::text
