#include "app/text/glossary.h"

#include <algorithm>
#include <cctype>

#include "core/base/toml.h"
#include "ganscope/embedded/language_files.h"

namespace ganscope::text {
namespace {

std::vector<Term> read_terms(std::string_view content) {
  std::vector<Term> terms;
  try {
    const toml::table document = toml::parse(content, std::string("glossary.toml"));
    for (const auto& [key, entry] : document) {
      const toml::node_view<const toml::node> term(entry);
      terms.push_back({std::string(key.str()), term["term"][0].value_or(std::string()),
                       term["term"][1].value_or(std::string()), term["en"].value_or(std::string()),
                       term["zh"].value_or(std::string())});
    }
  } catch (const toml::parse_error&) {
    terms.clear();
  }
  return terms;
}

bool has_words(std::string_view text, std::string_view words) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  };
  return words.empty() ||
         std::search(text.begin(), text.end(), words.begin(), words.end(), same) != text.end();
}

}  // namespace

const std::vector<Term>& glossary() {
  static const std::vector<Term> terms = [] {
    for (const EmbeddedFile& file : language_files())
      if (file.name == "glossary.toml") return read_terms(file.content);
    return std::vector<Term>();
  }();
  return terms;
}

bool speaks_of(const Term& term, std::string_view words) {
  return has_words(term.en, words) || has_words(term.zh, words) || has_words(term.sentence_en, words) ||
         has_words(term.sentence_zh, words);
}

}  // namespace ganscope::text
