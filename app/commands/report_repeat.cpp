#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>

#include "app/commands/report_facts.h"
#include "core/engine/engine.h"

namespace ganscope::commands {
namespace {

using text::Strings;

/// As a shell takes it.
std::string shell_word(const std::string& word) {
  const auto plain = [](unsigned char c) {
    return std::isalnum(c) != 0 || c >= 0x80 ||
           std::string_view("_-+=./:,@%").find(static_cast<char>(c)) != std::string_view::npos;
  };
  if (!word.empty() && std::ranges::all_of(word, plain)) return word;
  std::string safe = "'";
  for (const char c : word) safe += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return safe + "'";
}

/// The built-in experiment that the run's settings came from; none: it is of a file of one's own.
std::optional<config::Experiment> builtin_of(const config::Experiment& experiment) {
  const auto all = config::builtin_experiments();
  if (std::ranges::find(all, experiment.name, &config::EntryInfo::key) == all.end()) return {};
  auto built_in = config::load_experiment(catalogue(), experiment.name);
  if (!built_in) return {};
  return std::move(*built_in);
}

/// Done by a person, and not what the program notes of opening a run.
bool by_hand(const api::Event& event) { return event.key != "load"; }

struct Change {
  std::string what, before, after;
};

/// "Generator learning rate 0.002 → 0.001", as it was noted, in its parts.
Change parts_of(const api::Event& event, const Strings& tr) {
  constexpr std::string_view arrow = " → ";
  const size_t at = event.text.rfind(arrow);
  const size_t space = at == std::string::npos ? at : event.text.rfind(' ', at - 1);
  if (at == std::string::npos || space == std::string::npos) return {tr.sentence(event.text), "", ""};
  return {tr(event.text.substr(0, space).c_str()), event.text.substr(space + 1, at - space - 1),
          event.text.substr(at + arrow.size())};
}

}  // namespace

std::vector<std::pair<int64_t, std::string>> marks_of(const RunFacts& facts) {
  std::vector<std::pair<int64_t, std::string>> marks;
  for (const api::Event& event : facts.events)
    if (by_hand(event)) marks.emplace_back(event.step, std::to_string(marks.size() + 1));
  return marks;
}

std::string repeating_words(const RunFacts& facts) {
  const std::string steps = fmt::format(" --steps {}", facts.step);
  const std::string from_file = "ganscope train " + shell_word(facts.run.id + "/experiment.toml") + steps;
  const auto built_in = builtin_of(facts.experiment);
  if (!built_in) return from_file;
  const config::Settings &own = facts.experiment.settings, &usual = built_in->settings;
  std::string words = "ganscope train " + shell_word(facts.experiment.name), data;
  std::vector<std::pair<std::string, std::string>> overrides;
  if (own.text("data") != usual.text("data")) data = own.text("data");
  for (const auto& [key, value] : own.all())
    if (key != "data" && (!usual.has(key) || usual.at(key) != value))
      overrides.emplace_back(key, config::to_text(value));
  // What a choice makes void goes by itself; whether the words really mean the same is tried.
  auto again = config::with_overrides(catalogue(), *built_in, data, overrides);
  if (!again || !(again->settings == own)) return from_file;
  if (!data.empty()) words += " --data " + shell_word(data);
  for (const auto& [key, value] : overrides)
    words += key == "seed" ? " --seed " + value : " --set " + shell_word(key + "=" + value);
  return words + steps;
}

report::Section repeat_part(const RunFacts& facts, const Strings& tr) {
  report::Section section{tr("How to repeat it"), {}};
  if (facts.step > 0)
    section.blocks.push_back(
        report::Paragraph{tr("The same words give the same numbers, bit by bit, on the same kind of machine "
                             "with the same versions.")});
  section.blocks.push_back(report::Command{repeating_words(facts)});
  if (!marks_of(facts).empty())
    section.blocks.push_back(report::Paragraph{
        tr("What was changed by hand is not in these words: the numbers part where it was first changed."),
        true});
  section.blocks.push_back(
      report::Paragraph{tr("To go on with it, to look at it, to write this page again:")});
  const std::string run = shell_word(facts.run.id);
  section.blocks.push_back(report::Command{fmt::format(
      "ganscope train --resume {0} --steps {1}\nganscope view {0}\nganscope report {0} --out report.html",
      run, std::max<int64_t>(2 * facts.step, 1000))});
  return section;
}

report::Section changes_part(const RunFacts& facts, const Strings& tr) {
  report::Section section{tr("Changed by hand"), {}};
  report::Table table;
  table.words_only = true;
  table.caption = tr("What was changed while it trained. The numbers stand in the plots, too.");
  table.head = {tr("No."), tr("At step"), tr("What"), tr("From"), tr("To")};
  int number = 0;
  for (const api::Event& event : facts.events) {
    const Change change = parts_of(event, tr);
    table.rows.push_back({by_hand(event) ? std::to_string(++number) : "–", grouped(event.step), change.what,
                          change.before, change.after});
  }
  if (table.rows.empty())
    section.blocks.push_back(report::Paragraph{tr("Nothing was changed while it trained.")});
  else
    section.blocks.push_back(std::move(table));
  return section;
}

report::Section settings_part(const RunFacts& facts, const Strings& tr) {
  report::Section section{tr("All settings"), {}};
  const auto built_in = builtin_of(facts.experiment);
  report::Settings list;
  bool any = false;
  for (const config::Option& option : config::active_options(catalogue(), facts.experiment.settings)) {
    const config::Value& value = facts.experiment.settings.at(option.key);
    const std::string written = config::to_text(value);
    const bool changed =
        built_in && (!built_in->settings.has(option.key) || built_in->settings.at(option.key) != value);
    any = any || changed;
    const std::string shown = option.choices.empty() ? written : tr(written.c_str());
    list.settings.push_back({tr(option.title.c_str()),
                             option.unit.empty() ? shown : shown + " " + option.unit, option.key, changed});
  }
  std::string words =
      tr("Without what was turned while it trained; the names in small letters are those of the experiment "
         "file.");
  if (any)
    words = joined(words, fmt::format(fmt::runtime(tr("● differs from the built-in experiment {}.")),
                                      facts.experiment.name));
  section.blocks.push_back(report::Paragraph{words});
  section.blocks.push_back(std::move(list));
  return section;
}

}  // namespace ganscope::commands
