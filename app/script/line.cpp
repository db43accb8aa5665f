#include "app/script/line.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <utility>

#include "app/script/key_codes.h"
#include "app/script/number.h"

namespace ganscope::script {
namespace {

constexpr double wait_deadline_s = 120;

constexpr std::array<std::pair<std::string_view, Verb>, 23> verbs{{{"wait", Verb::wait},
                                                                   {"click", Verb::click},
                                                                   {"doubleclick", Verb::double_click},
                                                                   {"rightclick", Verb::right_click},
                                                                   {"hover", Verb::hover},
                                                                   {"drag", Verb::drag},
                                                                   {"type", Verb::type},
                                                                   {"key", Verb::key},
                                                                   {"wheel", Verb::wheel},
                                                                   {"expect", Verb::expect},
                                                                   {"remember", Verb::remember},
                                                                   {"screenshot", Verb::screenshot},
                                                                   {"drop", Verb::drop},
                                                                   {"quit", Verb::quit},
                                                                   {"open", Verb::open},
                                                                   {"compare", Verb::compare},
                                                                   {"go", Verb::go},
                                                                   {"set", Verb::set},
                                                                   {"alter", Verb::alter},
                                                                   {"start", Verb::start},
                                                                   {"pause", Verb::pause},
                                                                   {"reset", Verb::reset},
                                                                   {"speed", Verb::speed}}};

std::string_view take_word(std::string_view& rest) {
  rest = trimmed(rest);
  const std::string_view word = rest.substr(0, rest.find_first_of(" \t"));
  rest = trimmed(rest.substr(word.size()));
  return word;
}

std::optional<Place> parse_point(std::string_view text) {
  const auto comma = text.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto x = number_in(text.substr(0, comma)), y = number_in(text.substr(comma + 1));
  if (!x || !y) return std::nullopt;
  return Place(static_cast<float>(*x), static_cast<float>(*y));
}

/// False: it cannot be understood.
bool parse_wait(Line& line, std::string_view rest) {
  line.deadline_s = wait_deadline_s;
  if (const auto at = rest.rfind("timeout "); at != std::string_view::npos && at > 0) {
    const auto seconds = number_in(trimmed(rest.substr(at + 8)));
    if (!seconds) return false;
    line.deadline_s = *seconds;
    rest = trimmed(rest.substr(0, at));
  }
  if (const auto seconds = number_in(rest)) {
    line.seconds = *seconds;
    line.deadline_s = *seconds + wait_deadline_s;
    return true;
  }
  auto condition = parse_condition(rest);
  if (condition) line.condition = std::move(*condition);
  return condition.has_value();
}

bool parse_drag(Line& line, std::string_view rest) {
  line.item = take_word(rest);
  const std::string_view first = take_word(rest), second = take_word(rest);
  if (first == "to") {
    line.other_item = second;
    return !second.empty() && rest.empty();
  }
  const auto from = parse_point(first), to = parse_point(second);
  if (!from || !to || !rest.empty()) return false;
  line.from = *from;
  line.to = *to;
  return true;
}

bool parse_arguments(Line& line, std::string_view rest) {
  switch (line.verb) {
    case Verb::wait:
      return parse_wait(line, rest);
    case Verb::expect: {
      auto condition = parse_condition(rest);
      if (condition) line.condition = std::move(*condition);
      return condition.has_value();
    }
    case Verb::drag:
      return parse_drag(line, rest);
    case Verb::type:
      line.item = take_word(rest);
      line.argument = rest;
      return !line.item.empty();
    case Verb::wheel: {
      line.item = take_word(rest);
      const auto lines = number_in(rest);
      line.lines = lines.value_or(0);
      return lines.has_value();
    }
    case Verb::key: {
      const auto stroke = parse_key(rest);
      if (stroke) line.stroke = *stroke;
      return stroke.has_value();
    }
    case Verb::screenshot:
    case Verb::drop:
      line.argument = rest;
      return !rest.empty();
    case Verb::quit:
    case Verb::start:
    case Verb::pause:
    case Verb::reset:
      return rest.empty();
    case Verb::open:
    case Verb::compare:
    case Verb::go:
      line.argument = take_word(rest);
      return !line.argument.empty() && rest.empty();
    case Verb::set:
    case Verb::alter:
      line.item = take_word(rest);
      line.argument = rest;
      return !line.item.empty() && !rest.empty();
    case Verb::speed: {
      const auto rate = number_in(rest);
      line.lines = rate.value_or(0);
      return rest == "full" || (rate && *rate > 0);
    }
    default:  // click, doubleclick, rightclick, hover, remember
      line.item = take_word(rest);
      return !line.item.empty() && rest.empty();
  }
}

}  // namespace

std::optional<KeyStroke> parse_key(std::string_view text) {
  namespace code = key_code;
  static constexpr std::array<std::pair<std::string_view, int>, 19> named{{{"space", code::space},
                                                                           {"enter", code::enter},
                                                                           {"return", code::enter},
                                                                           {"escape", code::escape},
                                                                           {"esc", code::escape},
                                                                           {"tab", code::tab},
                                                                           {"backspace", code::backspace},
                                                                           {"delete", code::erase},
                                                                           {"insert", code::insert},
                                                                           {"left", code::left},
                                                                           {"right", code::right},
                                                                           {"up", code::up},
                                                                           {"down", code::down},
                                                                           {"home", code::home},
                                                                           {"end", code::end},
                                                                           {"pageup", code::page_up},
                                                                           {"pagedown", code::page_down},
                                                                           {"plus", '='},
                                                                           {"minus", '-'}}};
  std::string word;
  std::transform(text.begin(), text.end(), std::back_inserter(word),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  KeyStroke stroke;
  for (bool more = true; more;) {
    more = false;
    for (const auto& [prefix, held] :
         {std::pair{"ctrl+", &KeyStroke::ctrl}, std::pair{"shift+", &KeyStroke::shift},
          std::pair{"alt+", &KeyStroke::alt}}) {
      if (word.starts_with(prefix)) {
        stroke.*held = more = true;
        word.erase(0, std::string_view(prefix).size());
      }
    }
  }
  for (const auto& [name, value] : named) {
    if (word == name) stroke.code = value;
  }
  if (word.size() == 1 && std::isalnum(static_cast<unsigned char>(word[0])) != 0) {
    stroke.code = std::toupper(static_cast<unsigned char>(word[0]));
  } else if (word.size() >= 2 && word[0] == 'f') {
    const auto number = number_in(std::string_view(word).substr(1));
    if (number && *number >= 1 && *number <= 12) stroke.code = code::f1 + static_cast<int>(*number) - 1;
  }
  return stroke.code == 0 ? std::nullopt : std::optional(stroke);
}

Expected<std::vector<Line>> parse_script(std::string_view text, const std::string& name) {
  std::vector<Line> lines;
  for (int number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    const std::string_view whole = trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (whole.empty() || whole.starts_with('#')) continue;
    std::string_view rest = whole;
    const std::string_view word = take_word(rest);
    const auto verb =
        std::find_if(verbs.begin(), verbs.end(), [&](const auto& known) { return known.first == word; });
    Line line;
    line.number = number;
    line.text = whole;
    if (verb != verbs.end()) line.verb = verb->second;
    if (verb == verbs.end() || !parse_arguments(line, rest)) {
      return fail(
          FailureKind::bad_data, "this line of the script cannot be understood: " + line.text,
          name + ":" + std::to_string(number),
          "Lines are wait, click, doubleclick, rightclick, hover, drag, type, key, wheel, expect, remember, "
          "screenshot, drop, quit, open, compare, go, set, alter, start, pause, reset or speed; see "
          "app/automation/README.md.");
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

Expected<std::vector<Line>> load_script(const std::string& file) {
  std::ifstream stream(file);
  if (!stream) {
    return fail(FailureKind::not_found, "the automation script cannot be read", file,
                "Give --automation the path of a text file.");
  }
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  return parse_script(text, file);
}

}  // namespace ganscope::script
