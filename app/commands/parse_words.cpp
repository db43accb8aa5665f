#include <algorithm>
#include <string_view>

#include "app/commands/words.h"
#include "app/text/columns.h"
#include "core/config/version.h"

namespace ganscope::commands {

namespace fs = std::filesystem;
using config::nearest;

Words::Words(const text::Strings& tr) : tr_(tr) {
  declarations_.reserve(24);  // the callbacks hold references
  app_.set_version_flag("--version", config::versions());
  app_.require_subcommand(1);
  declare_view();
  declare_train();
  declare_sweep();
  declare_sample();
  declare_interpolate();
  declare_arithmetic();
  declare_film();
  declare_directions();
  declare_export();
  declare_lesson();
  declare_neighbours();
  declare_map();
  declare_report();
  declare_invert();
  declare_translate();
  declare_the_rest();
}

namespace {

/// Two columns; the second is broken at 100 characters and hangs under its own beginning.
void add_row(std::string& text, const std::string& left, const std::string& right) {
  constexpr size_t column = 26, width = 100;
  std::string line = "  " + text::padded(left, column - 2);
  if (text::columns(left) + 4 > column) {
    text += "  " + left + "\n";
    line = std::string(column, ' ');
  }
  for (const std::string& words : text::wrapped(right, width - column)) {
    text += line + words;
    text.erase(text.find_last_not_of(' ') + 1);
    text += "\n";
    line = std::string(column, ' ');
  }
}

void add_language_row(std::string& text, const text::Strings& tr) {
  add_row(text, "--lang en|zh", tr("Language of what it says: en or zh (default: the system's)"));
}

}  // namespace

std::string Declaration::page() const {
  const text::Strings& tr = *tr_;
  std::string usage = "ganscope " + command_->get_name(), places, options;
  for (const CLI::Option* option : command_->get_options()) {
    const std::string help = tr(option->get_description().c_str());
    if (option->get_lnames().empty()) {
      const std::string name = option->get_name();
      usage += " " + (option->get_required() ? name : "[" + name + "]");
      add_row(places, name, help);
      continue;
    }
    const std::string name = "--" + option->get_lnames().front();
    const std::string value = option->get_type_size() == 0 ? "" : " " + option->get_type_name();
    if (option->get_required()) usage += " " + name + value;
    add_row(options, name + value, name == "--help" ? tr("Show this") : help);
  }
  add_language_row(options, tr);
  std::string text = tr(command_->get_description().c_str()) + ("\n\n  " + usage) + " [OPTIONS]\n\n";
  text += places + (places.empty() ? "" : "\n") + tr("Options:") + "\n" + options;
  if (!examples_.empty()) text += std::string("\n") + tr("For example:") + "\n";
  for (const std::string& line : examples_) text += "  " + line + "\n";
  text.pop_back();
  return text;
}

std::string Words::help_text() const {
  std::string text;
  for (const Declaration& declaration : declarations_)
    if (declaration.chosen()) return declaration.page();
  const auto line = [&](const std::string& words) { text += words + "\n"; };
  line(tr_(app_.get_description().c_str()));
  line("");
  add_row(text, "ganscope [EXPERIMENT|RUN]",
          tr_("Open the window: on the built-in faces, or on what is named"));
  add_row(text, "ganscope COMMAND …", tr_("Do without a window:"));
  line(std::string("\n") + tr_("Commands:"));
  for (const CLI::App* command : app_.get_subcommands({}))
    add_row(text, command->get_name(), tr_(command->get_description().c_str()));
  line(std::string("\n") + tr_("Options:"));
  add_row(text, "--help", tr_("Show this; `ganscope COMMAND --help` explains a command"));
  add_language_row(text, tr_);
  add_row(text, "--version", tr_("Say which version this is"));
  line(std::string("\n") + tr_("For example:"));
  constexpr size_t examples = 50;  // columns
  const auto example = [&](const char* words, const char* remark) {
    line("  " + text::padded(words, examples) + remark);
  };
  example("ganscope", tr_("a window in which the faces are learned"));
  example("ganscope train digits --seconds 30 --out my-run", tr_("the same without a window"));
  example("ganscope sample my-run --out grid.png", tr_("what it has learned"));
  return text + "\n" + tr_("Exit code 0: done. 1: it failed. 2: the words were wrong.");
}

Failure Words::reworded(const CLI::ParseError& error, const std::vector<std::string>& words) const {
  const CLI::App* command = app_.get_subcommands().empty() ? nullptr : app_.get_subcommands().front();
  const std::string name = command == nullptr ? "" : command->get_name();
  const std::string help =
      fmt::format("`ganscope {}{}--help` explains the words", name, name.empty() ? "" : " ");
  Failure failure{FailureKind::usage, error.what(), name.empty() ? "" : "ganscope " + name, help};
  if (command != nullptr && dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    const std::vector<std::string> extras = command->remaining();
    failure.what = fmt::format("{} does not know what to do with {}", name,
                               extras.empty() ? words.back() : extras.front());
    std::vector<std::string> known;
    for (const CLI::Option* option : command->get_options())
      for (const std::string& word : option->get_lnames()) known.push_back("--" + word);
    known.emplace_back("--lang");
    const std::string close = extras.empty() ? "" : nearest(extras.front(), known);
    if (!close.empty()) failure.hint = fmt::format("did you mean {}?", close);
  }
  // CLI11's "RUN is required" and "--set: 1 required KEY=VALUE missing"
  const std::string said = error.what();
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr)
    failure.what = fmt::format("{} needs {}", name.empty() ? "ganscope" : name,
                               said.substr(0, said.find(" is required")));
  if (command != nullptr && dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    const CLI::Option* option = command->get_option_no_throw(said.substr(0, said.find(':')));
    if (option != nullptr)
      failure.what = fmt::format("{} needs {}", option->get_name(), option->get_type_name());
  }
  std::ranges::replace(failure.what, '\n', ' ');
  return failure;
}

