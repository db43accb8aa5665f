#include "core/language/lines.h"

#include <algorithm>

#include "core/base/check.h"

namespace ganscope::language {

Lines drawn_lines(const Grammar& grammar, int64_t count, Random& random) {
  Lines lines{grammar.length(), {}};
  lines.words.reserve(static_cast<size_t>(count) * static_cast<size_t>(grammar.length()));
  for (int64_t i = 0; i < count; ++i) lines.add(grammar.draw(random));
  return lines;
}

Lines lines_of(std::span<const uint8_t> bytes, int length, int words) {
  const auto wide = static_cast<size_t>(words);
  GANSCOPE_CHECK(words > 0 && bytes.size() % (wide * static_cast<size_t>(length)) == 0,
                 "rows of other words");
  Lines lines{length, {}};
  lines.words.reserve(bytes.size() / wide);
  for (size_t row = 0; row < bytes.size(); row += wide) {
    const auto one = bytes.subspan(row, wide);
    lines.words.push_back(static_cast<int>(std::ranges::max_element(one) - one.begin()));
  }
  return lines;
}

std::vector<uint8_t> one_hot(const Lines& lines, int words) {
  std::vector<uint8_t> bytes(lines.words.size() * static_cast<size_t>(words));
  for (size_t i = 0; i < lines.words.size(); ++i)
    bytes[i * static_cast<size_t>(words) + static_cast<size_t>(lines.words[i])] = 255;
  return bytes;
}

std::string text_of(std::span<const int> line, const std::vector<std::string>& words,
                    const std::string& separator) {
  std::string text;
  for (const int word : line) {
    const std::string& next = words.at(static_cast<size_t>(word));
    if (next.empty()) continue;
    if (!text.empty()) text += separator;
    text += next;
  }
  return text;
}

int differing(std::span<const int> one, std::span<const int> other) {
  GANSCOPE_CHECK(one.size() == other.size(), "lines of unequal length");
  int count = 0;
  for (size_t i = 0; i < one.size(); ++i) count += one[i] != other[i] ? 1 : 0;
  return count;
}

NearestLine nearest_line(const Lines& among, std::span<const int> line) {
  NearestLine nearest{-1, static_cast<int>(line.size()) + 1};
  for (int64_t i = 0; i < among.count() && nearest.differing > 0; ++i) {
    const int here = differing(among[i], line);
    if (here < nearest.differing) nearest = {i, here};
  }
  return nearest;
}

}  // namespace ganscope::language
