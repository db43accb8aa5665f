#pragma once
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <charconv>
#include <filesystem>
#include <functional>
#include <limits>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "app/commands/requests.h"
#include "app/text/translation.h"
#include "core/base/user_path.h"

// How the words are declared; for the files that parse them only.
namespace ganscope::commands {

/// Thrown inside CLI11's callbacks and caught by Words::parse, as CLI11 has no other way out.
struct Refused {
  Failure failure;
};

[[noreturn]] inline void refuse(std::string what, std::string where, std::string hint) {
  throw Refused{{FailureKind::usage, std::move(what), std::move(where), std::move(hint)}};
}

/// The whole text as a number in [low, high]; else it is refused.
template <class T>
T number(const std::string& text, const std::string& where, T low, T high) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !(value >= low && value <= high)) {
    std::string allowed = high == std::numeric_limits<T>::max()
                              ? fmt::format("number of at least {}", low)
                              : fmt::format("number between {} and {}", low, high);
    if (std::is_integral_v<T>) allowed.insert(0, "whole ");
    refuse(fmt::format("{} needs a {}, not {}", where, allowed, text.empty() ? "nothing" : text), "",
           fmt::format("for example {} {}", where, low));
  }
  return value;
}

/// The seed of a run, within what the option itself takes.
[[nodiscard]] uint64_t run_seed(const std::string& text);

/// Refuses --steps together with --seconds.
void one_goal(const TrainRequest& train, const std::string& command);

/// "batch=32" as a pair; anything else is refused.
[[nodiscard]] std::pair<std::string, std::string> key_value(const std::string& text);

/// "3,14,15"; anything else is refused.
[[nodiscard]] std::vector<uint64_t> seed_list(const std::string& text, const std::string& where);

/// One subcommand being declared: remembers what to make of the words once CLI11 has taken them.
class Declaration {
 public:
  /// `tr`: of what --help answers; lives as long as this.
  Declaration(CLI::App& app, const text::Strings& tr, const std::string& name, const std::string& help)
      : command_(app.add_subcommand(name, help)), tr_(&tr) {
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
  /// "~" in front is a home folder: a shell does not expand it in --out=~/x.
  CLI::Option* path(const std::string& name, const std::string& help, const std::string& value,
                    std::filesystem::path& into) {
    return option(name, help, value, [&into](const std::string& text) { into = user_path(text); });
  }
  void flag(const std::string& name, const std::string& help, bool& into) {
    command_->add_flag(name, into, help);
  }
  /// A line that --help shows.
  void example(std::string words) { examples_.push_back(std::move(words)); }
  void done(std::function<Request()> make) { make_ = std::move(make); }

  [[nodiscard]] bool chosen() const { return command_->parsed(); }
  [[nodiscard]] Request request() const { return make_(); }
  /// What --help answers.
  [[nodiscard]] std::string page() const;

 private:
  CLI::App* command_;
  const text::Strings* tr_;
  std::vector<std::string> examples_;
  std::function<Request()> make_;
};

/// All requests being filled, and their declarations. Lives for one parse.
class Words {
 public:
  explicit Words(const text::Strings& tr);
  Expected<Request> parse(std::vector<std::string> words);

 private:
  Declaration& add(const std::string& name, const std::string& help) {
    return declarations_.emplace_back(app_, tr_, name, help);
  }
  void declare_view();
  void declare_train();
  void declare_sweep();
  void declare_sample();
  void how_to_train(Declaration& words, TrainRequest& train);
  void declare_interpolate();
  void declare_arithmetic();
  void declare_film();
  void declare_directions();
  void declare_export();
  void declare_lesson();
  void declare_neighbours();
  void declare_map();
  void declare_invert();
  void declare_translate();
  void declare_report();
  void declare_the_rest();
  void step_option(Declaration& words, ModelChoice& model);
  void prior_option(Declaration& words, bool& from_codes);
  void model_options(Declaration& words, ModelChoice& model);
  [[nodiscard]] Failure reworded(const CLI::ParseError& error, const std::vector<std::string>& words) const;
  [[nodiscard]] std::string help_text() const;

  const text::Strings& tr_;
  CLI::App app_{"Train a GAN live before your eyes and explore its latent space by hand.", "ganscope"};
  std::vector<Declaration> declarations_;
  shell::ViewOptions view_;
  TrainRequest train_;
  bool no_measures_ = false;
  SweepRequest sweep_;
  runs::Axis sweep_seeds_;  ///< the last axis; no key: none was named
  SampleRequest sample_;
  InterpolateRequest interpolate_;
  ArithmeticRequest arithmetic_;
  FilmRequest film_;
  DirectionsRequest directions_;
  ExportRequest export_;
  LessonRequest lesson_;
  NeighboursRequest neighbours_;
  MapRequest map_;
  InvertRequest invert_;
  TranslateRequest translate_;
  EvaluateRequest evaluate_;
  ReportRequest report_;
  DataRequest data_;
  InfoRequest info_;
  ListRequest list_;
};

}  // namespace ganscope::commands
