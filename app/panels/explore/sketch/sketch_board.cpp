#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/panels/explore/sketch/sketch.h"
#include "app/panels/explore/sketch/sketch_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "core/base/hash.h"

namespace ganscope::panels::sketch {
namespace {

using ui::Font;

std::string hash_of(const model::Sketch& sketch) {
  if (sketch.pixels.empty()) return "none";
  Fnv1a hash;
  for (const uint8_t byte : sketch.pixels) hash.add(uint64_t{byte});
  return fmt::format("{:08x}", static_cast<uint32_t>(hash.value() ^ (hash.value() >> 32)));
}

/// Where a board of `columns` × `rows` cells lies on the screen.
struct Frame {
  Area area;
  int width = 1, height = 1;  ///< px of the picture
  [[nodiscard]] float scale() const { return area.width() / static_cast<float>(width); }
  [[nodiscard]] ImVec2 at(int x, int y) const {
    return {std::round(area.min.x + static_cast<float>(x) * scale()),
            std::round(area.min.y + static_cast<float>(y) * scale())};
  }
  [[nodiscard]] model::Spot spot(ImVec2 place) const {
    return {static_cast<double>((place.x - area.min.x) / scale()),
            static_cast<double>((place.y - area.min.y) / scale())};
  }
};

/// Neighbours of one colour in a line are one rectangle.
void draw_pixels(ImDrawList* draw, const std::vector<uint8_t>& pixels, const Frame& frame) {
  const auto colour_at = [&](int x, int y) {
    const uint8_t* pixel = pixels.data() + static_cast<std::ptrdiff_t>(y * frame.width + x) * 4;
    return IM_COL32(pixel[0], pixel[1], pixel[2], pixel[3]);
  };
  for (int y = 0; y < frame.height; ++y)
    for (int x = 0; x < frame.width;) {
      const ImU32 colour = colour_at(x, y);
      int end = x + 1;
      while (end < frame.width && colour_at(end, y) == colour) ++end;
      if ((colour & IM_COL32_A_MASK) != 0) draw->AddRectFilled(frame.at(x, y), frame.at(end, y + 1), colour);
      x = end;
    }
}

/// Nothing is drawn yet: a grid, and what to do.
void draw_empty(const Context& context, ImDrawList* draw, const Frame& frame, int cell) {
  const ui::Ui& ui = context.ui;
  draw->AddRectFilled(frame.area.min, frame.area.max, ui.theme.bg0);
  const ImU32 line = ui::faded(ui.theme.line2, 0.55F);
  for (int x = cell; x < frame.width; x += cell) {
    const float at = frame.at(x, 0).x + 0.5F;
    draw->AddLine({at, frame.area.min.y}, {at, frame.area.max.y}, line);
  }
  for (int y = cell; y < frame.height; y += cell) {
    const float at = frame.at(0, y).y + 0.5F;
    draw->AddLine({frame.area.min.x, at}, {frame.area.max.x, at}, line);
  }
  const model::SketchSheet sheet = model::sketch_sheet(context.model);
  const bool faces = context.model.status->data.key == "faces";
  const char* title = sheet.lines && faces ? ui.tr("Draw a face") : ui.tr("Paint here");
  const char* words = ui.tr("or begin with one of the pictures below, or drop one of your own");
  const float wrap = std::max(1.0F, frame.area.width() - ui.px(64));
  const ImVec2 big = ui::text_size(ui, Font::title, title),
               small = ui::wrapped_size(ui, Font::body, words, wrap);
  const float middle = (frame.area.min.x + frame.area.max.x) / 2;
  const float top = std::round((frame.area.min.y + frame.area.max.y - big.y - small.y - ui.px(6)) / 2);
  const float wide = std::max(big.x, small.x) / 2 + ui.px(16);
  draw->AddRectFilled({middle - wide, top - ui.px(12)}, {middle + wide, top + big.y + small.y + ui.px(18)},
                      ui::faded(ui.theme.bg0, 0.92F), ui.px(6));
  ui::text_at(ui, draw, {std::round(middle - big.x / 2), top}, Font::title, ui.theme.t1, title);
  ui::wrapped_text_at(ui, draw, {std::round(middle - small.x / 2), top + big.y + ui.px(6)}, Font::body,
                      ui.theme.t2, words, wrap);
}

void take_mouse(Context& context, const Frame& frame) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool began = ImGui::IsItemActivated(), ended = ImGui::IsItemDeactivated();
  if (!ImGui::IsItemActive() && !ended) return;
  const model::Spot here = frame.spot(io.MousePos);
  const model::Spot last =
      began ? here : frame.spot({io.MousePos.x - io.MouseDelta.x, io.MousePos.y - io.MouseDelta.y});
  const bool moved = began || ended || io.MouseDelta.x != 0 || io.MouseDelta.y != 0;
  if (moved)
    context.change(
        [last, here, ended](model::UiModel& model) { model::draw_stroke(model, last, here, ended); });
}

/// Which cells the hand would touch.
void draw_hand(const Context& context, ImDrawList* draw, const Frame& frame, int cell) {
  const ui::Ui& ui = context.ui;
  const int size = model::sketch_pen(context.model).size;
  const model::Spot here = frame.spot(ImGui::GetIO().MousePos);
  const auto first = [&](double place) {
    const double in_cells = place / cell;
    const double middle = size % 2 == 1 ? std::floor(in_cells) + 0.5 : std::round(in_cells);
    return static_cast<int>(std::lround((middle - size / 2.0) * cell));
  };
  const ImVec2 min = frame.at(first(here.x), first(here.y));
  const float side = static_cast<float>(size * cell) * frame.scale();
  draw->AddRect({min.x - ui.px(1), min.y - ui.px(1)}, {min.x + side + ui.px(1), min.y + side + ui.px(1)},
                IM_COL32_WHITE, 0, 0, ui.px(1));
  draw->AddRect(min, {min.x + side, min.y + side}, IM_COL32_BLACK, 0, 0, ui.px(1));
}

/// A picture file that was dropped or chosen. Once a frame.
void take_file(Context& context) {
  const model::PictureFile& file = context.model.picture_file;
  if (!file.read) return;
  context.ask(model::explore_action::UseTool{[read = file.read](model::UiModel& model, double now_s) {
    if (model.picture_file.read != read) return;
    model.picture_file.read.reset();
    model::take_sketch_file(model, *read, now_s);
  }});
}

void draw_board_part(Context& context, const Area& area, float side) {
  ui::Ui& ui = context.ui;
  const model::Sketch sketch = model::sketch_of(context.model);
  const float top = area.min.y + ui.px(6);
  const float past = draw_past(context, {area.min.x + side, top});
  const auto& directions = context.model.status->model.directions;
  const auto& way = directions[static_cast<size_t>(model::shown_direction(context.model))];
  const std::string words = sketch.name.empty() ? std::string(ui.tr(way.from.c_str())) : sketch.name;
  explore_parts::draw_title(context, {area.min.x, top}, ui.tr("Drawing"), words, side - past - ui.px(8));
  const ImVec2 square{area.min.x, area.min.y + ui.px(explore_parts::header_height)};
  draw_canvas(context, square, side);
  draw_tools(context, {square.x, square.y + side}, side);
}

}  // namespace

