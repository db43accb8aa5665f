#include <algorithm>
#include <string_view>

#include "app/commands/words.h"
#include "core/config/version.h"

namespace ganscope::commands {

namespace fs = std::filesystem;
using config::nearest;

Words::Words() {
  declarations_.reserve(24);  // the callbacks hold references
  app_.set_version_flag("--version", config::versions());
  app_.require_subcommand(1);
  declare_view();
  declare_train();
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
  declare_the_rest();
}

namespace {

/// Two columns; the second is broken at 100 characters and hangs under its own beginning.
void add_row(std::string& text, const std::string& left, const std::string& right) {
  constexpr size_t column = 26, width = 100;
  std::string line = fmt::format("  {:{}}", left, column - 2);
  if (left.size() + 4 > column) {
    text += line + "\n";
    line = std::string(column, ' ');
  }
  size_t begin = 0;
  while (begin < right.size()) {
    const size_t end = std::min(right.find(' ', begin), right.size());
    if (line.size() + end - begin > width) {
      text += line + "\n";
      line = std::string(column, ' ');
    }
    line += right.substr(begin, end - begin) + " ";
    begin = end + 1;
  }
  text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

}  // namespace

std::string Declaration::page() const {
  std::string usage = "ganscope " + command_->get_name(), places, options;
  bool optional = false;
  for (const CLI::Option* option : command_->get_options()) {
    if (option->get_lnames().empty()) {
      const std::string name = option->get_name();
      usage += " " + (option->get_required() ? name : "[" + name + "]");
      add_row(places, name, option->get_description());
      continue;
    }
    const std::string name = "--" + option->get_lnames().front();
    const std::string value = option->get_type_size() == 0 ? "" : " " + option->get_type_name();
    if (option->get_required()) usage += " " + name + value;
    optional = optional || !option->get_required();
    add_row(options, name + value, name == "--help" ? "Show this" : option->get_description());
  }
  std::string text = command_->get_description() + "\n\n  " + usage + (optional ? " [OPTIONS]" : "") + "\n\n";
  text += places + (places.empty() ? "" : "\n") + "Options:\n" + options;
  if (!examples_.empty()) text += "\nFor example:\n";
  for (const std::string& line : examples_) text += "  " + line + "\n";
  text.pop_back();
  return text;
}

std::string Words::help_text() const {
  std::string text;
  for (const Declaration& declaration : declarations_)
    if (declaration.chosen()) return declaration.page();
  text += app_.get_description() + "\n\n";
  add_row(text, "ganscope [EXPERIMENT|RUN]", "Open the window: on the built-in faces, or on what is named");
  add_row(text, "ganscope COMMAND …", "Do without a window:");
  text += "\nCommands:\n";
  for (const CLI::App* command : app_.get_subcommands({}))
    add_row(text, command->get_name(), command->get_description());
  text += "\nOptions:\n";
  add_row(text, "--help", "Show this; `ganscope COMMAND --help` explains a command");
  add_row(text, "--version", "Say which version this is");
  text +=
      "\nFor example:\n"
      "  ganscope                                          a window in which the faces are learned\n"
      "  ganscope train digits --seconds 30 --out my-run   the same without a window\n"
      "  ganscope sample my-run --out grid.png             what it has learned\n"
      "\nExit code 0: done. 1: it failed. 2: the words were wrong.";
  return text;
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

Expected<Request> parse_words(std::vector<std::string> words) { return Words().parse(std::move(words)); }

}  // namespace ganscope::commands
