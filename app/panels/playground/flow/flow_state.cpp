#include "app/panels/playground/flow/flow_state.h"

#include <algorithm>
#include <cmath>

#include "app/model/asks.h"
#include "app/panels/playground/room.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets/scatter.h"

namespace ganscope::panels::playground {
namespace {

constexpr int carried = 256, arrows_across = 26;
constexpr double room_for_noise = 1.2;  // of the half that shows the data alone

std::optional<api::Ask> wanted_current(const model::UiModel& model) {
  if (!has_flow(model) || model.fixed_count() == 0) return std::nullopt;
  api::Ask ask = model::blank_ask(model);
  ask.tool = "current";
  ask.lively = true;
  for (int i = 0; i < std::min(model.fixed_count(), carried); ++i)
    model::add_row(model, ask, model.fixed_latent(i), model.fixed_label(i));
  const FlowState& state = model::tool_state<FlowState>(model);
  const plane::Seen seen = flow_seen(model);
  config::Settings& settings = ask.settings;
  settings.set("time", state.time);
  settings.set("x0", seen.x - seen.half_x);
  settings.set("x1", seen.x + seen.half_x);
  settings.set("y0", seen.y - seen.half_y);
  settings.set("y1", seen.y + seen.half_y);
  settings.set("columns", int64_t{arrows_across});
  settings.set("rows", static_cast<int64_t>(ui::within(std::lround(arrows_across / state.aspect), 4L, 48L)));
  return ask;
}

}  // namespace

bool has_flow(const model::UiModel& model) {
  return model.configured() && model.status->data.is_points() && model.status->data.dimensions == 2 &&
         model.status->model.kind == "flow";
}

void play_flow(FlowState& state, bool playing, double now_s) {
  state.playing = playing;
  state.last_s = now_s;
  if (playing && state.time >= 1) state.time = 0;
}

void go_on(FlowState& state, double now_s) {
  if (!state.playing) return;
  constexpr double longest_s = 0.25;  // after a pause of the window nothing leaps
  if (state.time >= 1) {
    if (now_s - state.last_s >= flow_rests_s) play_flow(state, true, now_s);
    return;
  }
  state.time = std::min(1.0, state.time + ui::within(now_s - state.last_s, 0.0, longest_s) / flow_seconds);
  state.last_s = now_s;
}

plane::Seen flow_seen(const model::UiModel& model) {
  const ui::PlaneView view = ui::plane_view(model.preview->points);
  const double aspect = model::tool_state<FlowState>(model).aspect, half = room_for_noise * view.half;
  return {view.centre_x, view.centre_y, half * std::max(aspect, 1.0), half * std::max(1 / aspect, 1.0)};
}

const api::Answer* drawn_flow(const model::UiModel& model) {
  const auto& answer = model.result(model.view(flow_view));
  return answer && answer->generation == model.status->generation && !answer->curves.empty() ? answer.get()
                                                                                             : nullptr;
}

std::vector<model::View> flow_views() {
  return {{.key = flow_view,
           .visible = [](const model::UiModel& model) { return room_shown(model, "flow"); },
           .wanted = wanted_current,
           .only_whole = true,
           .needs_run = true}};
}

}  // namespace ganscope::panels::playground
