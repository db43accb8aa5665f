#include "app/panels/roll_cell.h"

#include <algorithm>
#include <cmath>

#include "app/ui/widgets.h"

namespace ganscope::panels {
namespace {

ImVec2 corner(ImVec2 at, float x, float y) { return {std::round(at.x + x), std::round(at.y + y)}; }

/// Keys of C major lighter than the others; a line a beat, a stronger one a bar.
void draw_ruled(const ui::Ui& ui, const melody::RollLayout& layout, ImVec2 min, ImVec2 max) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(min, max, ui.theme.bg0);
  for (int pitch = 0; pitch < melody::pitches; ++pitch) {
    const melody::Box row = layout.row(pitch);
    if (!melody::in_scale(pitch, 0))
      draw->AddRectFilled(corner(min, row.left, row.top), corner(min, row.right, row.bottom), ui.theme.bg1);
  }
  for (int eighth = 2; eighth < melody::voice_places; eighth += 2) {
    const bool bar = eighth % melody::eighths_a_bar == 0;
    const float x = std::round(min.x + layout.x(eighth));
    draw->AddLine({x, min.y}, {x, bar ? max.y : min.y + layout.bottom()}, bar ? ui.theme.bg4 : ui.theme.bg2);
  }
}

void draw_chord(const ui::Ui& ui, const melody::Roll::Name& name, const melody::Box& box, ImVec2 min,
                const RollLook& look) {
  const ImVec2 size = ui::text_size(ui, look.font, name.text);
  const float x = min.x + std::round((box.left + box.right - size.x) / 2);
  const float y = min.y + std::round((box.top + box.bottom - size.y) / 2);
  const bool wrong = look.marks && name.broken != 0;
  ui::text_at(ui, ImGui::GetWindowDrawList(), {x, y}, look.font, wrong ? ui.theme.warn : ui.theme.t2,
              name.text);
}

}  // namespace

void draw_roll(const ui::Ui& ui, const melody::Roll& roll, ImVec2 min, ImVec2 max, const RollLook& look) {
  const melody::RollLayout layout(max.x - min.x, max.y - min.y, look.names);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw_ruled(ui, layout, min, max);
  for (const melody::Roll::Bar& note : roll.notes) {
    const melody::Box box = layout.note(note);
    const ImVec2 a = corner(min, box.left, box.top);
    const ImVec2 b{std::round(min.x + box.right) - 1, std::max(a.y + 2, std::round(min.y + box.bottom))};
    const bool wrong = look.marks && note.broken != 0;
    draw->AddRectFilled(a, b, wrong ? ui.theme.warn : look.ink, std::min(ui.px(2), (b.y - a.y) / 3));
  }
  if (look.marks)
    for (const int eighth : roll.rhythm)
      draw->AddRectFilled(corner(min, layout.x(eighth) + 1, layout.bottom() - ui.px(3)),
                          corner(min, layout.x(eighth + 1) - 1, layout.bottom()), ui.theme.warn);
  if (look.names <= 0) return;
  for (int bar = 0; bar < melody::bars; ++bar)
    draw_chord(ui, roll.chords[static_cast<size_t>(bar)], layout.chord(bar), min, look);
}

void draw_roll_cursor(const ui::Ui& ui, ImVec2 min, ImVec2 max, double eighth) {
  if (eighth > melody::voice_places) return;
  const float x = std::round(min.x + static_cast<float>(eighth) / melody::voice_places * (max.x - min.x));
  ImGui::GetWindowDrawList()->AddRectFilled({x - ui.px(1), min.y}, {x + ui.px(1), max.y}, ui.theme.t1);
}

}  // namespace ganscope::panels
