#include "app/ui/widgets/picture_tile.h"

#include <algorithm>

#include "app/ui/widgets.h"
#include "app/ui/widgets/parts.h"

namespace ganscope::ui {
namespace {

void dashes(ImDrawList* draw, ImVec2 from, ImVec2 to, float dash, float gap, ImU32 colour, float thickness) {
  const float dx = to.x - from.x, dy = to.y - from.y;
  const float length = std::max(dx, dy);  // from is above or left of to
  for (float at = 0; at < length; at += dash + gap) {
    const float a = at / length, b = std::min(length, at + dash) / length;
    draw->AddLine({from.x + a * dx, from.y + a * dy}, {from.x + b * dx, from.y + b * dy}, colour, thickness);
  }
}

}  // namespace

TileAnswer picture_tile(Ui& ui, std::string_view name, ImVec2 size, ItemMap::ItemValue value,
                        std::string_view help) {
  const Touch touched = touch(ui, name, size, std::move(value), true, help);
  focus_ring(ui, name, touched.min, touched.max, 0);
  return {touched.min, touched.max, touched.hovered, touched.clicked, touched.double_clicked};
}

void empty_tile(const Ui& ui, ImDrawList* draw, ImVec2 min, ImVec2 max, bool highlighted) {
  const ImU32 colour = highlighted ? ui.theme.t1 : ui.theme.line2;
  const float thickness = std::max(1.0F, ui.px(1)), dash = ui.px(5), gap = ui.px(4);
  draw->AddRectFilled(min, max, ui.theme.bg0);
  const float half = thickness / 2;
  const ImVec2 a{min.x + half, min.y + half}, b{max.x - half, max.y - half};
  dashes(draw, a, {b.x, a.y}, dash, gap, colour, thickness);
  dashes(draw, {a.x, b.y}, b, dash, gap, colour, thickness);
  dashes(draw, a, {a.x, b.y}, dash, gap, colour, thickness);
  dashes(draw, {b.x, a.y}, b, dash, gap, colour, thickness);
  draw_icon(draw, Icon::plus, {(min.x + max.x) / 2, (min.y + max.y) / 2},
            std::min(ui.px(16), (max.x - min.x) / 2), highlighted ? ui.theme.t1 : ui.theme.t3);
}

}  // namespace ganscope::ui
