#include "app/report/html.h"

#include <array>

#include "core/base/utf8.h"

namespace ganscope::report {
namespace {

/// What a mark is in HTML: its class, or null for what is no mark but a brace of the text.
const char* class_of(std::string_view kind) {
  struct Mark {
    std::string_view kind;
    const char* name;
  };
  constexpr std::array<Mark, 5> marks{
      {{"G", "g"}, {"D", "d"}, {"real", "real"}, {"b", "strong"}, {"n", "number"}}};
  for (const Mark& mark : marks)
    if (mark.kind == kind) return mark.name;
  return nullptr;
}

/// Calls `words(text)` and `mark(class, text)` in the order of the text.
template <class Words, class Marked>
void by_marks(std::string_view text, const Words& words, const Marked& mark) {
  while (!text.empty()) {
    const size_t open = text.find('{'), close = text.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) return words(text);
    const std::string_view inside = text.substr(open + 1, close - open - 1);
    const size_t colon = inside.find(':');
    const char* name = class_of(inside.substr(0, colon));
    if (name == nullptr) {
      words(text.substr(0, open + 1));
      text.remove_prefix(open + 1);
      continue;
    }
    words(text.substr(0, open));
    mark(name, colon == std::string_view::npos ? inside : inside.substr(colon + 1));
    text.remove_prefix(close + 1);
  }
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : printable(text)) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        if (byte < 0x20 || byte == 0x7F)
          safe += c == '\n' ? "\n" : "\xEF\xBF\xBD";  // U+FFFD
        else
          safe += c;
    }
  }
  return safe;
}

std::string marked(std::string_view text) {
  std::string html;
  by_marks(
      text, [&](std::string_view words) { html += escaped(words); },
      [&](const char* name, std::string_view words) {
        html += std::string("<b class=\"") + name + "\">" + escaped(words) + "</b>";
      });
  return html;
}

std::string without_marks(std::string_view text) {
  std::string plain;
  by_marks(
      text, [&](std::string_view words) { plain += words; },
      [&](const char*, std::string_view words) { plain += words; });
  return plain;
}

std::string data_uri(std::string_view media_type, std::span<const uint8_t> bytes) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string uri = "data:" + std::string(media_type) + ";base64,";
  uri.reserve(uri.size() + 4 * (bytes.size() + 2) / 3);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t left = bytes.size() - i;
    const auto byte = [&](size_t at) { return at < left ? unsigned{bytes[i + at]} : 0U; };
    const unsigned three = byte(0) << 16 | byte(1) << 8 | byte(2);
    for (size_t k = 0; k < 4; ++k) uri += k <= left ? letters[three >> (18 - 6 * k) & 63] : '=';
  }
  return uri;
}

}  // namespace ganscope::report