Area fitted_picture(const model::UiModel& model, ImVec2 min, float side) {
  const auto width = static_cast<float>(std::max(1, model.status->data.width));
  const auto height = static_cast<float>(std::max(1, model.status->data.height));
  float scale = side / std::max(width, height);
  if (width != height && scale >= 1) scale = std::floor(scale);
  const ImVec2 size{std::round(scale * width), std::round(scale * height)};
  const ImVec2 at{std::round(min.x + (side - size.x) / 2), std::round(min.y + (side - size.y) / 2)};
  return {at, {at.x + size.x, at.y + size.y}};
}

void draw_canvas(Context& context, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const model::Sketch sketch = model::sketch_of(context.model);
  const model::SketchSheet sheet = model::sketch_sheet(context.model);
  const Frame frame{fitted_picture(context.model, min, side), std::max(1, sheet.width),
                    std::max(1, sheet.height)};
  ImGui::SetCursorScreenPos(frame.area.min);
  ui::press_area("board/canvas", {frame.area.width(), frame.area.height()});
  ui.items.add("board/canvas", frame.area.min, frame.area.max, hash_of(sketch));
  const bool hovered = ImGui::IsItemHovered();
  take_mouse(context, frame);
  draw->AddRectFilled(min, {min.x + side, min.y + side}, ui.theme.bg0);
  draw->PushClipRect(frame.area.min, frame.area.max, true);
  if (sketch.pixels.empty()) {
    draw_empty(context, draw, frame, sheet.cell);
  } else {
    if (sheet.holes()) draw_missing(ui, draw, frame.area.min, frame.area.max);
    draw_pixels(draw, sketch.pixels, frame);
  }
  if (hovered) draw_hand(context, draw, frame, sheet.cell);
  draw->PopClipRect();
  if (context.model.picture_file.reading)
    corner_words(ui, frame.area.min, frame.area.max, false, ui.tr("Reading the picture…"));
  else if (!sketch.remark.empty())
    ui.items.add("board/remark", frame.area.min, frame.area.max, sketch.remark);
}

void draw_board(Context& context, const Area& window) {
  ui::Ui& ui = context.ui;
  take_file(context);
  const float margin = ui.px(16), gap = ui.px(ui.compact ? 20 : 32);
  const Area inner{{window.min.x + margin, window.min.y + ui.px(2)},
                   {window.max.x - margin, window.max.y - ui.px(8)}};
  const float lower = ui.px(ui.compact ? 176 : 206);
  const float rows = ui.px(explore_parts::header_height + explore_parts::row_height + 2);
  const float side =
      explore_parts::square_side(ui, context.model, inner.height() - lower - rows, inner.width());
  const float upper_end = inner.min.y + rows + side;
  draw_board_part(context, {inner.min, {inner.min.x + side, upper_end}}, side);
  const float second = inner.min.x + side + gap, third = inner.min.x + 2 * (side + gap);
  draw_result(context, {{second, inner.min.y}, {second + side, upper_end}}, side);
  draw_third(context, {{third, inner.min.y}, {inner.max.x, upper_end}}, side);
  const float edge = std::floor(upper_end) + 0.5F;
  ImGui::GetWindowDrawList()->AddLine({window.min.x, edge}, {window.max.x, edge}, ui.theme.line,
                                      std::max(1.0F, ui.px(1)));
  draw_band(context, {{inner.min.x, upper_end + ui.px(2)}, inner.max});
}

std::optional<model::Action> key_action(const model::UiModel& model, std::string_view key) {
  if (!model.configured() || !model.status->model.translates() || !model.open_sheet.empty())
    return std::nullopt;
  const auto change = [](void (*what)(model::UiModel&)) {
    return model::Action(model::ExploreAction(
        model::explore_action::UseTool{[what](model::UiModel& changed, double) { what(changed); }}));
  };
  if (key == "p")
    return change([](model::UiModel& later) { model::take_sketch_hand(later, model::SketchHand::pen); });
  if (key == "e")
    return change([](model::UiModel& later) { model::take_sketch_hand(later, model::SketchHand::eraser); });
  if (key == "n") return change(model::next_start);
  return std::nullopt;
}

}  // namespace ganscope::panels::sketch
