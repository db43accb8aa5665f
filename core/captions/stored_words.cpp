#include <charconv>

#include "core/captions/vocabulary.h"

namespace ganscope::captions {
namespace {

constexpr char between = '\t';

}  // namespace

std::string stored(const Word& word) {
  std::string line = word.text + between + word.chinese + between + std::to_string(word.group);
  for (const std::string& other : word.also) line += between + other;
  return line;
}

Word word_of(const std::string& line) {
  std::vector<std::string> parts{""};
  for (const char letter : line) {
    if (letter == between)
      parts.emplace_back();
    else
      parts.back() += letter;
  }
  Word word;
  if (parts.size() < 3) return word;
  const std::string& group = parts[2];
  const auto [end, error] = std::from_chars(group.data(), group.data() + group.size(), word.group);
  if (error != std::errc() || end != group.data() + group.size() || word.group < -1) return {};
  word.text = parts[0];
  word.chinese = parts[1];
  word.also.assign(parts.begin() + 3, parts.end());
  return word;
}

}  // namespace ganscope::captions
