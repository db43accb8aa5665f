#include "app/text/columns.h"

#include <algorithm>
#include <array>

namespace ganscope::text {
namespace {

/// The character that UTF-8 begins with, in bytes; one where it is none.
size_t first_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF8 ? 4 : 1;
  return std::min(length, text.size());
}

/// CJK, its punctuation and full-width forms; all of them take three bytes, or four in the planes behind.
bool is_wide(std::string_view letter) {
  if (letter.size() == 4) return letter >= "\xF0\xA0";
  return letter.size() == 3 && ((letter >= "\xE2\xBA\x80" && letter <= "\xED\x9E\xA3") ||  // U+2E80 … U+D7A3
                                (letter >= "\xEF\xBC\x80" && letter <= "\xEF\xBD\xA0"));  // U+FF00 … U+FF60
}

/// What may not begin a line.
bool closes(std::string_view letter) {
  constexpr std::array<std::string_view, 11> marks{"，", "。", "；", "：", "、", "）",
                                                   "”",  "！", "？", "…",  "》"};
  return std::ranges::find(marks, letter) != marks.end();
}

bool opens(std::string_view letter) { return letter == "（" || letter == "“" || letter == "《"; }

/// Pieces between which a line may be broken, each with the blank that stands behind it.
std::vector<std::string> breakable(std::string_view text) {
  std::vector<std::string> pieces;
  bool open = true;  // the next letter begins a piece
  while (!text.empty()) {
    const std::string_view letter = text.substr(0, first_length(text));
    const bool begins = (open || is_wide(letter)) && !closes(letter) && letter != " ";
    const bool held = !pieces.empty() && !open && pieces.back().size() >= 3 &&
                      opens(std::string_view(pieces.back()).substr(pieces.back().size() - 3));
    if (pieces.empty() || (begins && !held)) pieces.emplace_back();
    pieces.back() += letter;
    open = letter == " " || ((is_wide(letter) || closes(letter)) && !opens(letter));
    text.remove_prefix(letter.size());
  }
  return pieces;
}

std::string without_last_blanks(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

}  // namespace

size_t columns(std::string_view text) {
  size_t count = 0;
  while (!text.empty()) {
    const std::string_view letter = text.substr(0, first_length(text));
    count += is_wide(letter) ? 2 : 1;
    text.remove_prefix(letter.size());
  }
  return count;
}

std::string padded(std::string_view text, size_t width, bool right) {
  const size_t wide = columns(text);
  const std::string blanks(width > wide ? width - wide : 0, ' ');
  return right ? blanks + std::string(text) : std::string(text) + blanks;
}

std::vector<std::string> wrapped(std::string_view text, size_t width) {
  std::vector<std::string> lines{""};
  for (const std::string& piece : breakable(text)) {
    if (!lines.back().empty() && columns(lines.back()) + columns(without_last_blanks(piece)) > width) {
      lines.back() = without_last_blanks(lines.back());
      lines.emplace_back();
    }
    lines.back() += piece;
  }
  lines.back() = without_last_blanks(lines.back());
  return lines;
}

}  // namespace ganscope::text
