#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/panels/explore/paint/paint.h"
#include "app/panels/explore/paint/paint_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"

namespace ganscope::panels::paint {
namespace {

using explore_parts::Area;
using explore_parts::Context;

/// The strokes over a picture that lies at `frame`, line by line.
void draw_strokes(ImDrawList* draw, const Painting& now, const Frame& frame) {
  const auto pixel = [&](int row, int column) {
    return now.strokes.data() + static_cast<std::ptrdiff_t>(row * frame.width + column) * 4;
  };
  for (int row = 0; row < frame.height; ++row)
    for (int column = 0; column < frame.width;) {
      const uint8_t* first = pixel(row, column);
      int end = column + 1;
      while (end < frame.width && std::equal(first, first + 4, pixel(row, end))) ++end;
      if (first[3] > 0)
        draw->AddRectFilled(frame.at(column, row), frame.at(end, row + 1),
                            IM_COL32(first[0], first[1], first[2], 255));
      column = end;
    }
}

void draw_slider(Context& context, const char* name, const char* label, const char* help, ImVec2 at,
                 float width, double value, bool enabled, void (*set)(model::UiModel&, double, bool)) {
  ui::Ui& ui = context.ui;
  const float words = std::min(ui.px(104), width * 0.46F);
  const std::string fit = ui::fitted(ui, ui::Font::body, label, words - ui.px(4));
  ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x, at.y + ui.px(4)}, ui::Font::body,
              enabled ? ui.theme.t1 : ui.theme.t3, fit);
  ImGui::SetCursorScreenPos({at.x + words, at.y});
  bool final = true;
  const ui::SliderSpec spec{
      .min = 0, .max = 1, .initial = value, .width = width - words, .field_width = 52, .help = help};
  if (ui::slider(ui, name, spec, value, &final) && enabled)
    context.change([=](model::UiModel& model) { set(model, value, final); });
}

void draw_controls(Context& context, const Painting& now, ImVec2 min, float width) {
  ui::Ui& ui = context.ui;
  const float pitch = ui.px(ui.compact ? 32 : 38);
  draw_slider(context, "explore/paint/strength", ui.tr("Strength"),
              ui.tr("How much the strokes count: at 0 the latent stays where it is."), min, width,
              now.strength, true, set_strength);
  draw_slider(
      context, "explore/paint/keep", ui.tr("Keep the rest"),
      ui.tr("How much everything outside the strokes, or away from dragged points, shall stay as it was."),
      {min.x, min.y + pitch}, width, now.keep, !now.only, set_keep);
  const float y = min.y + 2 * pitch;
  const std::string fit = ui::fitted(ui, ui::Font::body, ui.tr("Only what I mark"), width - ui.px(52));
  ui::text_at(ui, ImGui::GetWindowDrawList(), {min.x, y + ui.px(4)}, ui::Font::body, ui.theme.t1, fit);
  ImGui::SetCursorScreenPos({min.x + width - ui.px(32), y + ui.px(5)});
  bool only = now.only;
  if (ui::toggle(ui, "explore/paint/only", only,
                 ui.tr("Holds everything outside the strokes as firmly as it can, also while points are "
                       "dragged.")))
    context.change([only](model::UiModel& model) { set_only(model, only); });
}

}  // namespace

void draw_paint_band(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  const model::UiModel& model = context.model;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Painting now = painting(model);
  const bool something = painted(now) || now.result != now.before;
  const float top = area.min.y + ui.px(6);
  const char* keep = ui.tr("Keep it");
  const float keep_width = ui::text_size(ui, ui::Font::body, keep).x + ui.px(50);
  explore_parts::draw_title(context, {area.min.x, top}, ui.tr("Paint"),
                            ui.compact ? "" : ui.tr("the latent follows your strokes"),
                            area.width() - keep_width - ui.px(8));
  ImGui::SetCursorScreenPos({area.max.x - keep_width, top});
  if (ui::button(ui, "explore/paint/keep_it",
                 {.label = keep,
                  .width = keep_width,
                  .help = ui.tr("The painted latent stays in hand and among the places where you went; the "
                                "strokes go."),
                  .key = "Enter",
                  .has_icon = true,
                  .icon = ui::Icon::star,
                  .enabled = something}))
    context.change([](model::UiModel& later) { keep_it(later); });
  const float square = area.min.y + ui.px(explore_parts::header_height), gap = ui.px(ui.compact ? 8 : 14);
  const float controls = std::max(ui.px(150), area.width() * 0.37F);
  const float side = std::floor(
      std::min({ui.px(128), area.max.y - square - ui.px(24), (area.width() - controls - 3 * gap) / 3}));
  if (side < ui.px(8)) return;
  const char* captions[] = {ui.tr("before"), ui.tr("what you ask for"), ui.tr("what {G} can draw")};
  for (int i = 0; i < 3; ++i) {
    const ImVec2 at{area.min.x + static_cast<float>(i) * (side + gap), square};
    const ImVec2 end{at.x + side, at.y + side};
    draw->AddRectFilled(at, end, ui.theme.bg0);
    Frame frame = frame_of(model, at, side);
    if (frame.max().x > end.x + 1 || frame.max().y > end.y + 1)
      frame = {at, side / static_cast<float>(std::max(frame.width, frame.height)), frame.width, frame.height};
    explore_parts::draw_preview(context, draw, i == 2 ? model::view::picture : model.view("paint/before"), 0,
                                frame.min, frame.max());
    if (i == 1 && !now.strokes.empty()) draw_strokes(draw, now, frame);
    if (i == 2 && something) ui::frame_picture(ui, draw, at, end, 2, 0);
    const bool fits = ui::rich_text_width(ui, ui::Font::caption, captions[i]) <= side + gap;
    if (fits)
      ui::rich_text_at(ui, draw, {at.x, end.y + ui.px(6)}, ui::Font::caption, ui.theme.t2, captions[i]);
    else
      ui::text_at(ui, draw, {at.x, end.y + ui.px(6)}, ui::Font::caption, ui.theme.t2,
                  ui::fitted(ui, ui::Font::caption, ui::plain_words(captions[i]), side + gap));
  }
  const float left = area.min.x + 3 * (side + gap) + ui.px(4);
  draw_controls(context, now, {left, square}, area.max.x - left);
}

}  // namespace ganscope::panels::paint
