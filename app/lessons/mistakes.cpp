#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <system_error>

#include "app/lessons/lesson.h"
#include "app/script/names.h"
#include "app/script/number.h"
#include "core/config/experiment.h"
#include "core/runs/comparison.h"

namespace ganscope::lessons {
namespace {

using script::Comparison;
using script::Verb;

/// What a number may still be after some conditions on it.
struct Range {
  double low = -std::numeric_limits<double>::infinity(), high = std::numeric_limits<double>::infinity();
  bool open_low = false, open_high = false;
  std::string text;  ///< of an equality that is no number
  [[nodiscard]] bool empty() const { return low > high || (low == high && (open_low || open_high)); }
};

/// False: with what was asked before, it can never hold.
bool narrow(Range& range, const script::Condition& condition) {
  const auto number = script::number_in(condition.value);
  if (!number) {
    if (condition.comparison != Comparison::equal) return true;
    if (!range.text.empty() && range.text != condition.value) return false;
    range.text = condition.value;
    return true;
  }
  const auto from = [&](bool open) {
    if (*number >= range.low) range = {*number, range.high, open, range.open_high, range.text};
  };
  const auto to = [&](bool open) {
    if (*number <= range.high) range = {range.low, *number, range.open_low, open, range.text};
  };
  switch (condition.comparison) {
    case Comparison::at_least:
      from(false);
      break;
    case Comparison::more:
      from(true);
      break;
    case Comparison::at_most:
      to(false);
      break;
    case Comparison::less:
      to(true);
      break;
    case Comparison::equal:
      from(false);
      to(false);
      break;
    default:
      break;
  }
  return !range.empty();
}

class Inspection {
 public:
  explicit Inspection(const Lesson& lesson) : lesson_(lesson) {}

  std::vector<Failure> run() {
    if (lesson_.steps.size() < 3 || lesson_.steps.size() > 8)
      add(1, "a lesson has three to eight steps, this one " + std::to_string(lesson_.steps.size()),
          "divide it, or join steps");
    if (lesson_.goal.empty()) add(1, "the lesson does not say its goal", "write it below the title");
    if (count_items(lesson_.summary.en) != 3)
      add(1, "the summary has not three lines", "## Summary, and a list of three");
    if (lesson_.question.empty()) add(1, "there is no question to take home", "## To take home");
    look_at(lesson_.goal);
    look_at(lesson_.summary);
    look_at(lesson_.question);
    translated(lesson_.title, 1);
    for (const Step& step : lesson_.steps) look_at(step);
    if (opened_ == 0)
      add(lesson_.steps.empty() ? 1 : lesson_.steps.front().line, "no step opens an experiment",
          "begin = [\"open ring\"] below the first step's table: else the lesson depends on what was there");
    return std::move(mistakes_);
  }

 private:
  void add(int line, std::string what, std::string hint) {
    mistakes_.push_back({FailureKind::bad_data, std::move(what),
                         lesson_.file.string() + ":" + std::to_string(line), std::move(hint)});
  }

  static int count_items(const Document& document) {
    return static_cast<int>(std::ranges::count(document.blocks, Block::Kind::list_item, &Block::kind));
  }

  void translated(const Title& title, int line) {
    if (title.zh.empty()) add(line, "without Chinese: " + title.en, "translate it after +++ zh");
  }

  void look_at(const Text& text) {
    if (!text.en.empty() && text.zh.empty())
      add(text.en.blocks.front().line, "this text has no Chinese", "translate it after +++ zh");
    for (const Document* document : {&text.en, &text.zh}) {
      for (const Document::Picture& picture : document->pictures()) {
        std::error_code error;
        if (!std::filesystem::is_regular_file(lesson_.file.parent_path() / picture.path, error))
          add(picture.line, "there is no picture " + picture.path, "put it beside the lesson");
      }
      for (const Link& link : document->links()) {
        if (link.kind == Link::Kind::control) known_item(link.target, link.line);
        if (link.kind == Link::Kind::action) {
          const auto lines = script::parse_script(link.target, "link");
          if (!lines || lines->size() != 1)
            add(link.line, "this action cannot be understood: " + link.target,
                "see app/automation/README.md for what can be done");
          else
            look_at(lines->front(), link.line);
        }
      }
    }
  }

  void look_at(const Step& step) {
    translated(step.title, step.line);
    look_at(step.text);
    for (const script::Line& line : step.begin) {
      if (!script::of_program(line.verb))
        add(line.number, "a step cannot begin with a hand's \"" + line.text + "\"",
            "open, compare, go, set, start, pause, reset, speed; what a hand does belongs to do");
      look_at(line, line.number);
    }
    for (const script::Line& line : step.act) look_at(line, line.number);
    for (const std::string& item : step.point) known_item(item, step.line);
    if (step.prediction) {
      for (const Title& option : step.prediction->options) translated(option, step.line);
      for (const script::Condition& condition : step.prediction->came_true) known(condition, step.line);
      if (!step.prediction->came_true.empty() && step.prediction->seen.empty())
        add(step.line, "nothing says when the prediction of " + step.id + " is seen", "seen = \"step\"");
    }
    if (!step.check) return;
    look_at(step.check->words);
    std::map<std::string, Range> ranges;
    for (const script::Condition& condition : step.check->conditions) {
      known(condition, step.line);
      if (!narrow(ranges[condition.name], condition))
        add(step.line, "the check of " + step.id + " can never hold: " + condition.name,
            "two of its conditions exclude each other");
    }
    if (step.act.empty())
      add(step.line, "the step " + step.id + " has a check, and \"Do it for me\" nothing to do",
          "do = [\"…\"]: whoever is stuck shall be able to go on");
  }

  void look_at(const script::Line& line, int number) {
    if (line.verb == Verb::open) {
      ++opened_;
      const auto known = config::builtin_experiments();
      if (std::ranges::find(known, line.argument, &config::EntryInfo::key) == known.end())
        add(number, "there is no experiment " + line.argument, "see `ganscope list experiments`");
    }
    if (line.verb == Verb::compare) {
      const auto known = runs::builtin_comparisons();
      if (std::ranges::find(known, line.argument, &config::EntryInfo::key) == known.end())
        add(number, "there is no comparison " + line.argument, "see `assets/comparisons`");
    }
    if (line.verb == Verb::go && !script::known_place(line.argument))
      add(number, "there is no place " + line.argument, "train, explore, playground, playground/slowly …");
    if (line.condition) known(*line.condition, number);
    if (!line.item.empty() && !script::of_program(line.verb)) known_item(line.item, number);
    if (!line.other_item.empty()) known_item(line.other_item, number);
  }

  void known(const script::Condition& condition, int line) {
    if (condition.name.find('/') != std::string::npos) return known_item(condition.name, line);
    if (!script::known_status(condition.name))
      add(line, "nothing in the program is called " + condition.name,
          "see `status` in app/automation/README.md");
  }
  void known_item(const std::string& item, int line) {
    if (!script::known_item(item))
      add(line, "there is no control " + item, "see the names in app/automation/README.md");
  }

  const Lesson& lesson_;
  std::vector<Failure> mistakes_;
  int opened_ = 0;
};

}  // namespace

std::vector<Failure> mistakes_in(const Lesson& lesson) { return Inspection(lesson).run(); }

}  // namespace ganscope::lessons
