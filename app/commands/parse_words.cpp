#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <charconv>
#include <functional>
#include <limits>
#include <system_error>

#include "app/commands/requests.h"
#include "core/config/version.h"

namespace ganscope::commands {
namespace {

namespace fs = std::filesystem;
using config::nearest;

// Thrown inside CLI11's callbacks and caught at parse_words, as CLI11 has no other way out.
struct Refused {
  Failure failure;
};

[[noreturn]] void refuse(std::string what, std::string where, std::string hint) {
  throw Refused{{FailureKind::usage, std::move(what), std::move(where), std::move(hint)}};
}

template <class T>
T number(const std::string& text, const std::string& where, T low, T high) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !(value >= low && value <= high)) {
    const std::string limit = high == std::numeric_limits<T>::max()
                                  ? fmt::format("of at least {}", low)
                                  : fmt::format("between {} and {}", low, high);
    refuse(fmt::format("{} needs a {} {}, not {}", where, std::is_integral_v<T> ? "whole number" : "number",
                       limit, text.empty() ? "nothing" : text),
           "", fmt::format("for example {} {}", where, low));
  }
  return value;
}

constexpr auto any_seed = std::numeric_limits<uint64_t>::max();

std::vector<uint64_t> seed_list(const std::string& text, const std::string& where) {
  std::vector<uint64_t> seeds;
  size_t begin = 0;
  while (begin <= text.size()) {
    const size_t end = std::min(text.find(',', begin), text.size());
    const std::string word = text.substr(begin, end - begin);
    if (word.empty() || word.find_first_not_of("0123456789") != std::string::npos)
      refuse(fmt::format("{} needs seeds, not {}", where, text.empty() ? "nothing" : text), "",
             fmt::format("whole numbers with commas between them: {} 3,14,15", where));
    seeds.push_back(number<uint64_t>(word, where, 0, any_seed));
    begin = end + 1;
  }
  return seeds;
}

std::pair<std::string, std::string> key_value(const std::string& text) {
  const size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    refuse(fmt::format("--set needs key=value, not {}", text), "", "for example --set batch=32");
  return {text.substr(0, equals), text.substr(equals + 1)};
}

std::pair<int, int> window_size(const std::string& text) {
  const size_t cross = text.find('x');
  if (cross == std::string::npos)
    refuse(fmt::format("--size needs WIDTHxHEIGHT, not {}", text), "", "for example --size 1600x900");
  return {number<int>(text.substr(0, cross), "--size", 320, 16384),
          number<int>(text.substr(cross + 1), "--size", 240, 16384)};
}

/// One subcommand being declared: remembers what to make of the words once CLI11 has taken them.
class Declaration {
 public:
  Declaration(CLI::App& app, const std::string& name, const std::string& help)
      : command_(app.add_subcommand(name, help)) {
    command_->option_defaults()->ignore_underscore(false);
  }

  CLI::App& app() { return *command_; }

  template <class Take>
  CLI::Option* option(const std::string& name, const std::string& help, const std::string& value, Take take) {
    CLI::Option* made = command_->add_option_function<std::string>(name, take, help);
    return made->type_name(value)->type_size(1)->expected(1);
  }
  /// May be given several times, each with one value.
  template <class Take>
  CLI::Option* repeated(const std::string& name, const std::string& help, const std::string& value,
                        Take take) {
    auto* made = command_->add_option_function<std::vector<std::string>>(
        name,
        [take](const std::vector<std::string>& all) {
          for (const std::string& one : all) take(one);
        },
        help);
    return made->type_name(value)->type_size(1)->expected(1)->multi_option_policy(
        CLI::MultiOptionPolicy::TakeAll);
  }
  CLI::Option* path(const std::string& name, const std::string& help, const std::string& value,
                    fs::path& into) {
    return option(name, help, value, [&into](const std::string& text) { into = text; });
  }
  void flag(const std::string& name, const std::string& help, bool& into) {
    command_->add_flag(name, into, help);
  }
  void done(std::function<Request()> make) { make_ = std::move(make); }

  [[nodiscard]] bool chosen() const { return command_->parsed(); }
  [[nodiscard]] Request request() const { return make_(); }

 private:
  CLI::App* command_;
  std::function<Request()> make_;
};

