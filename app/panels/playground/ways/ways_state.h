#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "app/model/tool_state.h"
#include "app/model/view.h"
#include "core/api/ask.h"

namespace ganscope::panels::playground {

/// What the room `ways` keeps. What is computed is a function of it: the same state, the same curves.
struct WaysState final : model::ToolState {
  static constexpr std::string_view key = "playground/ways";
  int page = 0;  ///< 0: D alone, 1: three ways
  // D alone
  bool remembers = true;
  int64_t hill_seed = 2, rounds = 0;
  double rounds_per_s = 2;
  // Three ways
  int bells = 1;  ///< of the model
  int noise = 0;  ///< good, bad, the model's own copy
  bool minimax = false;
  int64_t seed = 1, steps = 0;
  double steps_per_s = 250;

  bool running = false;
  double owed = 0, last_s = -1;  ///< steps that time has not paid yet; when it was looked at

  [[nodiscard]] int64_t& position() { return page == 0 ? rounds : steps; }
  [[nodiscard]] int64_t position() const { return page == 0 ? rounds : steps; }
  [[nodiscard]] double& speed() { return page == 0 ? rounds_per_s : steps_per_s; }
  [[nodiscard]] int64_t& current_seed() { return page == 0 ? hill_seed : seed; }
  [[nodiscard]] int64_t last_position() const { return page == 0 ? 5000 : 200'000; }
};

void run(WaysState& state, bool running, double now_s);
void start_over(WaysState& state);              ///< at step 0, with the same seed
void step_on(WaysState& state, int64_t count);  ///< stops
/// As many steps as the time since the last call holds, where those before are computed (`done`).
void go_on(WaysState& state, int64_t done, double now_s);

/// What is shown of the page; null: nothing yet.
[[nodiscard]] const api::Answer* shown_ways(const model::UiModel& model);
/// How many steps, or rounds, it shows; −1: nothing yet.
[[nodiscard]] int64_t shown_position(const model::UiModel& model);
[[nodiscard]] std::vector<model::View> ways_views();

}  // namespace ganscope::panels::playground
