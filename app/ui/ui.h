#pragma once
#include "app/text/translation.h"
#include "app/ui/atlases.h"
#include "app/ui/fonts.h"
#include "app/ui/item_map.h"
#include "app/ui/theme.h"

namespace ganscope::ui {

using text::Strings;

/// What a panel draws with, valid for one frame. Sizes in the code are the design's px; `px` turns them into
/// pixels.
struct Ui {
  const Theme& theme;
  const Fonts& fonts;
  const Strings& tr;  ///< ui.tr("Start")
  const Atlases& atlases;
  ItemMap& items;
  const Atlases* second_atlases = nullptr;  ///< of the second run of a comparison; null: there is none
  float scale = 1;                          ///< --scale times the monitor's own
  bool compact = false;                     ///< below 1400 wide or 800 high, at scale 1
  bool left_given = false;                  ///< the left column is somebody else's: a lesson's
  double time_s = 0;                        ///< since the start of the program
  /// The workspace has no left column of its own on screen: a button stands for it.
  [[nodiscard]] bool left_closed() const { return compact || left_given; }
  [[nodiscard]] float px(float design_px) const { return design_px * scale; }
};

}  // namespace ganscope::ui
