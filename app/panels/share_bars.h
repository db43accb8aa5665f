#pragma once
#include <limits>
#include <string>
#include <vector>

#include "app/ui/ui.h"

namespace ganscope::panels {

/// One line: a name, a bar, its figure.
struct ShareBar {
  std::string item;  ///< its name in the map of the interface, where its value is `share`
  std::string name;  ///< translated
  double share = 0;  ///< 0–1, in G's hue; NaN: it is not known
  double real = std::numeric_limits<double>::quiet_NaN();     ///< what real ones get; NaN: nothing is said
  double trivial = std::numeric_limits<double>::quiet_NaN();  ///< what needs no learning gets, a grey mark
};

/// Shares under a heading, as they stand in Train's right column. Texts are translated.
struct ShareBars {
  std::string title;
  std::vector<std::string>
      captions;  ///< rich text behind the title: the first that fits, else the last one cut
  std::vector<ShareBar> bars;
  float names = 0.45F;      ///< part of the width
  bool tracks = false;      ///< all of the way that a bar can take is shown
  bool real_bars = false;   ///< what real ones get is an outlined bar with its own figure; else a mark
  double full = 1;          ///< the share whose bar takes all the way, above 0
  std::string more = {};    ///< a last line in place of further bars; empty: these are all
  std::string legend = {};  ///< below, at the right; beside what the two kinds of bars are
};

/// Pixels that they take: so many lines, the one of further bars too; `real_bars` have a legend below.
[[nodiscard]] float share_bars_height(const ui::Ui& ui, size_t lines, bool real_bars = false);

/// Draws them from the cursor on over all the width, and moves the cursor below.
void draw_share_bars(ui::Ui& ui, const ShareBars& shares);

}  // namespace ganscope::panels
