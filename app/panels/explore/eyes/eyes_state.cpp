#include "app/panels/explore/eyes/eyes_state.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "app/model/asks.h"
#include "app/panels/explore/explore_tab.h"
#include "app/panels/explore/eyes/eyes.h"
#include "core/base/form_kinds.h"

namespace ganscope::panels::eyes {
namespace {

using model::UiModel;

constexpr int64_t real_judged = 128;

template <class Change>
void change(UiModel& model, const Change& with) {
  Eyes now = state_of(model);
  with(now);
  model::set_tool_state(model, std::move(now));
}

bool tab_open(const UiModel& model) {
  return explore_parts::tab_shown(model, "mine") && model.status->model.judges;
}
bool always(const UiModel&) { return true; }

std::optional<api::Ask> looking(const UiModel& model) {
  const Eyes& now = state_of(model);
  if (!now.open || now.shown == Shown::alone || !model::latent_in_hand(model)) return std::nullopt;
  model::LatentRows rows(model);
  rows.ask().tool = "eyes";
  rows.add(model.explore.latent);
  return rows.take();
}

std::optional<api::Ask> alone(const UiModel& model) {
  const Eyes& now = state_of(model);
  return now.drawing ? now.alone : std::nullopt;
}

std::optional<api::Ask> real(const UiModel& model) {
  if (!are_pictures(model.status->data.form)) return std::nullopt;
  api::Ask ask = model::blank_ask(model);
  ask.tool = "judged";
  ask.settings.set("real", real_judged);
  return ask;
}

void take_looked(UiModel& model, const api::Answer& answer) {
  if (answer.failure || state_of(model).failure)
    change(model, [&](Eyes& now) { now.failure = answer.failure; });
}

void take_alone(UiModel& model, const api::Answer& answer) {
  if (!answer.failure && !answer.complete) return;
  change(model, [&](Eyes& now) {
    now.drawing = false;
    now.alone_failure = answer.failure;
  });
}

void take_real(UiModel& model, const api::Answer& answer) {
  if (!answer.failure && !answer.complete) return;
  change(model, [&](Eyes& now) {
    now.real_mean.reset();
    if (answer.failure || answer.table.empty() || answer.table[0].numbers.size() < 2) return;
    now.real_mean = answer.table[0].numbers[0];
    now.real_count = static_cast<int>(answer.table[0].numbers[1]);
  });
}

}  // namespace

const Eyes& state_of(const UiModel& model) { return model::tool_state<Eyes>(model); }

void open(UiModel& model, bool eyes) {
  change(model, [&](Eyes& now) { now.open = eyes; });
}
void show(UiModel& model, Shown shown) {
  change(model, [&](Eyes& now) { now.shown = shown; });
}
void lay_over(UiModel& model, bool over) {
  change(model, [&](Eyes& now) { now.over_picture = over; });
}

void draw_alone(UiModel& model, Start start) {
  if (!model::latent_in_hand(model)) return;
  model::LatentRows rows(model);
  rows.ask().follow = false;
  rows.ask().tool = "alone";
  const char* names[] = {"noise", "picture", "real"};
  rows.ask().settings.set("start", std::string(names[static_cast<size_t>(start)]));
  rows.add(model.explore.latent);
  change(model, [&](Eyes& now) {
    rows.ask().settings.set("seed", static_cast<int64_t>(now.turn + 1));  // other noise every time
    now.start = start;
    now.alone = rows.take();
    now.drawing = true;
    now.alone_failure.reset();
    ++now.turn;
  });
}

void stop_alone(UiModel& model) {
  change(model, [](Eyes& now) { now.drawing = false; });
}

std::vector<int> by_score(const UiModel& model) {
  const auto& grid = model.result(model::view::grid);
  if (!grid || grid->scores.empty()) return {};
  std::vector<int> order(grid->scores.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, [&](int a, int b) {
    return grid->scores[static_cast<size_t>(a)] > grid->scores[static_cast<size_t>(b)];
  });
  return order;
}

std::vector<model::View> views() {
  return {{.key = "eyes/looks",
           .visible = tab_open,
           .wanted = looking,
           .needs_run = true,
           .answered = [](UiModel& model, const api::Answer& answer, double) { take_looked(model, answer); }},
          {.key = "eyes/alone",
           .visible = always,
           .wanted = alone,
           .turn = [](const UiModel& model) { return state_of(model).turn; },
           .gives_up = true,
           .needs_run = true,
           .answered = [](UiModel& model, const api::Answer& answer, double) { take_alone(model, answer); }},
          {.key = "eyes/real",
           .urgency = api::Urgency::background,
           .visible = tab_open,
           .wanted = real,
           .needs_run = true,
           .answered = [](UiModel& model, const api::Answer& answer, double) { take_real(model, answer); }}};
}

}  // namespace ganscope::panels::eyes