namespace {

/// Takes `--lang en|zh` out of the words, wherever it stands: it belongs to every command.
Expected<std::string> take_language(std::vector<std::string>& words) {
  std::string language;
  constexpr std::string_view name = "--lang";
  for (size_t i = 0; i < words.size() && words[i] != "--";) {
    const bool apart = words[i] == name, together = words[i].starts_with("--lang=");
    if (!apart && !together) {
      ++i;
      continue;
    }
    if (apart && i + 1 == words.size())
      return fail(FailureKind::usage, "--lang needs en|zh", "--lang", "for example --lang zh");
    language = apart ? words[i + 1] : words[i].substr(name.size() + 1);
    if (language != "en" && language != "zh")
      return fail(FailureKind::usage, fmt::format("there is no language called {}", language), "--lang",
                  "en or zh");
    const auto begin = words.begin() + static_cast<std::ptrdiff_t>(i);
    words.erase(begin, begin + (apart ? 2 : 1));
  }
  return language;
}

/// Puts `view` in front where it was left out. Fails when the first word means nothing.
Expected<void> complete_words(std::vector<std::string>& words, const std::vector<std::string>& commands) {
  if (words.empty()) {
    words = {"view"};
    return {};
  }
  const std::string& first = words.front();
  if (std::ranges::find(commands, first) != commands.end()) return {};
  if (first == "-h" || first == "--help" || first == "--version") return {};
  std::vector<std::string> experiments = config::keys_of(config::builtin_experiments());
  std::error_code error;
  if (first.starts_with("-") || std::ranges::find(experiments, first) != experiments.end() ||
      fs::exists(first, error) || first.ends_with(".toml") || config::names_data(catalogue(), first)) {
    words.insert(words.begin(), "view");
    return {};
  }
  std::vector<std::string> known = commands;
  known.insert(known.end(), experiments.begin(), experiments.end());
  const std::string close = nearest(first, known);
  return fail(FailureKind::usage, fmt::format("there is no command or experiment called {}", first), "",
              close.empty() ? fmt::format("commands are {}", fmt::join(commands, ", "))
                            : fmt::format("did you mean {}?", close));
}

}  // namespace

Expected<Request> Words::parse(std::vector<std::string> words) {
  const auto language = take_language(words);
  if (!language) return tl::unexpected(language.error());
  view_.language = lesson_.language = report_.language = *language;
  std::vector<std::string> commands;
  for (const CLI::App* command : app_.get_subcommands({})) commands.push_back(command->get_name());
  if (auto complete = complete_words(words, commands); !complete) return tl::unexpected(complete.error());
  try {
    std::vector<std::string> reversed(words.rbegin(), words.rend());  // as CLI11 wants them
    app_.parse(reversed);
    for (const Declaration& declaration : declarations_)
      if (declaration.chosen()) return declaration.request();
  } catch (const Refused& refused) {
    return tl::unexpected(refused.failure);
  } catch (const CLI::CallForHelp&) {
    return Request{TextRequest{help_text()}};
  } catch (const CLI::CallForVersion&) {
    return Request{TextRequest{config::versions()}};
  } catch (const CLI::ParseError& error) {
    return tl::unexpected(reworded(error, words));
  }
  return fail(FailureKind::usage, "there is nothing to do", "", "`ganscope --help` names the commands");
}

Expected<Request> parse_words(std::vector<std::string> words, const text::Strings& tr) {
  return Words(tr).parse(std::move(words));
}

Expected<std::string> language_of(std::vector<std::string> words) { return take_language(words); }

}  // namespace ganscope::commands
