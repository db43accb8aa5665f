#include "app/panels/playground/figures/figures_state.h"

#include <algorithm>
#include <cmath>

#include "app/ui/bounded.h"

namespace ganscope::panels::playground {

void set_figure(Figures& state, const BellFigure& to, std::string_view control, bool final) {
  state.minimising = false;
  if (state.held != control && state.figure != to) state.done.push(state.figure);
  state.held = final ? "" : control;
  state.figure = to;
}

void start_minimising(Figures& state, explore::Divergence which, double now_s) {
  state.done.push(state.figure);
  state.held.clear();
  state.which = which;
  state.minimising = true;
  state.owed = 0;
  state.last_s = now_s;
}

void go_on_minimising(Figures& state, double now_s) {
  if (!state.minimising) return;
  constexpr double steps_per_s = 25, most_at_once = 10, rate = 0.12, still = 1e-5;
  state.owed = std::min(state.owed + steps_per_s * std::max(0.0, now_s - state.last_s), most_at_once);
  state.last_s = now_s;
  for (; state.owed >= 1 && state.minimising; --state.owed) {
    const explore::Bell before = state.figure.q;
    explore::Bell& q = state.figure.q;
    q = explore::descended(state.figure.p, q, state.which, rate);
    q.mean = ui::within(q.mean, -bell_reach, bell_reach);
    q.sigma = ui::within(q.sigma, narrowest_bell, widest_bell);
    state.minimising = std::abs(q.mean - before.mean) + std::abs(q.sigma - before.sigma) > still;
  }
}

void undo_figure(Figures& state) {
  if (auto before = state.done.undo()) {
    state.done.to_redo(state.figure);
    state.figure = *before;
  }
  state.minimising = false;
}

void redo_figure(Figures& state) {
  if (auto after = state.done.redo()) {
    state.done.to_undo(state.figure);
    state.figure = *after;
  }
  state.minimising = false;
}

}  // namespace ganscope::panels::playground
