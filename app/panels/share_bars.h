#pragma once
#include <optional>
#include <string>
#include <vector>

#include "app/ui/ui.h"

/// Named shares, each as a bar with its number, below a title: what goes wrong, which rules are kept, which
/// kinds there are.
namespace ganscope::panels {

struct ShareBar {
  std::string item;               ///< in the map of items; its value is the share. Empty: it is not there
  std::string name;               ///< in the interface's language
  float share = 0;                ///< 0 to 1; NaN: not measured, no bar and "–"
  std::optional<float> real{};    ///< what real data get: a line across the bar; NaN: not known, no line
  std::optional<float> chance{};  ///< what chance gets: a fainter line
};

struct ShareBars {
  std::string title;
  std::string caption;        ///< beside the title, rich text ("{G}", "{real}"); cut where there is no room
  float names_share = 0.45F;  ///< how much of the width belongs to names
  bool troughs = false;       ///< what is left up to 1 is shaded
  std::vector<ShareBar> bars;
};

/// Pixels from the title's upper edge to below the plate.
[[nodiscard]] float share_bars_height(const ui::Ui& ui, size_t bars);

/// Draws title and plate at ImGui's cursor, as wide as there is room, and leaves the cursor below.
void draw_share_bars(ui::Ui& ui, const ShareBars& what);

}  // namespace ganscope::panels
