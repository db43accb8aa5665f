#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

#include "core/storage/tensor_file.h"
#include "core/train/training_loop.h"

namespace ganscope::train {
namespace {

double number(const config::Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? 1 : 0;
  if (const auto* integer = std::get_if<int64_t>(&value)) return static_cast<double>(*integer);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  return 0;
}

/// `value` as the option's own type, or as it is where that cannot hold it: then it will be refused.
config::Value as_type_of(const config::Option& option, double value) {
  if (std::holds_alternative<bool>(option.initial)) return value != 0;
  constexpr double most = 9007199254740992.0;  // 2⁵³: beyond it a double no longer counts
  if (std::holds_alternative<int64_t>(option.initial) && std::abs(value) <= most)
    return static_cast<int64_t>(std::llround(value));
  return value;
}

/// "0.0010", "0.00025", "5": four places after the point, or as many as it takes to be right to half a
/// percent.
std::string short_number(double value) {
  if (value == std::floor(value) && std::abs(value) < 1e6)
    return fmt::format("{}", static_cast<int64_t>(value));
  for (int places = 4; places <= 8 && std::abs(value) < 1; ++places) {
    const double shown = std::round(value * std::pow(10.0, places)) / std::pow(10.0, places);
    if (std::abs(shown - value) <= 0.005 * std::abs(value)) return fmt::format("{:.{}f}", value, places);
  }
  return fmt::format("{:.4g}", value);
}

}  // namespace

void TrainingLoop::apply(const api::Command& command) {
  if (beyond_followed(command) || beyond_generator(command)) return;
  std::visit([this](const auto& each) { on(each); }, command);
}

bool TrainingLoop::beyond_generator(const api::Command& command) {
  const bool of_runs =
      std::holds_alternative<api::Train>(command) || std::holds_alternative<api::StepOnce>(command) ||
      std::holds_alternative<api::Slowly>(command) || std::holds_alternative<api::Tune>(command) ||
      std::holds_alternative<api::Alter>(command) || std::holds_alternative<api::Reset>(command) ||
      std::holds_alternative<api::Rewind>(command) || std::holds_alternative<api::Save>(command);
  if (!of_runs || !stepper_ || stepper_->trainable()) return false;
  refuse({FailureKind::unsupported,
          "This generator comes from elsewhere: it has neither a discriminator nor data here to learn from",
          "", "look at it in Explore, or choose an experiment to train"});
  return true;
}

bool TrainingLoop::require_model(std::string_view doing) {
  const bool there = stepper_ != nullptr && status_.phase != api::Phase::failed;
  if (!there)
    refuse(
        {FailureKind::usage, fmt::format("There is nothing to {}", doing), "", "choose an experiment first"});
  return there;
}

void TrainingLoop::on(const api::Train& command) {
  if (!require_model("train")) return;
  status_.until_step = command.until_step;
  repeats_ = 0;
  if (command.until_step > 0 && status_.step >= command.until_step) {
    if (status_.phase == api::Phase::running) set_phase(api::Phase::ready);
    return notice(false, fmt::format("The run is at step {} already", status_.step), "ask for a later step");
  }
  if (status_.phase == api::Phase::running) return;
  status_.failure.reset();
  slow_.before.clear();
  static_cast<void>(begin_record());  // training goes on without a folder, too; that was said
  set_phase(api::Phase::running);
}

void TrainingLoop::on(const api::Pause&) {
  if (status_.phase == api::Phase::running) set_phase(api::Phase::ready);
}

void TrainingLoop::on(const api::StepOnce& command) {
  if (!require_model("step")) return;
  if (command.kind != api::StepKind::both && !status_.model.single_steps)
    return refuse({FailureKind::unsupported, "The networks of this model learn together: none moves alone",
                   "", "take a whole step"});
  status_.failure.reset();
  static_cast<void>(begin_record());
  set_phase(api::Phase::ready);
  if (slow_.on) keep_to_go_back();
  if (command.times > 1) {
    status_.until_step = 0;
    set_phase(api::Phase::running);
    repeated_ = command.kind;
    repeats_ = command.times;
    return;
  }
  step(command.kind);
  if (status_.phase == api::Phase::ready) publish_weights();
}

void TrainingLoop::on(const api::Tune& command) {
  if (!stepper_) return static_cast<void>(require_model("change"));
  const std::vector<config::Option> options =
      config::active_options(catalogue_, status_.experiment->settings);
  const auto option = std::ranges::find(options, command.key, &config::Option::key);
  if (option == options.end() || !option->tunable)
    return refuse({FailureKind::usage, fmt::format("{} cannot be changed while the run goes on", command.key),
                   "", "reset the run to change it"});
  auto value = config::check(*option, as_type_of(*option, command.value));
  if (!value) return refuse(value.error());
  const double before = status_.experiment->settings.has(command.key)
                            ? number(status_.experiment->settings.at(command.key))
                            : number(option->initial);
  const double after = number(*value);
  if (before == after) return;
  stepper_->tune(command.key, after);
  slow_.stale = true;
  tuned_[command.key] = after;
  status_.experiment.change([&](config::Experiment& now) { now.settings.set(command.key, *value); });
  saved_ = saved_ && status_.step == 0;
  const api::Event event{status_.step, command.key,
                         fmt::format("{} {} → {}", option->title, short_number(before), short_number(after)),
                         before, after};
  status_.events.push_back(event);
  record_.append(event);
}

void TrainingLoop::on(const api::SetSpeed& command) {
  status_.speed_limit = std::isfinite(command.steps_per_s) ? std::max(0.0, command.steps_per_s) : 0.0;
  due_ = Clock::now();
}

void TrainingLoop::on(const api::Reset&) {
  if (!stepper_) return static_cast<void>(require_model("reset"));
  go_back_to(*initial_, 0);
  status_.events.clear();
  record_.append(api::Event{0, "reset", "Back to the same initial weights", 0, 0});
  record_.rewind(-1);
  record_.write_experiment(*status_.experiment);
  status_.saved_step = -1;
  history_.cut_after(0);
  publish_history();
  set_phase(api::Phase::ready);
}

void TrainingLoop::on(const api::Rewind& command) {
  if (!stepper_) return static_cast<void>(require_model("go back to"));
  const History history{status_.generation, history_.moments()};
  const Moment* moment = history.nearest(command.step);
  if (moment == nullptr) return;
  if (!moment->snapshot->whole())
    return refuse({FailureKind::usage,
                   fmt::format("Training cannot go back to step {}: of that moment only G's average was kept",
                               moment->snapshot->step()),
                   "", "choose a moment since the run was opened, or reset to step 0"});
  const bool was_running = status_.phase == api::Phase::running;
  const int64_t from = status_.step;
  const int64_t to = moment->snapshot->step();
  go_back_to(*moment->snapshot, moment->seconds);
  std::erase_if(status_.events, [to](const api::Event& event) { return event.step > to; });
  const api::Event event{to, "rewind", fmt::format("Went back from step {} to step {}", from, to),
                         static_cast<double>(from), static_cast<double>(to)};
  status_.events.push_back(event);
  record_.append(event);
  record_.rewind(to);
  if (status_.saved_step > to) status_.saved_step = -1;
  history_.cut_after(to);
  publish_history();
  set_phase(was_running ? api::Phase::running : api::Phase::ready);
}

void TrainingLoop::go_back_to(const Snapshot& snapshot, double seconds) {
  stepper_->restore(snapshot);
  slow_.before.clear();
  slow_.stale = true;
  // Rates that were changed by hand stay as they are shown.
  const config::Settings& now = status_.experiment->settings;
  for (const config::Option& option : config::active_options(catalogue_, now))
    if (option.tunable && now.has(option.key)) stepper_->tune(option.key, number(now.at(option.key)));
  new_generation();
  status_.step = stepper_->steps_done();
  status_.seconds = saved_seconds_ = seconds;
  status_.until_step = 0;
  status_.failure.reset();
  saved_ = false;
  publish_weights();
}

void TrainingLoop::on(const api::Save& command) {
  if (!require_model("save")) return;
  if (!command.path.empty()) {
    auto written = storage::write_tensor_file(command.path, state_for_disk());
    if (!written) return refuse(written.error());
    return notice(false, fmt::format("Saved step {} as {}", status_.step, command.path));
  }
  if (status_.folder.empty())
    return refuse({FailureKind::usage, "This run is not kept on disk", status_.run,
                   "name a file, or start with a folder for runs"});
  if (!begin_record()) return;
  if (auto saved = save_in_folder(); !saved) return note_refusal(saved.error());
  notice(false, fmt::format("Saved step {} in {}", status_.step, status_.folder));
  tell_film_trouble(status_.phase != api::Phase::running);
}

void TrainingLoop::on(const api::SetMeasuring& command) {
  status_.measuring = command.on;
  ports_.measuring.store(command.on && (!following_ || following_->measured));
  ports_.measure_bell.ring();
}

void TrainingLoop::on(const api::Cancel&) {}  // only loading can be given up, and it looks for this itself

}  // namespace ganscope::train
