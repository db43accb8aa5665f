#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/panels/explore/sketch/sketch_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"
#include "app/ui/widgets/picture_tile.h"

namespace ganscope::panels::sketch {
namespace {

using ui::Font;

/// Eight inputs that are not trained on.
void draw_starts(Context& context, ImVec2 min, float tile, float gap) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Triples triples = shown_triples(ui, context.model);
  const model::Sketch sketch = model::sketch_of(context.model);
  for (int i = 0; i < std::min(model::sketch_starts, triples.count()); ++i) {
    const ImVec2 at{min.x + static_cast<float>(i) * (tile + gap), min.y}, end{at.x + tile, at.y + tile};
    ImGui::SetCursorScreenPos(at);
    const auto answer = ui::picture_tile(
        ui, fmt::format("board/start/{}", i), {tile, tile}, static_cast<double>(i),
        ui.tr("Begin with this one. It is not trained on, so what shall become of it is known."));
    const Area place = fitted_picture(context.model, at, tile);
    draw_part(ui, triples, Part::input, i, place.min, place.max);
    if (answer.clicked) context.change([i](model::UiModel& model) { model::start_sketch(model, i); });
    if (sketch.start == i)
      ui::frame_picture(ui, draw, at, end, 2, 0);
    else if (answer.hovered)
      ui::frame_picture(ui, draw, at, end, 1, 0);
  }
}

/// Next, random, a file of one's own.
void draw_sources(Context& context, ImVec2 min, float right) {
  ui::Ui& ui = context.ui;
  const bool any = shown_triples(ui, context.model).count() > 0;
  float x = min.x;
  const auto button = [&](const char* name, const char* label, const char* help, const char* key,
                          bool enabled) {
    const float width = std::ceil(ui::text_size(ui, Font::body, label).x + ui.px(24));
    ImGui::SetCursorScreenPos({x, min.y});
    x += width + ui.px(8);
    return ui::button(ui, name,
                      {.label = label, .width = width, .help = help, .key = key, .enabled = enabled});
  };
  if (button("board/next", ui.tr("Next one"), ui.tr("Begins with the next of these."), "n", any))
    context.change(model::next_start);
  if (button("board/random", ui.tr("Random"), ui.tr("Begins with any of the pictures that are held out."), "",
             any))
    context.change(model::random_start);
  if (button("board/drop", ui.tr("Choose a picture…"),
             ui.tr("A picture of your own becomes the input. A file can also be dropped on the window."),
             "Ctrl-O", true))
    context.actions(model::action::BrowseFolder{"~"});
  const std::string& remark = model::sketch_of(context.model).remark;
  const std::string words =
      remark.empty() ? std::string(ui.tr("or drop one on the window")) : ui.tr.sentence(remark);
  ui::text_at(ui, ImGui::GetWindowDrawList(), {x + ui.px(4), min.y + ui.px(8)}, Font::caption,
              remark.empty() ? ui.theme.t3 : ui.theme.t1,
              ui::fitted(ui, Font::caption, words, right - x - ui.px(4)));
}

/// What shall become of the input, where somebody knows; and what the numbers are.
void draw_truth(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const auto start = model::sketch_truth(context.model);
  const float top = area.min.y + ui.px(6);
  explore_parts::draw_title(context, {area.min.x, top}, ui.tr("Truth"),
                            start ? ui.tr("what shall become of it") : "", area.width());
  const float tile = std::min(area.max.y - top - ui.px(40), ui.px(132));
  const ImVec2 at{area.min.x, top + ui.px(38)};
  float x = at.x;
  if (start && tile > 0) {
    const Area place = fitted_picture(context.model, at, tile);
    draw_part(ui, shown_triples(ui, context.model), Part::truth, *start, place.min, place.max);
    ui.items.add("board/truth", place.min, place.max, static_cast<double>(*start));
    x += tile + ui.px(16);
  }
  const float wrap = std::max(1.0F, area.max.x - x);
  const auto paragraph = [&](float y, ImU32 colour, const char* words) {
    ui::wrapped_text_at(ui, draw, {x, y}, Font::body, colour, words, wrap);
    return y + ui::wrapped_size(ui, Font::body, words, wrap).y + ui.px(8);
  };
  float y = at.y;
  if (start)
    y = paragraph(y, ui.theme.t2,
                  ui.tr("How far off: the mean of |output − truth|, where pixels run from −1 to 1."));
  else
    y = paragraph(y, ui.theme.t2, ui.tr("Nobody knows what shall become of it: this input is your own."));
  if (context.model.status->model.judges)
    y = paragraph(y, ui.theme.t2, ui.tr("What D says: 1 real, 0 fake, the mean over all its patches."));
  paragraph(y, ui.theme.t3,
            ui.tr("This model draws from pictures: directions, paths and maps are for those that draw from "
                  "latents."));
}

}  // namespace

void draw_band(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  const auto [left, right] = explore_parts::split_band(context, area, ui.compact ? 0.5F : 0.52F);
  const float top = left.min.y + ui.px(6), gap = ui.px(4);
  explore_parts::draw_title(context, {left.min.x, top}, ui.tr("Begin with"),
                            context.model.preview->held_out_trained
                                ? ui.tr("one of these, which it is trained on")
                                : ui.tr("one of these, never trained on"),
                            left.width());
  const float tile = std::floor(
      std::min((left.width() - 7 * gap) / model::sketch_starts, left.max.y - top - ui.px(38 + 44)));
  if (tile > ui.px(8)) draw_starts(context, {left.min.x, top + ui.px(38)}, tile, gap);
  draw_sources(context, {left.min.x, top + ui.px(38 + 10) + std::max(tile, ui.px(8))}, left.max.x);
  draw_truth(context, right);
}

}  // namespace ganscope::panels::sketch
