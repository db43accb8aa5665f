#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "app/model/reconstruction.h"
#include "app/panels/compare/parts.h"
#include "app/panels/latent_hover.h"
#include "app/panels/verdict_words.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"
#include "app/ui/widgets/number_line.h"
#include "app/ui/widgets/plot_curves.h"
#include "app/ui/widgets/scatter.h"

namespace ganscope::panels::compare {
namespace {

using ui::Font;

constexpr size_t most_real_points = 256;

/// EMA or raw: of both.
void draw_model_choice(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, float right,
                       float top) {
  const std::array<std::string, 2> labels{ui.tr("EMA model"), ui.tr("Raw")};
  float width = 0;
  for (const std::string& label : labels)
    width += std::ceil(ui::text_size(ui, Font::strong, label).x + ui.px(24));
  int index = model.shown_model == api::Model::ema ? 0 : 1;
  ImGui::SetCursorScreenPos({right - width, top});
  if (ui::segmented(ui, "compare/model", labels, index,
                    ui.tr("EMA: the running average of the generator's weights, steadier. Raw: the weights "
                          "being trained.")))
    actions(model::action::SetModel{index == 0 ? api::Model::ema : api::Model::raw});
}

/// The same noise under every label, in both halves. Left of the model's choice.
void draw_sheet_choice(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, float right,
                       float top) {
  const std::string label = ui.tr("Every label");
  const float width = ui::text_size(ui, Font::body, label).x + ui.px(24);
  ImGui::SetCursorScreenPos({right - width, top});
  if (ui::button(ui, "compare/every_label",
                 {.label = label,
                  .width = width,
                  .help = ui.tr("The same noise under every label: a row is one latent, a column one class. "
                                "Where the samples of a row are all alike, G does not listen."),
                  .pressed = model.every_label}))
    actions(model::action::ShowEveryLabel{!model.every_label});
}

/// The verdict, and two lines of why. Returns the lower edge.
float draw_verdict(ui::Ui& ui, const Side& side, const Area& area) {
  const Diagnosis diagnosis = side.moment == api::now ? panels::diagnose(side.run, ui.tr)
                                                      : panels::diagnose_then(side.diagnosis, ui.tr);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 words = ui::text_size(ui, Font::verdict, diagnosis.verdict);
  const float middle = area.min.y + ui.px(13);
  float x = area.min.x;
  if (diagnosis.warning || diagnosis.good) {
    ui::draw_icon(draw, diagnosis.good ? ui::Icon::check : ui::Icon::warning, {x + ui.px(9), middle},
                  ui.px(18), diagnosis.good ? ui.theme.good : ui.theme.warn);
    x += ui.px(28);
  }
  ui::text_at(ui, draw, {x, middle - words.y / 2}, Font::verdict,
              diagnosis.warning || diagnosis.sure ? ui.theme.t1 : ui.theme.t2, diagnosis.verdict);
  ui.items.add(std::string("compare/") + side.key() + "/verdict", {x, middle - words.y / 2},
               {x + words.x, middle + words.y / 2}, diagnosis.verdict);
  const float top = area.min.y + ui.px(32), bottom = top + ui.px(40);
  ImGui::SetCursorScreenPos({area.min.x, top});
  draw->PushClipRect({area.min.x, top}, {area.max.x, bottom + ui.px(2)}, true);
  ui::rich_text(ui, Font::body, ui.theme.t2, diagnosis.evidence, area.width());
  draw->PopClipRect();
  ui.items.add(std::string("compare/") + side.key() + "/evidence", {area.min.x, top}, {area.max.x, bottom},
               ui::plain_words(diagnosis.evidence));
  return bottom + ui.px(8);
}

constexpr float strip_px = 32, strip_gap_px = 10, below_px = 4;

/// Small pictures in one row, behind their name.
void draw_row(ui::Ui& ui, const Area& area, const std::string& name, ImU32 colour, const ui::Atlas& sharp,
              const ui::Atlas& smooth, int count) {
  const float height = ui.px(strip_px), gap = ui.px(2),
              width = std::round(height * static_cast<float>(sharp.picture_width) /
                                 static_cast<float>(std::max(1, sharp.picture_height)));
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float line = ui::text_size(ui, Font::strong, "0").y;
  ui::text_at(ui, draw, {area.min.x, area.min.y + (height - line) / 2}, Font::strong, colour, name);
  const float left = area.max.x - static_cast<float>(count) * (width + gap) + gap;
  for (int i = 0; i < std::min(count, sharp.count); ++i) {
    const ImVec2 min{left + static_cast<float>(i) * (width + gap), area.min.y};
    ui::draw_picture(draw, sharp, smooth, i, min, {min.x + width, min.y + height});
  }
}

/// Real pictures, and below them those that the run's encoder and decoder give back.
void draw_real(ui::Ui& ui, const model::UiModel& model, const Side& side, const Area& area) {
  const ui::Atlas& atlas = side.atlases.real;
  if (side.run.status->data.is_points() || atlas.count == 0 || atlas.picture_height == 0) return;
  const std::string real = ui.tr("Real data"), given_back = ui.tr("Given back");
  const float width = std::round(ui.px(strip_px) * static_cast<float>(atlas.picture_width) /
                                 static_cast<float>(atlas.picture_height));
  const bool gives_back = !of_moments(model) && model::reconstructs(side.run);
  const float label = std::max(ui::text_size(ui, Font::strong, real).x,
                               gives_back ? ui::text_size(ui, Font::strong, given_back).x : 0) +
                      ui.px(16);
  const int fitting = static_cast<int>((area.width() - label + ui.px(2)) / (width + ui.px(2)));
  const int most = gives_back ? std::min(atlas.count, model::reconstructed_pictures) : atlas.count;
  const int count = ui::within(fitting, 0, most);
  draw_row(ui, area, real, ui.theme.real, atlas, side.atlases.smooth_real, count);
  if (!gives_back) return;
  const Area below{{area.min.x, area.min.y + ui.px(strip_px + below_px)}, area.max};
  draw_row(ui, below, given_back, ui.theme.g, side.atlases.of(model::view::reconstruction),
           side.atlases.smooth(model::view::reconstruction), count);
  if (const auto error = model::reconstruction_error(side.run))
    ui.items.add(std::string("compare/") + side.key() + "/given_back", below.min, below.max, *error);
}

/// One sentence in the middle of where samples will be.
void draw_instead(ui::Ui& ui, const Side& side, const Area& area) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(area.min, area.max, ui.theme.bg0);
  const api::Status& status = *side.run.status;
  std::string words = ui.tr("The first samples come in a moment.");
  if (status.failure)
    words = ui.tr.sentence(status.failure->what);
  else if (status.progress)
    words = ui.tr.sentence(status.progress->what) + " …";
  else if (side.run.wanted || status.phase == api::Phase::idle)
    words = ui.tr("Loading");
  const float wrap = std::max(ui.px(40), area.width() - ui.px(32));
  const ImVec2 size = ui::wrapped_size(ui, Font::body, words, wrap);
  ui::wrapped_text_at(ui, draw,
                      {(area.min.x + area.max.x - size.x) / 2, (area.min.y + area.max.y - size.y) / 2},
                      Font::body, status.failure ? ui.theme.warn : ui.theme.t2, words, wrap);
}

ui::GridAnswer draw_pictures(ui::Ui& ui, const model::UiModel& model, const Side& side, const Area& area,
                             const std::string& name, ImVec2& cell_min, ImVec2& cell_max) {
  const auto& result = side.run.result(side.grid);
  const int columns = model.label_columns();
  const ImVec2 room{area.width(), area.height()};
  const float gap = std::round(ui.px(2));
  ui::GridLayout layout = columns > 0 ? ui::sheet_layout(room, result->width, result->height, gap, columns,
                                                         model::fixed_latents / columns, model::fixed_latents)
                                      : ui::grid_layout(room, result->width, result->height, gap,
                                                        model::fixed_latents, model::fixed_latents);
  layout.count = std::min(layout.count, result->count);
  const ui::GridAnswer answer =
      ui::image_grid(ui, name, name + "/",
                     {side.atlases.of(side.grid), side.atlases.smooth(side.grid), layout, area.min,
                      model.selected_latent, model.hovered_latent, result->scores, std::max(1, columns)});
  // The other half's mouse counts, too: one latent, two samples.
  const int under = answer.hovered >= 0 ? answer.hovered : model.hovered_latent;
  if (layout.count == 0) return answer;
  cell_min = layout.cell(area.min, ui::within(under, 0, layout.count - 1));
  cell_max = {cell_min.x + layout.cell_width, cell_min.y + layout.cell_height};
  return answer;
}

ui::GridAnswer draw_points(ui::Ui& ui, const model::UiModel& model, const Side& side, const Area& area,
                           const std::string& name) {
  const auto& result = side.run.result(side.grid);
  const api::DataPreview& preview = *side.run.preview;
  if (side.run.status->data.dimensions == 1)
    return ui::number_line(ui, name, name + "/",
                           {preview, result->points, model::fixed_latents, model.selected_latent,
                            model.hovered_latent, area.min, area.max});
  const std::span<const float> real(preview.points);
  return ui::scatter(
      ui, name, name + "/",
      {real.first(std::min(real.size(), 2 * most_real_points)), result->points, model::fixed_latents,
       model.selected_latent, model.hovered_latent, ui::plane_view(preview.points), area.min, area.max});
}

void draw_samples(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Side& side,
                  Area area) {
  if (!side.run.has_samples(side.grid)) return draw_instead(ui, side, area);
  if (side.run.status->model.translates()) return draw_translated(ui, model, actions, side, area);
  const bool points = side.run.status->data.is_points();
  const std::string name = std::string("compare/") + side.key() + "/sample";
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  ImVec2 cell_min = mouse, cell_max{mouse.x + ui.px(8), mouse.y + ui.px(8)};
  if (!points) {
    // Both halves leave room for it where one gives pictures back: the same latents stand at the same places.
    const bool given_back =
        model.second && (model::reconstructs(model) || model::reconstructs(*model.second));
    const float strip = ui.px(strip_px + (given_back ? strip_px + below_px : 0));
    draw_real(ui, model, side, {{area.min.x, area.max.y - strip}, area.max});
    area.max.y -= strip + ui.px(strip_gap_px);
  }
  const ui::GridAnswer answer = points ? draw_points(ui, model, side, area, name)
                                       : draw_pictures(ui, model, side, area, name, cell_min, cell_max);
  if (answer.clicked >= 0) actions(model::action::SelectLatent{answer.clicked, false});
  if (answer.opened) {  // explored is the one whose sample was opened
    if (side.second) actions(model::action::SwapRuns{});
    actions(model::action::SelectLatent{answer.clicked, true});
  }
  hover_latent(model, actions, name, answer.hovered);
  const int latent = points || answer.hovered >= 0 ? answer.hovered : model.hovered_latent;
  draw_latent_card(ui, side.run, side.atlases, side.grid, latent, cell_min, cell_max);
}

}  // namespace

