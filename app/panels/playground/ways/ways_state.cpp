#include "app/panels/playground/ways/ways_state.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/model/asks.h"
#include "app/model/tools.h"
#include "app/panels/playground/parts.h"
#include "app/ui/bounded.h"
#include "core/explore/tools/ways_names.h"

namespace ganscope::panels::playground {
namespace {

const WaysState& ways_of(const model::UiModel& model) { return model::tool_state<WaysState>(model); }

bool page_shown(const model::UiModel& model, int page) {
  return room_shown(model, "ways") && ways_of(model).page == page && model.configured();
}

/// Needs nothing of the run; the weights it is answered with do not matter.
api::Ask apart(const model::UiModel& model, const char* tool) {
  api::Ask ask = model::blank_ask(model);
  ask.tool = tool;
  ask.follow = false;
  ask.moment = api::now;
  return ask;
}

std::optional<api::Ask> wanted_rounds(const model::UiModel& model) {
  const WaysState& state = ways_of(model);
  api::Ask ask = apart(model, "hills");
  ask.settings.set("remembers", state.remembers);
  ask.settings.set("seed", state.hill_seed);
  ask.settings.set("rounds", state.rounds);
  return ask;
}

std::optional<api::Ask> wanted_steps(const model::UiModel& model) {
  static constexpr std::array noises{"good", "bad", "contrastive"};
  const WaysState& state = ways_of(model);
  api::Ask ask = apart(model, "ways");
  ask.settings.set("bells", static_cast<int64_t>(state.bells));
  ask.settings.set("noise", std::string(noises[static_cast<size_t>(ui::within(state.noise, 0, 2))]));
  ask.settings.set("minimax", state.minimax);
  ask.settings.set("seed", state.seed);
  ask.settings.set("steps", state.steps);
  return ask;
}

}  // namespace

void run(WaysState& state, bool running, double now_s) {
  state.running = running;
  state.owed = 0;
  state.last_s = now_s;
}

void start_over(WaysState& state) {
  state.position() = 0;
  state.running = false;
}

void step_on(WaysState& state, int64_t count) {
  state.running = false;
  state.position() = std::min(state.position() + count, state.last_position());
}

void go_on(WaysState& state, int64_t done, double now_s) {
  if (!state.running) return;
  constexpr double longest_s = 0.25;  // after a pause of the window nothing leaps
  state.owed += state.speed() * ui::within(now_s - state.last_s, 0.0, longest_s);
  state.last_s = now_s;
  state.owed = std::min(state.owed, std::max(1.0, state.speed() * longest_s));
  if (done != state.position() || state.owed < 1) return;  // the last ones are still being computed
  const auto whole = static_cast<int64_t>(state.owed);
  state.owed -= static_cast<double>(whole);
  state.position() = std::min(state.position() + whole, state.last_position());
  if (state.position() == state.last_position()) state.running = false;
}

const api::Answer* shown_ways(const model::UiModel& model) {
  return model.result(model.view(ways_of(model).page == 0 ? "ways/hills" : "ways/three")).get();
}

int64_t shown_position(const model::UiModel& model) {
  const double number = find_number(shown_ways(model),
                                    ways_of(model).page == 0 ? explore::hills::rounds : explore::ways::steps);
  return std::isfinite(number) ? static_cast<int64_t>(number) : -1;
}

std::vector<model::View> ways_views() {
  return {{.key = "ways/hills",
           .visible = [](const model::UiModel& model) { return page_shown(model, 0); },
           .wanted = wanted_rounds},
          {.key = "ways/three",
           .visible = [](const model::UiModel& model) { return page_shown(model, 1); },
           .wanted = wanted_steps}};
}

}  // namespace ganscope::panels::playground