/// All requests being filled, and their declarations. Lives for one parse.
class Words {
 public:
  Words();
  Expected<Request> parse(std::vector<std::string> words);

 private:
  Declaration& add(const std::string& name, const std::string& help) {
    return declarations_.emplace_back(app_, name, help);
  }
  void declare_view();
  void declare_train();
  void declare_sample();
  void declare_interpolate();
  void declare_arithmetic();
  void declare_the_rest();
  void model_options(Declaration& words, ModelChoice& model);
  [[nodiscard]] Failure reworded(const CLI::ParseError& error, const std::vector<std::string>& words) const;
  [[nodiscard]] std::string help_text() const;

  CLI::App app_{"Train a GAN live before your eyes and explore its latent space by hand.", "ganscope"};
  std::vector<Declaration> declarations_;
  shell::ViewOptions view_;
  TrainRequest train_;
  SampleRequest sample_;
  InterpolateRequest interpolate_;
  ArithmeticRequest arithmetic_;
  InvertRequest invert_;
  EvaluateRequest evaluate_;
  DataRequest data_;
  InfoRequest info_;
  ListRequest list_;
};

Words::Words() {
  declarations_.reserve(16);  // the callbacks hold references
  app_.set_version_flag("--version", config::versions());
  app_.require_subcommand(1);
  declare_view();
  declare_train();
  declare_sample();
  declare_interpolate();
  declare_arithmetic();
  declare_the_rest();
}

void Words::declare_view() {
  Declaration& words = add("view", "Open the window (the default)");
  words.option("experiment", "A built-in experiment, a .toml file, or a run", "EXPERIMENT|RUN",
               [this](const std::string& text) { view_.target = text; });
  words.option("--size", "Size of the window in pixels", "WxH",
               [this](const std::string& text) { std::tie(view_.width, view_.height) = window_size(text); });
  words.option("--scale", "Size of text and controls, 1 = as the monitor says", "F",
               [this](const std::string& text) { view_.scale = number<double>(text, "--scale", 0.5, 4); });
  words.option("--lang", "Language: en or zh", "en|zh", [this](const std::string& text) {
    if (text != "en" && text != "zh")
      refuse(fmt::format("there is no language called {}", text), "--lang", "en or zh");
    view_.language = text;
  });
  words.flag("--start", "Start training at once", view_.start);
  words.option("--seed", "The experiment's seed", "K", [this](const std::string& text) {
    view_.seed = number<uint64_t>(text, "--seed", 0, any_seed);
  });
  words.option("--automation", "Run a script of clicks and expectations", "SCRIPT",
               [this](const std::string& text) { view_.automation = text; });
  words.option("--ui-map", "Keep a JSON map of everything on screen in this file", "FILE",
               [this](const std::string& text) { view_.ui_map = text; });
  words.option("--screenshot", "Write a picture of the window on leaving", "FILE",
               [this](const std::string& text) { view_.screenshot = text; });
  words.option("--exit-after-s", "Leave after so many seconds", "S", [this](const std::string& text) {
    view_.exit_after_s = number<double>(text, "--exit-after-s", 0, std::numeric_limits<double>::max());
  });
  words.done([this] { return view_; });
}

