#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/panels/explore/sketch/sketch_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"
#include "app/ui/widgets/picture_tile.h"

namespace ganscope::panels::sketch {
namespace {

using ui::Font;

constexpr int history_columns = 4, history_shown = history_columns * history_columns;

const api::Answer* result_of(const model::UiModel& model) {
  return has_result(model) ? model.result(model::view::picture).get() : nullptr;
}

float draw_model_choice(Context& context, ImVec2 right_top) {
  if (!context.model.status->trainable) return 0;
  ui::Ui& ui = context.ui;
  const std::array<std::string, 2> labels{ui.compact ? ui.tr("EMA") : ui.tr("EMA model"), ui.tr("Raw")};
  int shown = context.model.drawn_model() == api::Model::ema ? 0 : 1;
  const float width = explore_parts::segmented_width(ui, labels);
  ImGui::SetCursorScreenPos({right_top.x - width, right_top.y});
  if (ui::segmented(ui, "explore/model", labels, shown,
                    ui.tr("EMA: the running average of the generator's weights, calmer. Raw: the weights "
                          "being trained.")))
    context.actions(model::action::SetModel{shown == 0 ? api::Model::ema : api::Model::raw});
  return width;
}

/// At most sixteen frames of the film, the first and the last among them.
std::vector<int> chosen_frames(const api::Answer& film) {
  const int count = std::min(film.count, static_cast<int>(film.steps.size()));
  std::vector<int> frames;
  for (int i = 0; i < std::min(count, history_shown); ++i)
    frames.push_back(count <= history_shown ? i : i * (count - 1) / (history_shown - 1));
  return frames;
}

void draw_history(Context& context, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  const model::UiModel& model = context.model;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const auto& film = model.result(model::view::film);
  const bool there = result_of(model) != nullptr && film && film->width == model.status->data.width;
  const std::vector<int> frames = there ? chosen_frames(*film) : std::vector<int>{};
  const float gap = std::round(ui.px(2));
  const float cell = std::floor((side - gap * (history_columns - 1)) / history_columns);
  for (int i = 0; i < history_shown; ++i) {
    const ImVec2 at{min.x + static_cast<float>(i % history_columns) * (cell + gap),
                    min.y + static_cast<float>(i / history_columns) * (cell + gap)};
    const ImVec2 end{at.x + cell, at.y + cell};
    draw->AddRectFilled(at, end, ui.theme.bg0);
    if (i >= static_cast<int>(frames.size())) continue;
    const int frame = frames[static_cast<size_t>(i)];
    const int64_t step = film->steps[static_cast<size_t>(frame)];
    const bool last = i + 1 == static_cast<int>(frames.size());
    ImGui::SetCursorScreenPos(at);
    const auto answer = ui::picture_tile(
        ui, fmt::format("board/film/{}", i), {cell, cell}, static_cast<double>(step),
        ui.tr("What became of this drawing at that step. Click: everything shows that moment."));
    const Area place = fitted_picture(model, at, cell);
    ui::draw_picture(draw, ui.atlases.of(model::view::film), ui.atlases.smooth(model::view::film), frame,
                     place.min, place.max);
    const std::string words = last ? std::string(ui.tr("now")) : ui::thousands(step);
    if (cell >= ui.px(64)) corner_words(ui, at, end, false, words);
    if (answer.clicked) context.actions(model::action::SetMoment{last ? api::now : step});
    if (model.moment == (last ? api::now : step))
      ui::frame_picture(ui, draw, at, end, 2, 0);
    else if (answer.hovered)
      ui::frame_picture(ui, draw, at, end, 1, 0);
  }
}

}  // namespace

bool has_result(const model::UiModel& model) {
  const auto& result = model.result(model::view::picture);
  return result && result->count > 0 && result->width == model.status->data.width &&
         !result->pixels.empty() && !model::sketch_of(model).pixels.empty();
}

void draw_result(Context& context, const Area& area, float side) {
  ui::Ui& ui = context.ui;
  const model::UiModel& model = context.model;
  const api::Answer* result = result_of(model);
  const float top = area.min.y + ui.px(6), choice = draw_model_choice(context, {area.min.x + side, top});
  const std::string moment = model.moment == api::now
                                 ? std::string(ui.tr("follows the pen"))
                                 : fmt::format("{} {}", ui.tr("step"), ui::thousands(model.moment));
  explore_parts::draw_title(context, {area.min.x, top}, ui.tr("Result"), moment, side - choice - ui.px(8));
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 min{area.min.x, area.min.y + ui.px(explore_parts::header_height)},
      max{min.x + side, min.y + side};
  draw->AddRectFilled(min, max, ui.theme.bg0);
  const Area place = fitted_picture(model, min, side);
  ui.items.add(
      "board/result", place.min, place.max,
      result == nullptr ? std::string("none") : explore_parts::picture_hash(model, model::view::picture, 0));
  if (result != nullptr) {
    explore_parts::draw_preview(context, draw, model::view::picture, 0, place.min, place.max);
    corner_words(ui, min, max, true, explore_parts::score_words(context, model::view::picture, 0));
  } else {
    const auto& failure = model.failure(model::view::picture);
    const std::string words = failure ? ui.tr.failure(*failure).what
                                      : std::string(ui.tr("What becomes of the drawing appears here."));
    const float wrap = std::max(1.0F, side - ui.px(48));
    const ImVec2 size = ui::wrapped_size(ui, Font::body, words, wrap);
    ui::wrapped_text_at(ui, draw, {min.x + (side - size.x) / 2, min.y + (side - size.y) / 2}, Font::body,
                        failure ? ui.theme.warn : ui.theme.t2, words, wrap);
  }
  const float row = max.y + ui.px(6);
  const char* save = ui.tr("Save as PNG");
  const float width = std::ceil(ui::text_size(ui, Font::body, save).x + ui.px(48));
  ImGui::SetCursorScreenPos({min.x + side - width, row});
  if (ui::button(
          ui, "board/save",
          {.label = save,
           .width = width,
           .help = ui.tr("Writes the result into the run's folder exports, at least 256 pixels a side."),
           .has_icon = true,
           .icon = ui::Icon::download,
           .enabled = result != nullptr}))
    context.change(model::save_sketch_result);
  std::optional<double> off;
  if (const auto start = model::sketch_truth(model))
    off = model::off_truth(model, result, 0, model::shown_direction(model), *start);
  ui::rich_text_at(ui, draw, {min.x, row + ui.px(8)}, Font::body, ui.theme.t2, off_truth_words(ui, off));
  if (off) ui.items.add("board/off_truth", {min.x, row}, {min.x + side - width, row + ui.px(32)}, *off);
}

void draw_third(Context& context, const Area& area, float side) {
  ui::Ui& ui = context.ui;
  const model::UiModel& model = context.model;
  const float top = area.min.y + ui.px(6);
  const float choice =
      draw_direction_choice(ui, model, context.actions, "board/direction", {area.max.x, top});
  const float room = area.width() - choice - ui.px(8);
  const ImVec2 min{area.min.x, area.min.y + ui.px(explore_parts::header_height)},
      max{min.x + side, min.y + side};
  const api::Answer* result = result_of(model);
  const auto share = model::share_drawn(result, 0);
  if (!share && model.status->model.directions.size() < 2) {
    explore_parts::draw_title(context, {area.min.x, top}, ui.tr("Through the history"),
                              ui.tr("the same drawing, from step 0 to now"), room);
    return draw_history(context, min, side);
  }
  explore_parts::draw_title(context, {area.min.x, top}, ui.tr("Mask"), ui.tr("where G draws"), room);
  const Area place = fitted_picture(model, min, side);
  ImGui::GetWindowDrawList()->AddRectFilled(min, max, ui.theme.bg0);
  draw_mask(ui, ui.atlases.masks[model::view::picture], share ? 0 : -1, place.min, place.max);
  ui.items.add("board/mask", place.min, place.max, share.value_or(-1));
  corner_words(ui, min, max, false, mask_words(ui, share));
}

}  // namespace ganscope::panels::sketch
