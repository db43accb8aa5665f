#pragma once
#include <string_view>
#include <vector>

#include "app/model/tools.h"
#include "app/model/view.h"
#include "app/panels/playground/plane/plane_draw.h"

namespace ganscope::panels::playground {

/// What the room `flow` keeps. None of it changes a latent or the training.
struct FlowState final : model::ToolState {
  static constexpr std::string_view key = "playground/flow";
  double time = 1;       ///< shown, in [0, 1]: 0 noise, 1 samples
  bool playing = false;  ///< the time runs, from 0 again when it has arrived
  double last_s = -1;    ///< when it was looked at
  double aspect = 1.15;  ///< width over height of the drawing
};
constexpr double flow_seconds = 4, flow_rests_s = 1;  ///< from 0 to 1; how long it stays at 1

/// The run is a flow on points of a plane.
[[nodiscard]] bool has_flow(const model::UiModel& model);
/// Runs, at 0 where it had arrived; or stops.
void play_flow(FlowState& state, bool playing, double now_s);
/// As far as the time since the last call holds.
void go_on(FlowState& state, double now_s);
/// What is seen: the data, and the noise around them.
[[nodiscard]] plane::Seen flow_seen(const model::UiModel& model);
/// The newest answer; null: none, or it is of another model.
[[nodiscard]] const api::Answer* drawn_flow(const model::UiModel& model);
[[nodiscard]] std::vector<model::View> flow_views();
constexpr std::string_view flow_view = "playground/flow";

}  // namespace ganscope::panels::playground
