#pragma once
#include "app/ui/ui.h"
#include "core/melody/roll.h"

/// Melodies as every panel shows them.
namespace ganscope::panels {

/// How a piano roll is drawn.
struct RollLook {
  ImU32 ink = 0;                      ///< of the notes; what breaks a rule is in the warning's colour
  float names = 0;                    ///< px at the bottom for the chords' names; 0: none
  ui::Font font = ui::Font::caption;  ///< of the names
  bool marks = true;                  ///< whether broken rules are marked
};

/// Keys as rows, beats and bars as lines, notes, chords beneath; below the notes of the third bar what
/// differs from the first one's rhythm.
void draw_roll(const ui::Ui& ui, const melody::Roll& roll, ImVec2 min, ImVec2 max, const RollLook& look);

/// A line of 2 px where the player is in the melody; nothing once it has ended.
void draw_roll_cursor(const ui::Ui& ui, ImVec2 min, ImVec2 max, double eighth);

}  // namespace ganscope::panels
