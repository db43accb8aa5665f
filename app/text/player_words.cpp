#include "app/text/player_words.h"

#include <array>
#include <cctype>
#include <utility>

namespace ganscope::text {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

std::string capitalised(std::string word) {
  if (!word.empty()) word.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(word.front())));
  return word;
}

bool part_of_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '{' || c == '}' || c == ':' ||
         c == '(' || c == ')';
}

bool begins_sentence(const std::string& text, size_t at) {
  return at == 0 || (at >= 2 && text[at - 1] == ' ' &&
                     (text[at - 2] == '.' || text[at - 2] == ':' || text[at - 2] == '\n'));
}

bool is_cjk_neighbour(const std::string& text, size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0x80U) != 0;
}

/// Letters that stand alone.
void replace_letter(std::string& text, char letter, const std::string& name, bool chinese) {
  for (size_t at = text.find(letter); at != std::string::npos; at = text.find(letter, at)) {
    const bool alone =
        (at == 0 || !part_of_name(text[at - 1])) && (at + 1 == text.size() || !part_of_name(text[at + 1]));
    if (!alone) {
      ++at;
      continue;
    }
    std::string put = chinese ? name : "the " + name;
    if (!chinese && begins_sentence(text, at)) put = capitalised(std::move(put));
    size_t first = at, count = 1;
    if (chinese && first >= 2 && text[first - 1] == ' ' && is_cjk_neighbour(text, first - 2)) {
      --first;
      ++count;
    }
    if (chinese && first + count < text.size() && text[first + count] == ' ' &&
        is_cjk_neighbour(text, first + count + 1))
      ++count;
    text.replace(first, count, put);
    at = first + put.size();
  }
}

}  // namespace

std::string with_players(std::string_view text, const PlayerWords& words, std::string_view language) {
  std::string said(text);
  if (words.generator.empty()) return said;
  const bool chinese = language == "zh";
  const std::array<std::pair<char, const std::string*>, 2> players{
      {{'G', &words.generator}, {'D', &words.discriminator}}};
  if (chinese) {
    replace_all(said, "生成器", words.generator);
    replace_all(said, "判别器", words.discriminator);
  } else {
    replace_all(said, "generator", words.generator);
    replace_all(said, "Generator", capitalised(words.generator));
    replace_all(said, "discriminator", words.discriminator);
    replace_all(said, "Discriminator", capitalised(words.discriminator));
  }
  for (const auto& [letter, name] : players) {
    const std::string mark{'{', letter, '}'};
    replace_all(said, mark, std::string{'{', letter, ':'} + *name + "}");
    replace_letter(said, letter, *name, chinese);
  }
  return said;
}

}  // namespace ganscope::text
