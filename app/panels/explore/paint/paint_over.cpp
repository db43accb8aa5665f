#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/panels/explore/explore_tab.h"
#include "app/panels/explore/paint/paint.h"
#include "app/panels/explore/paint/paint_parts.h"
#include "app/panels/explore/paint/paint_state.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::paint {
namespace {

using explore_parts::Context;

/// White dashes on black between what is under a stroke and what is not.
void draw_dashes(const Context& context, ImDrawList* draw, ImVec2 from, ImVec2 to) {
  const ui::Ui& ui = context.ui;
  const float width = std::max(1.0F, std::round(ui.px(2))), dash = ui.px(5);
  draw->AddLine(from, to, IM_COL32(0, 0, 0, 255), width);
  const float length = std::hypot(to.x - from.x, to.y - from.y);
  for (float at = 0; at < length; at += 2 * dash) {
    const float a = at / length, b = std::min(at + dash, length) / length;
    draw->AddLine({from.x + a * (to.x - from.x), from.y + a * (to.y - from.y)},
                  {from.x + b * (to.x - from.x), from.y + b * (to.y - from.y)}, IM_COL32_WHITE, width);
  }
}

void draw_outline(const Context& context, ImDrawList* draw, const Painting& now, const Frame& frame) {
  const int width = frame.width, height = frame.height;
  const auto under = [&](int row, int column) {
    return row >= 0 && row < height && column >= 0 && column < width &&
           now.strokes[static_cast<size_t>(row * width + column) * 4 + 3] > 0;
  };
  // Every edge in one piece as long as it runs straight on.
  for (int row = 0; row <= height; ++row)
    for (int column = 0, begin = -1; column <= width; ++column) {
      const bool edge = column < width && under(row, column) != under(row - 1, column);
      if (edge && begin < 0) begin = column;
      if (edge || begin < 0) continue;
      draw_dashes(context, draw, frame.at(begin, row), frame.at(column, row));
      begin = -1;
    }
  for (int column = 0; column <= width; ++column)
    for (int row = 0, begin = -1; row <= height; ++row) {
      const bool edge = row < height && under(row, column) != under(row, column - 1);
      if (edge && begin < 0) begin = row;
      if (edge || begin < 0) continue;
      draw_dashes(context, draw, frame.at(column, begin), frame.at(column, row));
      begin = -1;
    }
}

void draw_handles(const Context& context, ImDrawList* draw, const Painting& now, const Frame& frame) {
  const ui::Ui& ui = context.ui;
  const float radius = ui.px(6), line = std::max(1.0F, ui.px(2));
  for (const Handle& handle : now.handles) {
    const ImVec2 at = frame.at(handle.now.x, handle.now.y), to = frame.at(handle.to.x, handle.to.y);
    if (handle.aimed) {
      draw->AddLine(at, to, IM_COL32(0, 0, 0, 255), 2 * line);
      draw->AddLine(at, to, IM_COL32_WHITE, line);
      draw->AddCircleFilled(to, radius + line, IM_COL32(0, 0, 0, 255));
      draw->AddCircle(to, radius, IM_COL32_WHITE, 0, line);
    }
    draw->AddCircleFilled(at, radius + line, IM_COL32(0, 0, 0, 255));
    draw->AddCircleFilled(at, radius, IM_COL32_WHITE);
  }
}

std::string plate_words(const Context& context, const Painting& now) {
  const ui::Ui& ui = context.ui;
  const Brush& hand = brush(context.model);
  if (hand.failure) return ui.tr.sentence(hand.failure->what);
  if (const auto far = way(now); far && (now.dragging || !painted(now) || hand.hand == Hand::points)) {
    if (far->gone == far->handles) return ui.tr("What stood at the handle is gone.");
    return fmt::format(
        fmt::runtime(far->handles == 1 ? ui.tr("moved {{n:{:.1f}}} of {{n:{:.1f}}} px")
                                       : ui.tr("moved {{n:{:.1f}}} of {{n:{:.1f}}} px on average")),
        far->moved, far->asked);
  }
  if (const auto agrees = shown_agreement(context.model))
    return fmt::format("{} {{n:{:.0f} %}}", ui.tr("agrees with the strokes:"), 100 * *agrees);
  return {};
}

void take_mouse(Context& context, const Frame& frame, const Brush& hand) {
  const ImGuiIO& io = ImGui::GetIO();
  const Spot here = frame.spot(io.MousePos);
  const bool began = ImGui::IsItemActivated(), ended = ImGui::IsItemDeactivated();
  const bool down = ImGui::IsItemActive();
  if (hand.hand == Hand::points || hand.hand == Hand::picker) {
    if (!began) return;
    return context.change([here, points = hand.hand == Hand::points](model::UiModel& model) {
      points ? put_point(model, here) : pick_colour(model, here);
    });
  }
  if (!down && !ended) return;
  const Spot last =
      began ? here : frame.spot({io.MousePos.x - io.MouseDelta.x, io.MousePos.y - io.MouseDelta.y});
  const bool moved = began || ended || io.MouseDelta.x != 0 || io.MouseDelta.y != 0;
  if (moved) context.change([last, here, ended](model::UiModel& model) { stroke(model, last, here, ended); });
}

}  // namespace

void draw_over_picture(Context& context, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  const model::UiModel& model = context.model;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (const char* why = obstacle(model)) {
    explore_parts::corner_plate(context, min, side, false, ui.tr(why));
    return;
  }
  const Frame frame = frame_of(model, min, side);
  const Painting now = painting(model);
  const Brush& hand = brush(model);
  ImGui::SetCursorScreenPos(frame.min);
  const std::string words = plate_words(context, now);
  ui::press_area("explore/picture", {frame.max().x - frame.min.x, frame.max().y - frame.min.y});
  ui.items.add("explore/picture", ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
               explore_parts::picture_hash(model, model::view::picture, 0));
  const bool hovered = ImGui::IsItemHovered();
  take_mouse(context, frame, hand);
  draw->PushClipRect(min, {min.x + side, min.y + side}, true);
  if (!now.strokes.empty()) draw_outline(context, draw, now, frame);
  draw_handles(context, draw, now, frame);
  if (hovered && (hand.hand == Hand::brush || hand.hand == Hand::eraser)) {
    const float radius = std::max(ui.px(3), static_cast<float>(hand.size) / 2 * frame.scale);
    draw->AddCircle(ImGui::GetIO().MousePos, radius + ui.px(1), IM_COL32(0, 0, 0, 255), 0, ui.px(2));
    draw->AddCircle(ImGui::GetIO().MousePos, radius, IM_COL32_WHITE, 0, ui.px(2));
  }
  draw->PopClipRect();
  ui.items.add("explore/paint/agrees", min, {min.x + side, min.y + side}, ui::plain_words(words));
  // Above the latent's name, which stands in that corner where the header has no room for it.
  const float raised = ui.compact ? ui.px(26) : 0;
  if (!words.empty()) explore_parts::corner_plate(context, {min.x, min.y - raised}, side, false, words);
}

}  // namespace ganscope::panels::paint
