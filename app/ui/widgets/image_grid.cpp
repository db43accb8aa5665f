#include "app/ui/widgets/image_grid.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/parts.h"
#include "core/base/saturated.h"

namespace ganscope::ui {
namespace {

int fitting(float room, float cell, float gap) {
  return std::max(0, saturated<int>(std::floor((room + gap) / (cell + gap) + 1e-3f)));
}

GridLayout at_size(ImVec2 room, float width, float height, float gap) {
  GridLayout layout;
  layout.cell_width = width;
  layout.cell_height = height;
  layout.gap = gap;
  layout.columns = fitting(room.x, width, gap);
  layout.rows = fitting(room.y, height, gap);
  layout.count = layout.columns * layout.rows;
  return layout;
}

int cell_at(const GridLayout& layout, ImVec2 origin, ImVec2 point) {
  const float x = point.x - origin.x, y = point.y - origin.y;
  if (x < 0 || y < 0 || layout.columns == 0) return -1;
  const int column = saturated<int>(x / (layout.cell_width + layout.gap));
  const int row = saturated<int>(y / (layout.cell_height + layout.gap));
  if (column >= layout.columns || row >= layout.rows) return -1;
  const int index = row * layout.columns + column;
  return index < layout.count ? index : -1;
}

/// Arrow keys from `selected`; -1: none was pressed, or there is nothing that way.
int moved_selection(const GridLayout& layout, int selected) {
  const int from = within(selected, 0, layout.count - 1);
  int to = -1;
  if (compat::key_pressed(ImGuiKey_LeftArrow, true)) to = from - 1;
  if (compat::key_pressed(ImGuiKey_RightArrow, true)) to = from + 1;
  if (compat::key_pressed(ImGuiKey_UpArrow, true)) to = from - layout.columns;
  if (compat::key_pressed(ImGuiKey_DownArrow, true)) to = from + layout.columns;
  return to >= 0 && to < layout.count && to != selected ? to : -1;
}

void drag_source(const Ui& ui, const ImageGridSpec& spec, int pressed) {
  if (pressed < 0 || !ImGui::BeginDragDropSource(ImGuiDragDropFlags_SourceNoHoldToOpenOthers)) return;
  ImGui::SetDragDropPayload(latent_payload, &pressed, sizeof(pressed));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size{spec.layout.cell_width, spec.layout.cell_height};
  take_room(size);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw_picture(draw, spec.sharp, spec.smooth, pressed, at, {at.x + size.x, at.y + size.y});
  latent_tag(ui, draw, {at.x + ui.px(4), at.y + ui.px(4)}, pressed / spec.cells_a_latent);
  ImGui::EndDragDropSource();
}

void draw_cells(Ui& ui, std::string_view item_prefix, const ImageGridSpec& spec) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 size{spec.layout.cell_width, spec.layout.cell_height};
  const auto corner = [&](ImVec2 min) { return ImVec2{min.x + size.x, min.y + size.y}; };
  std::string item(item_prefix);
  for (int i = 0; i < spec.layout.count; ++i) {
    const ImVec2 min = spec.layout.cell(spec.origin, i);
    if (spec.own_cell)
      spec.own_cell(i, min, corner(min));
    else
      draw_picture(draw, spec.sharp, spec.smooth, i, min, corner(min));
    item.resize(item_prefix.size());
    item += std::to_string(i);
    ItemMap::ItemValue value;
    if (static_cast<size_t>(i) < spec.scores.size())
      value = static_cast<double>(spec.scores[static_cast<size_t>(i)]);
    ui.items.add(item, min, corner(min), std::move(value));
  }
  if (spec.hovered >= 0 && spec.hovered < spec.layout.count && spec.hovered != spec.selected) {
    const ImVec2 min = spec.layout.cell(spec.origin, spec.hovered);
    frame_picture(ui, draw, min, corner(min), 2, 1);
  }
  if (spec.selected >= 0 && spec.selected < spec.layout.count) {
    const ImVec2 min = spec.layout.cell(spec.origin, spec.selected);
    frame_picture(ui, draw, min, corner(min), 3, 2);
    latent_tag(ui, draw, {min.x + ui.px(4), min.y + ui.px(4)}, spec.selected / spec.cells_a_latent);
  }
}

}  // namespace

GridLayout grid_layout(ImVec2 room, int picture_width, int picture_height, float gap, int at_least,
                       int at_most) {
  if (picture_width <= 0 || picture_height <= 0) return {};
  const auto width = static_cast<float>(picture_width), height = static_cast<float>(picture_height);
  GridLayout best;
  bool found = false;
  for (float factor = 2;; factor += 1) {
    const GridLayout layout = at_size(room, factor * width, factor * height, gap);
    if (layout.count < at_least) break;
    best = layout;
    found = true;
  }
  // Below twice the size pixels need not be whole: linear filtering, the largest size that fits.
  for (float across = 2 * width - 1; !found && across >= 4; across -= 1) {
    const GridLayout layout = at_size(room, across, std::round(across * height / width), gap);
    if (layout.count < at_least) continue;
    best = layout;
    best.whole = across == width;
    found = true;
  }
  if (!found) best = at_size(room, width, height, gap);
  if (best.columns > 0 && best.count > at_most) {
    const int full_rows = at_most / best.columns;
    best.rows =
        full_rows * best.columns >= at_least ? full_rows : (at_most + best.columns - 1) / best.columns;
    best.count = std::min(at_most, best.rows * best.columns);
  }
  return best;
}