Side side_of(const ui::Ui& ui, const model::UiModel& model, bool second) {
  const bool other = second && model.second && ui.second_atlases != nullptr;
  return {model::compared_side(model, second), other ? *ui.second_atlases : ui.atlases, second};
}

std::string moment_words(const ui::Ui& ui, int64_t moment) {
  if (moment == api::now) return ui.tr("now");
  return std::string(ui.tr("step")) + " " + ui::thousands(moment);
}

float draw_letter(const ui::Ui& ui, const Side& side, ImVec2 at, float height) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float plate = ui.px(22), top = at.y + (height - plate) / 2;
  draw->AddRectFilled({at.x, top}, {at.x + plate, top + plate}, ui.theme.t1, ui.px(4));
  const ImVec2 size = ui::text_size(ui, Font::mono_small, side.letter());
  ui::text_at(ui, draw, {at.x + (plate - size.x) / 2, top + (plate - size.y) / 2}, Font::mono_small,
              ui.theme.bg1, side.letter());
  const float left = at.x + plate + ui.px(10), right = left + ui.px(22), y = std::floor(at.y + height / 2);
  if (side.second)
    ui::draw_dashed(draw, {left, y}, {right, y}, ui.theme.t1, ui.px(2), ui.px(6), ui.px(5));
  else
    draw->AddRectFilled({left, y - ui.px(1)}, {right, y + ui.px(1)}, ui.theme.t1);
  return right + ui.px(10);
}

