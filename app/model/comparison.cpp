#include "app/model/comparison.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "app/model/open_path.h"
#include "app/model/reduce.h"
#include "app/model/two_runs.h"

namespace ganscope::model {
namespace {

constexpr double ahead_s = 0.3;  ///< at most, of training time

/// Posts to the second run as though it stood in front, so that its tickets are remembered with it.
void post_second(UiModel& model, api::Session& session, api::Command command) {
  const SecondInFront turned(model);
  post(model, session, std::move(command));
}

bool settled(const RunModel& run) { return run.status->applied >= run.newest_ticket; }

/// One run keeps to `target`, which it is not to pass.
void lead(UiModel& model, api::Session& session, bool second, int64_t target, int64_t slack) {
  const RunModel& run = second ? *model.second : model;
  const api::Status& status = *run.status;
  if (!run.trainable() || !settled(run) || status.step >= target) return;
  if (run.running() && status.until_step >= target - slack && status.until_step > 0) return;
  const api::Command command = api::Train{target};
  if (second)
    post_second(model, session, command);
  else
    post(model, session, command);
}

void keep_step(UiModel& model, const Sessions& sessions) {
  const RunModel &a = model, &b = *model.second;
  const bool a_goes = a.trainable() && a.status->phase != api::Phase::diverged;
  const bool b_goes = b.trainable() && b.status->phase != api::Phase::diverged;
  if (!a_goes && !b_goes) return;
  const int64_t last_a = a.status->step, last_b = b.status->step;
  // One that has failed holds nobody back.
  const int64_t behind = a_goes && b_goes ? std::min(last_a, last_b) : a_goes ? last_a : last_b;
  const int64_t front = std::max(a_goes ? last_a : 0, b_goes ? last_b : 0);
  if (!model.comparison.training) {
    if (!model.comparison.catching_up || !settled(a) || !settled(b) || a.running() || b.running()) return;
    model.comparison.catching_up = a_goes && b_goes && last_a != last_b;
    if (!model.comparison.catching_up) return;
    lead(model, *sessions.first, false, front, 0);
    lead(model, *sessions.second, true, front, 0);
    return;
  }
  double pace = 0;
  for (const RunModel* run : {&a, &b})
    if (run->status->steps_per_s > 0)
      pace = pace > 0 ? std::min(pace, run->status->steps_per_s) : run->status->steps_per_s;
  const int64_t window = std::clamp<int64_t>(static_cast<int64_t>(pace * ahead_s), 4, 2000);
  const int64_t target = std::max(behind + window, front);
  if (a_goes) lead(model, *sessions.first, false, target, window / 2);
  if (b_goes) lead(model, *sessions.second, true, target, window / 2);
}

void find_differences(UiModel& model) {
  Comparison& comparison = model.comparison;
  const Shared<config::Experiment>& a = model.status->experiment;
  const Shared<config::Experiment>& b = model.second->status->experiment;
  if (comparison.compared_a.same_as(a) && comparison.compared_b.same_as(b)) return;
  comparison.compared_a = a;
  comparison.compared_b = b;
  comparison.differences = runs::differences(
      *model.catalogue, {model.status->experiment->settings, model.second->status->experiment->settings});
}

void find_difference(UiModel& model) {
  Comparison& comparison = model.comparison;
  if (comparison.subtracted.empty() || !comparable(model)) {
    if (comparison.curves.curves().table() != nullptr) comparison.curves.clear();
    if (comparison.measures.curves().table() != nullptr) comparison.measures.clear();
    return;
  }
  const RunModel &a = model, &b = *model.second;
  if (comparable_curves(model))
    comparison.curves.follow(a.series, b.series, a.pump.rows_generation, b.pump.rows_generation);
  else if (comparison.curves.curves().table() != nullptr)
    comparison.curves.clear();
  comparison.measures.follow(a.measures, b.measures, a.pump.measures_generation, b.pump.measures_generation);
}

Judged judged(const ComparedSide& side) {
  const bool gone_wrong = side.moment == api::now && side.run.status->phase == api::Phase::diverged;
  return {gone_wrong ? diagnose::Verdict::diverged : side.diagnosis.verdict, &side.run.course,
          measured_at(side.run.course, side.moment)};
}

/// What is known of both as they are shown.
void judge_both(UiModel& model) {
  Comparison& comparison = model.comparison;
  const RunModel& b = model.second ? *model.second : model;
  comparison.then[0].follow(model, model.moment);
  comparison.then[1].follow(b, model.second ? model.moment : *comparison.other_moment);
  comparison.better = better_of(judged(compared_side(model, false)), judged(compared_side(model, true)),
                                !model.second || comparable(model));
}

/// Nothing of an earlier comparison stays but whether runs keep step.
void forget(Comparison& comparison) {
  const bool in_step = comparison.in_step;
  comparison = {};
  comparison.in_step = in_step;
}

}  // namespace

void put_in_front(UiModel& model, api::Session& session, const config::Experiment& experiment) {
  model.wanted = experiment;
  post(model, session, api::Configure{experiment, ""});
}

void begin_comparison(UiModel& model, const Sessions& sessions, const config::Experiment* first,
                      config::Experiment second) {
  if (first != nullptr) {
    put_in_front(model, *sessions.first, *first);
  } else if (model.running()) {
    post(model, *sessions.first, api::Pause{});
  }
  model.second.emplace();
  model.second->wanted = second;
  model.second->pending["experiment/choose"] = ~api::Ticket{0};  // until it is posted
  forget(model.comparison);
  model.comparison.waiting.push_back(api::Configure{std::move(second), ""});
  model.moment = api::now;
  show_scene(model, Workspace::compare);
}

void compare_with(UiModel& model, const Sessions& sessions, const std::string& path, double now_s) {
  auto command = command_for_path(*model.catalogue, path);
  if (command && std::holds_alternative<api::OpenGenerator>(*command))
    command = fail(FailureKind::unsupported, "A generator of another program cannot be compared", path,
                   "it has neither D nor curves; open it in Explore");
  if (!command) return tell_failure(model, command.error(), now_s);
  if (auto* fresh = std::get_if<api::Configure>(&*command))
    return begin_comparison(model, sessions, nullptr, std::move(fresh->experiment));
  model.second.emplace();
  model.comparison = {};
  model.comparison.in_step = false;
  model.comparison.waiting.push_back(std::move(*command));
  show_scene(model, Workspace::compare);
}

bool has_moments(const UiModel& model) {
  return model.configured() && !model.second && model.history->generation == model.status->generation &&
         !model.history->steps.empty() && model.status->step > model.history->steps.front();
}

void compare_moments(UiModel& model) {
  if (!has_moments(model)) return;
  const int64_t other = model.moment == api::now ? model.history->steps.front() : model.moment;
  forget(model.comparison);
  model.comparison.other_moment = other;
  model.moment = api::now;
  model.playback.playing = false;
  model.open_sheet.clear();
  show_scene(model, Workspace::compare);
}

void set_other_moment(UiModel& model, int64_t step) {
  if (!model.comparison.other_moment) return;
  const auto& steps = model.history->steps;
  model.comparison.other_moment =
      step < 0 || steps.empty() ? api::now : std::clamp(step, steps.front(), steps.back());
}

void end_comparison(UiModel& model, const Sessions& sessions) {
  if (!model.second) return forget(model.comparison);
  if (sessions.second == nullptr) {
    model.comparison.ending = true;
    return;
  }
  sessions.second->post(api::Pause{});
  sessions.second->post(api::Save{});
  model.second.reset();
  forget(model.comparison);
}

void post_to_compared(UiModel& model, const Sessions& sessions, const api::Command& command) {
  Comparison& comparison = model.comparison;
  const bool to_a = comparison.hand != Comparison::Hand::b, to_b = comparison.hand != Comparison::Hand::a;
  const bool of_speed = std::holds_alternative<api::SetSpeed>(command);
  if (std::holds_alternative<api::Train>(command)) {
    model.moment = api::now;
    model.playback.playing = false;
    if (to_a && to_b && comparison.in_step) {
      comparison.training = true;
      return;  // `keep_step` leads them
    }
  } else if (!of_speed) {
    comparison.catching_up = comparison.training && std::holds_alternative<api::Pause>(command);
    comparison.training = false;
  }
  if (to_a) post(model, *sessions.first, command);
  if (to_b && model.second && sessions.second != nullptr) post_second(model, *sessions.second, command);
}

void follow_comparison(UiModel& model, const Sessions& sessions) {
  if (model.comparison.ending && sessions.second != nullptr) end_comparison(model, sessions);
  if (comparing(model)) judge_both(model);
  if (!model.second || sessions.second == nullptr) return;
  for (api::Command& command : std::exchange(model.comparison.waiting, {}))
    post_second(model, *sessions.second, std::move(command));
  find_differences(model);
  find_difference(model);
  if (model.comparison.in_step && model.comparison.hand == Comparison::Hand::both) keep_step(model, sessions);
}

bool comparing(const UiModel& model) { return model.second || model.comparison.other_moment; }

ComparedSide compared_side(const UiModel& model, bool second) {
  const Comparison& comparison = model.comparison;
  const RunModel& run = second && model.second ? *model.second : model;
  const bool other = second && !model.second && comparison.other_moment;
  const int64_t moment = other ? *comparison.other_moment : model.moment;
  const diagnose::Diagnosis& diagnosis =
      moment == api::now ? run.diagnosis.shown() : comparison.then[second ? 1 : 0].found;
  return {run, other ? view::other_moment : view::grid, moment, diagnosis};
}

bool comparable(const UiModel& model) {
  return model.second && model.configured() && model.second->configured() &&
         model.status->data.key == model.second->status->data.key &&
         model.status->data.is_points() == model.second->status->data.is_points();
}

bool comparable_curves(const UiModel& model) {
  return comparable(model) && model.status->model.kind == model.second->status->model.kind;
}

bool comparison_runs(const UiModel& model) {
  const bool b = model.second && model.second->running();
  switch (model.comparison.hand) {
    case Comparison::Hand::a:
      return model.running();
    case Comparison::Hand::b:
      return b;
    default:
      return model.comparison.training || model.running() || b;
  }
}

}  // namespace ganscope::model