void Words::declare_train() {
  Declaration& words = add("train", "Train without a window");
  words.option("experiment", "A built-in experiment or a .toml file", "EXPERIMENT",
               [this](const std::string& text) { train_.experiment = text; });
  words.repeated("--set", "Change an option of the experiment; may be repeated", "KEY=VALUE",
                 [this](const std::string& text) { train_.overrides.push_back(key_value(text)); });
  words.option("--data", "Train on these data instead", "SPEC",
               [this](const std::string& text) { train_.data = text; });
  auto* steps = words.option(
      "--steps", "Train until this step, counted from the run's beginning", "N",
      [this](const std::string& text) { train_.steps = number<int64_t>(text, "--steps", 0, 1'000'000'000); });
  words
      .option("--seconds", "Train for so long from now (default: 60)", "S",
              [this](const std::string& text) { train_.seconds = number<double>(text, "--seconds", 0, 1e9); })
      ->excludes(steps);
  words.option("--seed", "The experiment's seed", "K", [this](const std::string& text) {
    train_.seed = number<uint64_t>(text, "--seed", 0, std::numeric_limits<int64_t>::max());
  });
  words.path("--out", "Folder of the run (default: a new one in the user's data folder)", "RUN", train_.out);
  words.path("--resume", "Go on with this run", "RUN", train_.resume);
  words.option("--device", "auto, cpu or cuda", "auto|cpu|cuda", [this](const std::string& text) {
    if (text == "auto")
      train_.device = DeviceChoice::automatic;
    else if (text == "cpu")
      train_.device = DeviceChoice::cpu;
    else if (text == "cuda")
      train_.device = DeviceChoice::cuda;
    else
      refuse(fmt::format("there is no device called {}", text), "--device", "auto, cpu or cuda");
  });
  words.option("--threads", "Threads for the numerical library (default: 1)", "N",
               [this](const std::string& text) { train_.threads = number<int>(text, "--threads", 1, 1024); });
  words.flag("--quiet", "No progress", train_.quiet);
  words.flag("--json", "End with one JSON object", train_.json);
  words.done([this]() -> Request {
    if (train_.experiment.empty() && train_.resume.empty())
      refuse("train needs an experiment", "",
             "for example `ganscope train faces`; `ganscope list experiments` names them");
    return train_;
  });
}

void Words::model_options(Declaration& words, ModelChoice& model) {
  words.path("run", "A run's folder or a checkpoint", "RUN", model.run)->required();
  words.option("--step", "The checkpoint nearest at or before this step (default: the newest)", "S",
               [&model](const std::string& text) {
                 model.step = number<int64_t>(text, "--step", 0, std::numeric_limits<int64_t>::max());
               });
  words.option("--label", "Class to draw, by number or name (default: all in turn)", "L",
               [&model](const std::string& text) { model.label = text; });
  words.option(
      "--truncation", "Pull the latents towards the centre: 1 as they are, 0 all the same", "T",
      [&model](const std::string& text) { model.truncation = number<double>(text, "--truncation", 0, 2); });
  words.flag("--raw", "Draw with the weights being trained instead of their average (EMA)", model.raw);
}

void Words::declare_sample() {
  Declaration& words = add("sample", "Draw samples of a run's model");
  model_options(words, sample_.model);
  words.option("--count", "How many (default: 64)", "N", [this](const std::string& text) {
    sample_.count = number<int>(text, "--count", 1, 1'000'000);
  });
  words.option(
      "--seed", "Sample number i is the latent of seed K+i (default: 1)", "K",
      [this](const std::string& text) { sample_.seed = number<uint64_t>(text, "--seed", 0, any_seed); });
  words.path("--out", "grid.png, or points.csv for points", "FILE", sample_.out)->required();
  words.path("--cells", "Write every sample as a PNG of its own into this folder", "DIR", sample_.cells);
  words.done([this] { return sample_; });
}

void Words::declare_interpolate() {
  Declaration& words = add("interpolate", "Walk from one latent to another");
  model_options(words, interpolate_.model);
  const auto seed = [&](const std::string& name, const std::string& help, uint64_t& into) {
    words
        .option(name, help, "SEED",
                [name, &into](const std::string& text) { into = number<uint64_t>(text, name, 0, any_seed); })
        ->required();
  };
  seed("--from", "Seed of the first latent", interpolate_.from);
  seed("--to", "Seed of the last latent", interpolate_.to);
  words.option(
      "--frames", "How many (default: 9 in a strip, 48 in a GIF)", "N",
      [this](const std::string& text) { interpolate_.frames = number<int>(text, "--frames", 2, 10000); });
  words.option("--mode", "Straight (lerp) or along the sphere (slerp, the default)", "lerp|slerp",
               [this](const std::string& text) {
                 if (text != "lerp" && text != "slerp")
                   refuse(fmt::format("there is no mode called {}", text), "--mode", "lerp or slerp");
                 interpolate_.spherical = text == "slerp";
               });
  words.path("--out", "strip.png or walk.gif", "FILE", interpolate_.out)->required();
  words.done([this] { return interpolate_; });
}

void Words::declare_arithmetic() {
  Declaration& words = add("arithmetic", "Add and subtract latents, each the mean of some seeds");
  model_options(words, arithmetic_.model);
  const auto ignore = [](const std::string&) {};
  words.repeated("--plus", "Seeds whose mean is added", "SEEDS", ignore);
  words.repeated("--minus", "Seeds whose mean is subtracted", "SEEDS", ignore);
  words.path("--out", "result.png", "FILE", arithmetic_.out)->required();
  CLI::App* command = &words.app();
  words.done([this, command]() -> Request {
    // The order between --plus and --minus matters for the picture; CLI11 keeps it apart from the values.
    CLI::Option* plus = command->get_option("--plus");
    CLI::Option* minus = command->get_option("--minus");
    size_t pluses = 0, minuses = 0;
    for (const CLI::Option* option : command->parse_order()) {
      if (option == plus)
        arithmetic_.terms.push_back({true, seed_list(plus->results().at(pluses++), "--plus")});
      else if (option == minus)
        arithmetic_.terms.push_back({false, seed_list(minus->results().at(minuses++), "--minus")});
    }
    if (pluses == 0)
      refuse("arithmetic needs at least one --plus", "",
             "for example --plus 1,2,3 --minus 4,5,6 --plus 7,8,9");
    return arithmetic_;
  });
}

void Words::declare_the_rest() {
  Declaration& invert = add("invert", "Find the latent of a picture (not in this version)");
  invert.path("run", "A run's folder or a checkpoint", "RUN", invert_.run)->required();
  invert.path("image", "A picture", "IMAGE", invert_.picture)->required();
  invert.option("--steps", "How long to look", "N", [](const std::string&) {});
  invert.path("--out", "Folder for the result", "DIR", invert_.out);
  invert.done([this] { return invert_; });

  Declaration& evaluate = add("evaluate", "Judge a run's model against its data");
  evaluate.path("run", "A run's folder or a checkpoint", "RUN", evaluate_.run)->required();
  evaluate.option("--data", "Compare with these data instead of the run's own", "SPEC",
                  [this](const std::string& text) { evaluate_.data = text; });
  evaluate.option(
      "--count", "Samples (default: 2,000 pictures, 2,500 points)", "N",
      [this](const std::string& text) { evaluate_.count = number<int>(text, "--count", 100, 100'000); });
  evaluate.option("--step", "The checkpoint nearest at or before this step (default: the newest)", "S",
                  [this](const std::string& text) {
                    evaluate_.step = number<int64_t>(text, "--step", 0, std::numeric_limits<int64_t>::max());
                  });
  evaluate.flag("--raw", "Judge the weights being trained instead of their average (EMA)", evaluate_.raw);
  evaluate.flag("--json", "End with one JSON object", evaluate_.json);
  evaluate.done([this] { return evaluate_; });

  Declaration& data = add("data", "Describe a data set");
  data.option("spec", "A built-in name, or idx:IMAGES[,LABELS], cifar10:DIR, folder:DIR", "SPEC",
              [this](const std::string& text) { data_.spec = text; })
      ->required();
  data.repeated("--set", "Change an option of the data; may be repeated", "KEY=VALUE",
                [this](const std::string& text) { data_.overrides.push_back(key_value(text)); });
  data.path("--preview", "Draw some of it", "grid.png", data_.preview);
  data.flag("--json", "End with one JSON object", data_.json);
  data.done([this] { return data_; });

  Declaration& info = add("info", "Describe a run");
  info.path("run", "A run's folder or a checkpoint", "RUN", info_.run)->required();
  info.flag("--json", "End with one JSON object", info_.json);
  info.done([this] { return info_; });

  Declaration& list = add("list", "Name what is built in");
  list.option("kind", "data, networks, objectives, regularisers, metrics or experiments", "KIND",
              [this](const std::string& text) { list_.kind = text; })
      ->required();
  list.flag("--json", "End with one JSON object", list_.json);
  list.done([this] { return list_; });
}

std::string Words::help_text() const {
  for (const CLI::App* command : app_.get_subcommands()) return command->help("ganscope");
  return app_.help();
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
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    std::string what = error.what();  // "run is required"
    std::ranges::replace(what, '\n', ' ');
    failure.what = fmt::format("{}: {}", name.empty() ? "ganscope" : name, what);
  }
  std::ranges::replace(failure.what, '\n', ' ');
  return failure;
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
      fs::exists(first, error) || first.ends_with(".toml")) {
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

}  // namespace

Expected<Request> parse_words(std::vector<std::string> words) { return Words().parse(std::move(words)); }

}  // namespace ganscope::commands