std::string name_of(const ui::Ui& ui, const model::UiModel& model, bool second) {
  if (of_moments(model)) return moment_words(ui, model::compared_side(model, second).moment);
  const model::RunModel& run = second ? *model.second : model;
  const auto& rows = model.comparison.differences.rows;
  if (rows.size() == 1 && rows.front().values[second ? 1 : 0])
    return std::string(ui.tr(rows.front().label.c_str())) + " " + *rows.front().values[second ? 1 : 0];
  return run.status->run.empty() ? run.experiment().title : run.status->run;
}

void draw_half(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Side& side,
               const Area& area) {
  const float head = ui.px(32);
  const float x = draw_letter(ui, side, area.min, head);
  // Beside a lesson there is room for the name alone.
  const bool choice = (side.second || ui.compact) && area.width() > ui.px(360);
  const bool sheet =
      choice && model.conditional() && !model.status->data.is_points() && area.width() > ui.px(460);
  const float room = area.max.x - x - (choice ? ui.px(190) : 0) - (sheet ? ui.px(110) : 0);
  const std::string name = ui::fitted(ui, Font::title, name_of(ui, model, side.second), room);
  const ImVec2 size = ui::text_size(ui, Font::title, name);
  ui::text_at(ui, ImGui::GetWindowDrawList(), {x, area.min.y + (head - size.y) / 2}, Font::title, ui.theme.t1,
              name);
  ui.items.add(std::string("compare/") + side.key() + "/name", {x, area.min.y},
               {x + size.x, area.min.y + head}, of_moments(model) ? name : side.run.status->run);
  if (choice) draw_model_choice(ui, model, actions, area.max.x, area.min.y);
  if (sheet) draw_sheet_choice(ui, model, actions, area.max.x - ui.px(190), area.min.y);
  const float top = draw_verdict(ui, side, {{area.min.x, area.min.y + head + ui.px(2)}, area.max});
  draw_samples(ui, model, actions, side, {{area.min.x, std::round(top)}, area.max});
}

}  // namespace ganscope::panels::compare
