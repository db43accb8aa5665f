#include "app/lessons/lesson.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <utility>

#define TOML_EXCEPTIONS 0
#include "core/base/toml.h"

namespace ganscope::lessons {
namespace {

constexpr std::string_view fence = "+++";

/// A stretch of the file below a heading, up to the next.
struct Section {
  int level = 0;  ///< of its heading; 0: what stands before the first
  std::string title = {}, id = {};
  std::string text = {};
  int heading_line = 0, first_line = 0;  ///< `first_line`: of `text`
};

std::string place(const std::filesystem::path& file, int line) {
  return file.string() + ":" + std::to_string(line);
}

tl::unexpected<Failure> wrong(const std::filesystem::path& file, int line, std::string what,
                              std::string hint) {
  return fail(FailureKind::bad_data, std::move(what), place(file, line), std::move(hint));
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

/// Header, English, Chinese, with the line that each begins at.
struct Parts {
  std::string header;
  std::vector<std::string_view> en, zh;
  int header_line = 2, en_line = 0, zh_line = 0;
};

Expected<Parts> parts_of(std::string_view text, const std::filesystem::path& file) {
  const std::vector<std::string_view> lines = lines_of(text);
  if (lines.empty() || script::trimmed(lines.front()) != fence)
    return wrong(file, 1, "a lesson begins with a line +++ and its header",
                 "see `ganscope lesson new` for one that can be filled in");
  Parts parts;
  size_t at = 1;
  while (at < lines.size() && script::trimmed(lines[at]) != fence)
    parts.header.append(lines[at++]).append("\n");
  if (at == lines.size()) return wrong(file, 1, "the header does not end", "write a line +++ after it");
  parts.en_line = static_cast<int>(++at) + 1;
  while (at < lines.size() && script::trimmed(lines[at]) != "+++ zh") parts.en.push_back(lines[at++]);
  parts.zh_line = static_cast<int>(at) + 2;
  for (++at; at < lines.size(); ++at) parts.zh.push_back(lines[at]);
  return parts;
}

/// How many # a line begins with, if it is a heading.
int level_of(std::string_view line) {
  const size_t marks = std::min(line.find_first_not_of('#'), line.size());
  return marks > 0 && marks <= 3 && marks < line.size() && line[marks] == ' ' ? static_cast<int>(marks) : 0;
}

std::vector<Section> sections_of(const std::vector<std::string_view>& lines, int first_line) {
  std::vector<Section> sections;
  bool in_code = false;
  for (size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    const int number = first_line + static_cast<int>(i);
    if (line.starts_with("```")) in_code = !in_code;
    const int level = in_code ? 0 : level_of(line);
    if (level == 0) {
      if (sections.empty()) sections.push_back({.first_line = number});
      sections.back().text.append(line).append("\n");
      continue;
    }
    std::string_view title = script::trimmed(line.substr(static_cast<size_t>(level)));
    Section section{.level = level, .heading_line = number, .first_line = number + 1};
    if (const size_t mark = title.find("{#"); mark != std::string_view::npos && title.ends_with('}')) {
      section.id = title.substr(mark + 2, title.size() - mark - 3);
      title = script::trimmed(title.substr(0, mark));
    }
    section.title = title;
    sections.push_back(std::move(section));
  }
  return sections;
}

enum class Named { other, predict, check, summary, question };
Named named(const Section& section) {
  const auto is = [&](std::string_view en, std::string_view zh) {
    return section.title == en || section.title == zh;
  };
  if (section.level == 3 && is("Predict", "预测")) return Named::predict;
  if (section.level == 3 && is("Check", "检查")) return Named::check;
  if (section.level == 2 && is("Summary", "小结")) return Named::summary;
  if (section.level == 2 && is("To take home", "带回家的问题")) return Named::question;
  return Named::other;
}

std::vector<std::string> options_of(const Section& section) {
  std::vector<std::string> options;
  for (std::string_view line : lines_of(section.text)) {
    line = script::trimmed(line);
    if (line.starts_with("- ")) options.emplace_back(script::trimmed(line.substr(2)));
  }
  return options;
}

/// Takes one language's sections into a lesson, whose steps are there already, by their ids, when the second
/// comes.
class Body {
 public:
  Body(Lesson& lesson, bool chinese) : lesson_(lesson), chinese_(chinese) {}

  Expected<void> take(const std::vector<Section>& sections) {
    for (const Section& section : sections)
      if (auto taken = take_one(section); !taken) return taken;
    if (chinese_ && seen_ != lesson_.steps.size())
      return wrong(lesson_.file, sections.empty() ? 1 : sections.back().heading_line,
                   "the Chinese text has " + std::to_string(seen_) + " steps, the English one " +
                       std::to_string(lesson_.steps.size()),
                   "translate every step, in the same order");
    return {};
  }

 private:
  Expected<void> take_one(const Section& section) {
    if (section.level == 0) {
      if (script::trimmed(section.text).find_first_not_of(" \n") == std::string_view::npos) return {};
      return wrong(lesson_.file, section.first_line, "there is text before the title",
                   "begin with # and the lesson's title");
    }
    if (section.level == 1) {
      title(lesson_.title) = section.title;
      return read(section, lesson_.goal);
    }
    switch (named(section)) {
      case Named::summary:
        return read(section, lesson_.summary);
      case Named::question:
        return read(section, lesson_.question);
      case Named::predict:
        return take_prediction(section);
      case Named::check:
        return take_check(section);
      case Named::other:
        break;
    }
    if (section.level == 2) return take_step(section);
    return wrong(lesson_.file, section.heading_line, "a heading that has no meaning here: " + section.title,
                 "below a step there are ### Predict and ### Check");
  }

  Expected<void> take_step(const Section& section) {
    if (section.id.empty())
      return wrong(lesson_.file, section.heading_line, "a step without a name: " + section.title,
                   "write it as ## " + section.title + " {#name}");
    if (!chinese_) {
      if (std::ranges::find(lesson_.steps, section.id, &Step::id) != lesson_.steps.end())
        return wrong(lesson_.file, section.heading_line, "two steps are called " + section.id,
                     "give each a name of its own");
      lesson_.steps.emplace_back().id = section.id;
      lesson_.steps.back().line = section.heading_line;
    } else if (seen_ >= lesson_.steps.size() || lesson_.steps[seen_].id != section.id) {
      return wrong(lesson_.file, section.heading_line,
                   "the English text has no step " + section.id + " at this place",
                   "keep the names and the order of the steps");
    }
    ++seen_;
    title(step().title) = section.title;
    return read(section, step().text);
  }

  Expected<void> take_prediction(const Section& section) {
    if (seen_ == 0) return outside(section);
    const std::vector<std::string> options = options_of(section);
    if (!chinese_) {
      Prediction& prediction = step().prediction.emplace();
      for (const std::string& option : options) prediction.options.push_back({option, {}});
      if (options.size() >= 2 && options.size() <= 4) return {};
      return wrong(lesson_.file, section.heading_line, "a prediction of two to four answers was expected",
                   "write each as a line that begins with a dash");
    }
    if (!step().prediction || step().prediction->options.size() != options.size())
      return wrong(lesson_.file, section.heading_line, "the English text has other answers here",
                   "translate each answer, in the same order");
    for (size_t i = 0; i < options.size(); ++i) step().prediction->options[i].zh = options[i];
    return {};
  }

  Expected<void> take_check(const Section& section) {
    if (seen_ == 0) return outside(section);
    if (!step().check) step().check.emplace();
    return read(section, step().check->words);
  }

  [[nodiscard]] Expected<void> outside(const Section& section) const {
    return wrong(lesson_.file, section.heading_line, section.title + " belongs to a step",
                 "write it below a heading of two #");
  }
  Expected<void> read(const Section& section, Text& into) const {
    auto document = read_document(section.text, lesson_.file.string(), section.first_line);
    if (!document) return tl::unexpected(document.error());
    (chinese_ ? into.zh : into.en) = std::move(*document);
    return {};
  }
  [[nodiscard]] std::string& title(Title& of) const { return chinese_ ? of.zh : of.en; }
  Step& step() { return lesson_.steps[seen_ - 1]; }

  Lesson& lesson_;
  bool chinese_;
  size_t seen_ = 0;
};

/// Takes the header's tables into the lesson's steps.
class Header {
 public:
  Header(Lesson& lesson, int first_line) : lesson_(lesson), first_line_(first_line) {}

  Expected<void> take(const std::string& text) {
    const toml::parse_result table = toml::parse(text);
    if (!table)
      return wrong(lesson_.file, line_of(table.error().source()),
                   "the header cannot be read: " + std::string(table.error().description()), "it is TOML");
    for (const auto& [key, node] : table.table())
      if (auto taken = take_key(std::string(key.str()), node); !taken) return taken;
    return {};
  }

 private:
  [[nodiscard]] int line_of(const toml::source_region& at) const {
    return first_line_ + static_cast<int>(at.begin.line) - 1;
  }
  [[nodiscard]] tl::unexpected<Failure> mistake(const toml::node& node, std::string what,
                                                std::string hint) const {
    return wrong(lesson_.file, line_of(node.source()), std::move(what), std::move(hint));
  }

  Expected<void> take_key(const std::string& key, const toml::node& node) {
    if (key == "minutes" && node.is_number()) {
      lesson_.minutes = node.value_or(0.0);
      return {};
    }
    if (key == "further" && node.is_boolean()) {
      lesson_.further = node.value_or(false);
      return {};
    }
    const auto step = std::ranges::find(lesson_.steps, key, &Step::id);
    if (!node.is_table() || step == lesson_.steps.end())
      return mistake(node, "the header says something of " + key + ", and the text has no such step",
                     "it has minutes, further, and a table [name] for every step {#name}");
    for (const auto& [what, value] : *node.as_table())
      if (auto taken = take_of_step(*step, std::string(what.str()), value); !taken) return taken;
    if (step->check && step->check->conditions.empty())
      return mistake(node, "the step " + key + " has words for a check, and no check",
                     "write check = [\"condition\"] below [" + key + "]");
    if (step->prediction && !step->prediction->came_true.empty() &&
        step->prediction->came_true.size() != step->prediction->options.size())
      return mistake(node, "as many came_true as answers were expected", "one condition for each answer");
    return {};
  }

  Expected<void> take_of_step(Step& step, const std::string& what, const toml::node& node) {
    if (what == "begin") return take_lines(node, step.begin);
    if (what == "do") return take_lines(node, step.act);
    if (what == "point") return take_words(node, step.point);
    if (what == "controls") return take_words(node, step.controls);
    if (what == "plots") return take_words(node, step.plots);
    if (what == "timer") {
      step.minutes = node.value_or(0.0);
      return {};
    }
    if (what == "check" || what == "steps" || what == "seconds") {
      if (!step.check)
        return mistake(node, "the step " + step.id + " has a check without words",
                       "say below ### Check what is to be reached");
      if (what == "check") return take_conditions(node, step.check->conditions);
      if (what == "steps") step.check->steps = node.value_or<int64_t>(0);
      if (what == "seconds") step.check->seconds = node.value_or(0.0);
      return {};
    }
    if (what == "came_true" || what == "seen") {
      if (!step.prediction)
        return mistake(node, "the step " + step.id + " has no prediction", "write one below ### Predict");
      if (what == "came_true") return take_conditions(node, step.prediction->came_true);
      step.prediction->seen = node.value_or(std::string());
      if (std::ranges::find(lesson_.steps, step.prediction->seen, &Step::id) == lesson_.steps.end())
        return mistake(node, "there is no step " + step.prediction->seen,
                       "name the step in which it is seen");
      return {};
    }
    return mistake(
        node, "nothing is known of \"" + what + "\" of a step",
        "a step has begin, do, point, controls, plots, check, steps, seconds, came_true, seen, timer");
  }

  Expected<void> take_words(const toml::node& node, std::vector<std::string>& words) const {
    const toml::array* list = node.as_array();
    if (list == nullptr) return mistake(node, "a list was expected", "write [\"one\", \"two\"]");
    for (const toml::node& one : *list) {
      const auto word = one.value<std::string>();
      if (!word || word->empty()) return mistake(one, "a text was expected", "write \"name\"");
      words.push_back(*word);
    }
    return {};
  }
  Expected<void> take_lines(const toml::node& node, std::vector<script::Line>& lines) const {
    const toml::array* list = node.as_array();
    if (list == nullptr) return mistake(node, "a list was expected", "write [\"one\", \"two\"]");
    for (const toml::node& one : *list) {
      auto read = script::parse_script(one.value_or(std::string()), lesson_.file.string());
      if (!read || read->size() != 1)
        return mistake(one, "this action cannot be understood: " + one.value_or(std::string("?")),
                       read ? "write one action a text" : read.error().hint);
      read->front().number = line_of(one.source());
      lines.push_back(std::move(read->front()));
    }
    return {};
  }
  Expected<void> take_conditions(const toml::node& node, std::vector<script::Condition>& conditions) const {
    std::vector<std::string> words;
    if (auto taken = take_words(node, words); !taken) return taken;
    for (const std::string& word : words) {
      auto condition = script::parse_condition(word);
      if (!condition) return mistake(node, condition.error().what, condition.error().hint);
      conditions.push_back(std::move(*condition));
    }
    return {};
  }

  Lesson& lesson_;
  int first_line_;
};

/// "07-mode-collapse.md" → 7, "mode-collapse".
void take_name(Lesson& lesson) {
  lesson.key = lesson.file.stem().string();
  const size_t digits = std::min(lesson.key.find_first_not_of("0123456789"), lesson.key.size());
  if (digits == 0 || digits > 3 || digits >= lesson.key.size() || lesson.key[digits] != '-') return;
  lesson.number = std::stoi(lesson.key.substr(0, digits));
  lesson.key.erase(0, digits + 1);
}

}  // namespace

Expected<Lesson> read_lesson(std::string_view text, const std::filesystem::path& file) {
  Lesson lesson;
  lesson.file = file;
  take_name(lesson);
  const auto parts = parts_of(text, file);
  if (!parts) return tl::unexpected(parts.error());
  if (auto taken = Body(lesson, false).take(sections_of(parts->en, parts->en_line)); !taken)
    return tl::unexpected(taken.error());
  if (lesson.title.en.empty() || lesson.steps.empty())
    return wrong(file, parts->en_line, "a lesson has a title and steps", "# Title, then ## Step {#name}");
  if (!parts->zh.empty())
    if (auto taken = Body(lesson, true).take(sections_of(parts->zh, parts->zh_line)); !taken)
      return tl::unexpected(taken.error());
  if (auto taken = Header(lesson, parts->header_line).take(parts->header); !taken)
    return tl::unexpected(taken.error());
  for (const Step& step : lesson.steps)
    if (step.check && step.check->conditions.empty())
      return wrong(file, step.line, "the step " + step.id + " has words for a check, and no check",
                   "write check = [\"condition\"] below [" + step.id + "]");
  return lesson;
}

Expected<Lesson> load_lesson(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream)
    return fail(FailureKind::not_found, "the lesson cannot be read", file.string(),
                "give the path of a lesson (.md)");
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  return read_lesson(text, file);
}

}  // namespace ganscope::lessons
