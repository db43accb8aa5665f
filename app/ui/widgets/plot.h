#pragma once
#include <span>
#include <string_view>

#include "app/model/actions.h"
#include "app/model/series_store.h"
#include "app/ui/ui.h"
#include "core/api/series.h"
#include "core/api/status.h"

namespace ganscope::ui {

/// Design px at both sides of every plot's curves, at least: equal, so that steps line up from plot to plot.
/// The left one is wider where a label needs it.
constexpr float plot_left_gutter = 40, plot_right_gutter = 84;

/// A step with a letter, marked in a plot.
struct PlotMark {
  double step = 0;
  const char* letter = "";
  bool dashed = false;
};

/// One plot in one frame. `x` of the view is shared by all plots; the panel sees to that.
struct PlotSpec {
  const api::PlotInfo& info;
  const model::SeriesStore& store;
  model::PlotView view;
  std::span<const api::Event> events;  ///< changes by hand: ▾ and a dotted line
  double last_step = 0;                ///< of the run: all plots reach as far
  double crosshair_step = -1;          ///< -1: none
  bool card = false;                   ///< the crosshair's values are written here
  bool x_axis = false;                 ///< the lowest plot labels the steps
  ImVec2 min, max;                     ///< of the plate, pixels
  float left_gutter = 0;               ///< pixels that its neighbours need for their labels; 0: its own alone
  /// A second run in the same plot: dashed, its labels with the letter B, those of the first with A. Null:
  /// none.
  const model::SeriesStore* second = nullptr;
  std::span<const PlotMark> marks = {};
};

/// What the mouse and the keyboard asked of it.
struct PlotAnswer {
  bool view_changed = false;  ///< `view` is the new one
  bool all_x = false;         ///< … and its x range is meant for every plot
  model::PlotView view;
  bool hovered = false;
  double hovered_step = -1;  ///< a step at which there is a row
  bool menu = false;         ///< the context menu is wanted
  int move = 0;              ///< −1, +1: it shall stand one place further up, down
  float left_gutter = 0;     ///< pixels that its own labels need
};

/// Draws the plot and handles its mouse and keys: drag pans, wheel zooms at the cursor (Shift: up and down),
/// Shift-drag or right drag zooms into a box, double click fits; with the keyboard arrows, + −, f, l, and
/// Ctrl with ↑ ↓ to be moved. Enters the item map as `name`, its value being the last values in words. Draws
/// on the current window's list; nothing is allocated for the curves.
PlotAnswer plot(Ui& ui, std::string_view name, const PlotSpec& spec);

/// Words at the right end of a plot's title that act when clicked; brighter under the mouse.
bool plot_caption(Ui& ui, std::string_view name, std::string_view words, std::string_view help);
/// The "…" of a plot's title.
bool plot_caption_button(Ui& ui, std::string_view name, std::string_view help);
/// The line under the last plot that says what does not show, with an arrow.
bool plot_more_line(Ui& ui, std::string_view name, std::string_view words, float width, bool below);

/// The colour of a series: its player's; curves of nobody's alternate between the greys.
[[nodiscard]] ImU32 series_colour(const Theme& theme, const api::SeriesTable& table, size_t series);

}  // namespace ganscope::ui