GridLayout sheet_layout(ImVec2 room, int picture_width, int picture_height, float gap, int columns, int rows,
                        int at_most) {
  if (picture_width <= 0 || picture_height <= 0 || columns <= 0) return {};
  const auto width = static_cast<float>(picture_width), height = static_cast<float>(picture_height);
  const auto count = static_cast<float>(columns);
  rows = std::max(1, std::min(rows, at_most / columns));
  const float across = std::min((room.x + gap) / count - gap,
                                ((room.y + gap) / static_cast<float>(rows) - gap) * width / height);
  const float factor = across / width;
  const float cell = factor >= 2 ? std::floor(factor) * width : std::max(4.0f, std::floor(across));
  GridLayout layout = at_size(room, cell, std::round(cell * height / width), gap);
  layout.whole = factor >= 2 || cell == width;
  layout.columns = columns;
  layout.rows = std::min(std::max(1, layout.rows), std::max(1, at_most / columns));
  layout.count = layout.columns * layout.rows;
  return layout;
}

GridAnswer image_grid(Ui& ui, std::string_view name, std::string_view item_prefix,
                      const ImageGridSpec& spec) {
  GridAnswer answer;
  const GridLayout& layout = spec.layout;
  if (layout.count <= 0) return answer;
  const ImVec2 max{spec.origin.x + layout.width(), spec.origin.y + layout.height()};
  ImGui::SetCursorScreenPos(spec.origin);
  ImGui::PushID(name.data(), name.data() + name.size());
  press_area("##grid", {layout.width(), layout.height()});
  const ImGuiIO& io = ImGui::GetIO();
  Interaction& interaction = ui.items.interaction;
  const int pressed = cell_at(layout, spec.origin, io.MouseClickedPos[ImGuiMouseButton_Left]);
  if (ImGui::IsItemHovered()) answer.hovered = cell_at(layout, spec.origin, io.MousePos);
  if (ImGui::IsItemActivated()) interaction.focus(name, false);
  // A drag carries the picture away; only a press and release on the same one selects it.
  if (ImGui::IsItemDeactivated() && answer.hovered >= 0 && answer.hovered == pressed)
    answer.clicked = pressed;
  if (answer.hovered >= 0 && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    answer.clicked = answer.hovered;
    answer.opened = true;
  }
  drag_source(ui, spec, pressed);
  if (interaction.visit(name) && !io.WantTextInput) {
    const int moved = moved_selection(layout, spec.selected);
    if (moved >= 0) {
      answer.clicked = moved;
      interaction.focus(name, true);
    }
    if (compat::key_pressed(ImGuiKey_Enter) && spec.selected >= 0) {
      answer.clicked = spec.selected;
      answer.opened = true;
    }
  }
  ImGui::PopID();
  ImageGridSpec shown = spec;
  if (answer.hovered >= 0) shown.hovered = answer.hovered;
  draw_cells(ui, item_prefix, shown);
  focus_ring(ui, name, spec.origin, max, 0);
  ui.items.add(name, spec.origin, max, static_cast<double>(layout.count));
  return answer;
}

void draw_picture(ImDrawList* draw, const Atlas& sharp, const Atlas& smooth, int index, ImVec2 min,
                  ImVec2 max) {
  if (index < 0 || index >= sharp.count || sharp.texture == nullptr) return;
  const float factor = (max.x - min.x) / static_cast<float>(std::max(1, sharp.picture_width));
  const bool whole = factor >= 2 || std::abs(factor - 1) < 1e-3f;
  if (whole || smooth.texture == nullptr) {
    draw->AddImage(sharp.texture, min, max, sharp.uv_min(index), sharp.uv_max(index));
    return;
  }
  // Half a texel in, so that the filter does not reach into the neighbouring picture.
  const ImVec2 inset{0.5f / static_cast<float>(smooth.picture_width * smooth.columns),
                     0.5f / static_cast<float>(smooth.picture_height * smooth.rows)};
  const ImVec2 a = smooth.uv_min(index), b = smooth.uv_max(index);
  draw->AddImage(smooth.texture, min, max, {a.x + inset.x, a.y + inset.y}, {b.x - inset.x, b.y - inset.y});
}

void frame_picture(const Ui& ui, ImDrawList* draw, ImVec2 min, ImVec2 max, float outside_px,
                   float inside_px) {
  const auto ring = [&](float from, float to,
                        ImU32 colour) {  // between two distances from the edge, outwards
    draw->AddRectFilled({min.x - to, min.y - to}, {max.x + to, min.y - from}, colour);
    draw->AddRectFilled({min.x - to, max.y + from}, {max.x + to, max.y + to}, colour);
    draw->AddRectFilled({min.x - to, min.y - from}, {min.x - from, max.y + from}, colour);
    draw->AddRectFilled({max.x + from, min.y - from}, {max.x + to, max.y + from}, colour);
  };
  const float outside = std::round(ui.px(outside_px)), inside = std::round(ui.px(inside_px));
  ring(0, outside, ui.theme.t1);
  ring(-inside, 0, ui.theme.bg1);
}

void latent_tag(const Ui& ui, ImDrawList* draw, ImVec2 top_left, int index) {
  const std::string words = fmt::format("z {}", index);
  const ImVec2 size = text_size(ui, Font::mono_small, words);
  const float pad = ui.px(5);
  const ImVec2 max{top_left.x + size.x + 2 * pad, top_left.y + size.y + ui.px(2)};
  draw->AddRectFilled(top_left, max, ui.theme.t1, ui.px(4));
  text_at(ui, draw, {top_left.x + pad, top_left.y + ui.px(1)}, Font::mono_small, ui.theme.bg1, words);
}

}  // namespace ganscope::ui
