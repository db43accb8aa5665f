#pragma once
#include <string>
#include <string_view>

#include "app/model/tool_state.h"
#include "app/model/undo.h"
#include "core/explore/bells.h"

namespace ganscope::panels::playground {

/// p, a mixture of two bells, and the one bell q that shall fit it. At first they lie so far apart that the
/// reverse divergence has a minimum at either bell and none between them.
struct BellFigure {
  explore::Bells p{{-2.6, 0.5, 0.5}, {2.4, 0.7, 0.5}};
  explore::Bell q{0.3, 1.1, 1};
  bool operator==(const BellFigure&) const = default;
};

struct Figures final : model::ToolState {
  static constexpr std::string_view key = "playground/figures";
  int page = 0;  ///< 0: divergences, 1: G's cost
  BellFigure figure;
  explore::Divergence which = explore::Divergence::forward;
  bool minimising = false;
  double owed = 0, last_s = -1;  ///< steps of descent that time has not paid yet; when it was looked at
  std::string held;              ///< what the hand changes now; empty: nothing
  model::UndoStack<BellFigure> done;
  int cost = 1;  ///< of cost_curves()
};

inline constexpr double bell_reach = 6;  ///< means lie within ±
inline constexpr double narrowest_bell = 0.1, widest_bell = 4;

/// A change by hand of `control`: one undo step from when it is taken until it is let go (`final`). Ends a
/// descent.
void set_figure(Figures& state, const BellFigure& to, std::string_view control, bool final);
void start_minimising(Figures& state, explore::Divergence which, double now_s);
/// As many steps of descent as the time since the last call holds, 25 a second; stops where nothing moves.
void go_on_minimising(Figures& state, double now_s);
void undo_figure(Figures& state);
void redo_figure(Figures& state);

}  // namespace ganscope::panels::playground
