#include "app/lessons/document_marks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <map>

namespace ganscope::lessons {
namespace {

const std::map<std::string_view, Mark>& marks() {
  static const std::map<std::string_view, Mark> all{{"G", Mark::generator}, {"D", Mark::discriminator},
                                                    {"real", Mark::real},   {"n", Mark::number},
                                                    {"b", Mark::strong},    {"q", Mark::quiet}};
  return all;
}

std::string unescaped(std::string_view words) {
  std::string plain(words);
  std::ranges::replace(plain, escaped_open, '{');
  std::ranges::replace(plain, escaped_close, '}');
  return plain;
}

void append(std::vector<Span>& spans, const Span& like, std::string_view words, Mark mark) {
  if (words.empty()) return;
  spans.push_back(like);
  spans.back().text = unescaped(words);
  spans.back().mark = mark;
}

std::string utf8_of(uint32_t code) {
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = 0xFFFD;
  std::string text;
  const auto byte = [&](uint32_t value) { text += static_cast<char>(static_cast<unsigned char>(value)); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | code >> 6), byte(0x80 | (code & 63));
  } else if (code < 0x10000) {
    byte(0xE0 | code >> 12), byte(0x80 | (code >> 6 & 63)), byte(0x80 | (code & 63));
  } else {
    byte(0xF0 | code >> 18), byte(0x80 | (code >> 12 & 63)), byte(0x80 | (code >> 6 & 63));
    byte(0x80 | (code & 63));
  }
  return text;
}

}  // namespace

void append_marked(std::vector<Span>& spans, const Span& like, std::string_view words) {
  while (!words.empty()) {
    const size_t open = words.find('{');
    append(spans, like, words.substr(0, open), Mark::none);
    if (open == std::string_view::npos) return;
    const size_t close = words.find('}', open);
    if (close == std::string_view::npos)
      throw DocumentFault{"A mark that begins with { is not closed by }",
                          "A mark is plain text: put ** outside of it. For the brace itself write \\{.",
                          like.line};
    const std::string_view inside = words.substr(open + 1, close - open - 1);
    const size_t colon = inside.find(':');
    const auto kind = marks().find(inside.substr(0, colon));
    const bool bare = colon == std::string_view::npos;
    if (kind == marks().end() || (bare && kind->second != Mark::generator &&
                                  kind->second != Mark::discriminator && kind->second != Mark::real))
      throw DocumentFault{
          fmt::format("Unknown mark {{{}}}", inside),
          "Marks are {G}, {D}, {real}, {G:words}, {D:words}, {real:words}, {n:number}, {b:strong} and "
          "{q:quiet}; for the brace itself write \\{.",
          like.line};
    append(spans, like, bare ? inside : inside.substr(colon + 1), kind->second);
    words.remove_prefix(close + 1);
  }
}

std::string with_bracketed_targets(std::string_view text) {
  std::string bracketed;
  constexpr std::array<std::string_view, 2> begins{"](do:", "](control:"};
  while (!text.empty()) {
    size_t at = std::string_view::npos;
    for (const std::string_view begin : begins) at = std::min(at, text.find(begin));
    if (at == std::string_view::npos) break;
    at += 2;
    bracketed += text.substr(0, at);
    text.remove_prefix(at);
    size_t end = 0;
    for (int depth = 0; end < text.size() && text[end] != '\n'; ++end) {
      if (text[end] == '(') ++depth;
      if (text[end] == ')' && depth-- == 0) break;
    }
    if (end == text.size() || text[end] != ')') continue;  // no link after all
    bracketed += fmt::format("<{}>", text.substr(0, end));
    text.remove_prefix(end);
  }
  return bracketed += text;
}

Link read_link(std::string_view target, int line) {
  constexpr std::string_view control = "control:", action = "do:";
  const auto of = [&](Link::Kind kind, std::string_view begin) {
    std::string_view rest = target.substr(begin.size());
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    if (rest.empty())
      throw DocumentFault{fmt::format("A link to {} says not which", begin),
                          "[Start](control:transport/start)", line};
    return Link{kind, std::string(rest), line};
  };
  if (target.starts_with(control)) return of(Link::Kind::control, control);
  if (target.starts_with(action)) return of(Link::Kind::action, action);
  throw DocumentFault{fmt::format("A link leads to “{}”", target),
                      "Links point at a control, [Start](control:transport/start), or ask for an action, "
                      "[Explore](do:go explore). Write an address of the web out as text.",
                      line};
}

std::string read_picture_path(std::string_view path, int line) {
  const bool leaves = path.starts_with('/') || path.starts_with('\\') || path == ".." ||
                      path.starts_with("../") || path.find("/../") != std::string_view::npos ||
                      path.ends_with("/..") || path.find(':') != std::string_view::npos;
  if (path.empty() || leaves)
    throw DocumentFault{path.empty() ? "A picture without a path"
                                     : fmt::format("The picture “{}” is not in the lesson’s folder", path),
                        "Lay it beside the lesson and name it by that: ![what it shows](pictures/map.png).",
                        line};
  return std::string(path);
}

std::string read_entity(std::string_view entity, int line) {
  static const std::map<std::string_view, const char*> named{
      {"&amp;", "&"},        {"&lt;", "<"},         {"&gt;", ">"},         {"&quot;", "\""},
      {"&nbsp;", "\u00a0"},  {"&ndash;", "\u2013"}, {"&mdash;", "\u2014"}, {"&hellip;", "…"},
      {"&times;", "\u00d7"}, {"&copy;", "\u00a9"}};
  if (const auto found = named.find(entity); found != named.end()) return found->second;
  if (entity.starts_with("&#")) {
    const bool hex = entity.size() > 2 && (entity[2] == 'x' || entity[2] == 'X');
    const std::string digits(entity.substr(hex ? 3 : 2));
    return utf8_of(static_cast<uint32_t>(std::strtoul(digits.c_str(), nullptr, hex ? 16 : 10)));
  }
  throw DocumentFault{fmt::format("Unknown entity {}", entity), "Write the letter itself: the file is UTF-8.",
                      line};
}

}  // namespace ganscope::lessons
