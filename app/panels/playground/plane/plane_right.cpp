#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/panels/playground/parts.h"
#include "app/panels/playground/plane/plane_draw.h"
#include "app/panels/playground/plane/plane_parts.h"
#include "app/panels/playground/room.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"
#include "app/ui/widgets/plane_touch.h"
#include "app/ui/widgets/plot.h"
#include "app/ui/widgets/scatter.h"

namespace ganscope::panels::playground::plane {
namespace {

namespace tool = explore::plane;
using ui::FieldPaint;
using ui::Font;
using ui::Ui;

constexpr float latent_reach = 3.2F;  // standard deviations shown of the latent space
constexpr float tile_gap_px = 12, tile_title_px = 24;

/// A small square with its title above.
Frame tile(const Ui& ui, const model::UiModel& model, ImVec2 at, float side, const char* title) {
  const std::string words = ui::fitted(ui, Font::caption_strong, title, side);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ui::text_at(ui, draw, at, Font::caption_strong, ui.theme.t1, words);
  const ImVec2 min{at.x, at.y + ui.px(tile_title_px)}, max{min.x + side, min.y + side};
  draw->AddRectFilled(min, max, ui.theme.bg0);
  Seen seen = seen_of(model);
  const double half = std::max(seen.half_x, seen.half_y);  // all that the large one shows
  seen.half_x = seen.half_y = half;
  return {min, max, seen};
}

void say_in(const Ui& ui, const Frame& frame, const char* words) {
  const float wrap = frame.width() - ui.px(12);
  const ImVec2 size = ui::wrapped_size(ui, Font::caption, words, wrap);
  ui::wrapped_text_at(ui, ImGui::GetWindowDrawList(),
                      {frame.min.x + ui.px(6), (frame.min.y + frame.max.y - size.y) / 2}, Font::caption,
                      ui.theme.t3, words, wrap);
}

/// Latents on a plane: a click on a dot selects it; elsewhere it makes a free latent of that place.
void draw_latents(Ui& ui, const model::UiModel& model, model::UiActions& actions, ImVec2 at, float side) {
  const int dim = model.status->latent_dim;
  const Frame square = tile(
      ui, model, at, side,
      dim > 2 ? fmt::format(fmt::runtime(ui.tr("Latents, 2 of {}")), dim).c_str() : ui.tr("Latent space"));
  const Frame frame{square.min, square.max, {0, 0, latent_reach, latent_reach}};
  const auto place = [&](const explore::Latent& z) {
    return frame.at(static_cast<double>(z[0]), dim > 1 ? static_cast<double>(z[1]) : 0.0);
  };
  std::vector<ImVec2> dots;
  for (int i = 0; i < std::min(model.fixed_count(), model::fixed_latents); ++i)
    dots.push_back(place(model.fixed_latent(i)));
  ImGui::PushID("latents");
  const ui::GridAnswer touched =
      ui::plane_touch(ui, "playground/latents", "playground/latent/", frame.min, frame.max, dots);
  ui.items.add("playground/latents", frame.min, frame.max);
  const bool held = ImGui::IsItemActive(), began = ImGui::IsItemActivated();
  ui::tooltip(
      ui, ui.tr("Where the latents lie. Click a dot to select it, or anywhere to see where that latent is "
                "drawn; drag to move it."));
  bool* on_dot = ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID("pressed a dot"), false);
  ImGui::PopID();
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (began) {
    *on_dot = false;
    if (touched.clicked >= 0) {
      const ImVec2 dot = dots[static_cast<size_t>(touched.clicked)];
      *on_dot = std::hypot(dot.x - mouse.x, dot.y - mouse.y) < ui.px(5);
    }
    if (*on_dot) actions(model::action::SelectLatent{touched.clicked, touched.opened});
  }
  if (held && !*on_dot) {
    const auto first = static_cast<float>(ui::within(frame.x_of(mouse.x), -3.2, 3.2)),
               second = static_cast<float>(ui::within(frame.y_of(mouse.y), -3.2, 3.2));
    change(actions, [=](model::UiModel& later) { choose_free(later, first, second); });
  }

  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(frame.min, frame.max, true);
  const ImU32 grid = ui::faded(ui.theme.g, 0.35F);
  constexpr double reach = 2.5;  // that of the bent grid
  for (int i = 0; i <= 8; ++i) {
    const double t = -reach + 2 * reach * i / 8;
    draw->AddLine(frame.at(-reach, dim > 1 ? t : 0), frame.at(reach, dim > 1 ? t : 0), grid, ui.px(1));
    if (dim > 1) draw->AddLine(frame.at(t, -reach), frame.at(t, reach), grid, ui.px(1));
  }
  for (const ImVec2 dot : dots) draw->AddCircleFilled(dot, ui.px(1.6F), ui.theme.g, 8);
  const int selected = model.selected_latent;
  if (selected >= 0 && static_cast<size_t>(selected) < dots.size()) {
    draw->AddCircleFilled(dots[static_cast<size_t>(selected)], ui.px(6), ui.theme.t1);
    draw->AddCircleFilled(dots[static_cast<size_t>(selected)], ui.px(3.5F), ui.theme.g);
  }
  if (const Look& look = look_of(model); look.free && static_cast<int>(look.free->size()) == dim)
    draw_free_point(ui, draw, place(*look.free), false);
  draw->PopClipRect();
}

void draw_field_tile(Ui& ui, const model::UiModel& model, ImVec2 at, float side, const char* item,
                     const char* title, const char* help, std::string_view field, FieldPaint paint) {
  const Frame frame = tile(ui, model, at, side, title);
  ImGui::SetCursorScreenPos(frame.min);
  ui::press_area(item, {side, side});
  ui::tooltip(ui, help);
  ui.items.add(item, frame.min, frame.max);
  const api::Answer* answer = drawn_plane(model);
  if (answer == nullptr) return;
  if (tool::field_of(*answer, field).values == nullptr) {
    const bool of_d = answer->row(tool::missing) != nullptr || reading_of(model) == Reading::critic;
    return say_in(ui, frame,
                  field == tool::difference && of_d
                      ? ui.tr("What this D says is no belief that could be compared.")
                      : ui.tr("The density of these data is not known."));
  }
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(frame.min, frame.max, true);
  paint_field(ui, draw, frame, model, field, paint);
  draw->PopClipRect();
}

/// The newest figure of a series and what a perfect sampler gets; NaN where there is none.
struct Figure {
  double value = std::nan(""), floor = std::nan("");
};
Figure figure_of(const model::UiModel& model, const char* key) {
  Figure figure;
  const int index = model.measures.index_of(key);
  if (index < 0 || model.measures.size() == 0) return figure;
  const auto series = static_cast<size_t>(index);
  const int64_t row = model.moment == api::now ? static_cast<int64_t>(model.measures.size()) - 1
                                               : model.measures.row_at(static_cast<double>(model.moment));
  if (row >= 0) figure.value = static_cast<double>(model.measures.raw(series)[static_cast<size_t>(row)]);
  if (model.measure_table && series < model.measure_table->floors.size())
    figure.floor = static_cast<double>(model.measure_table->floors[series]);
  return figure;
}

struct Told {
  const char *series, *title, *help;
  enum class Form { whole, percent, real } form;
};

std::string number_of(double value, Told::Form form) {
  if (!std::isfinite(value)) return "–";
  if (form == Told::Form::whole) return fmt::format("{:.0f}", value);
  if (form == Told::Form::percent) return fmt::format("{:.1f} %", 100 * value);
  return ui::with_minus(fmt::format("{:.3f}", value));
}

float draw_coverage(Ui& ui, const model::UiModel& model, ImVec2 at, float width) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const bool modes = model.measures.index_of("modes") >= 0;
  const char* title = modes ? ui.tr("Coverage") : ui.tr("Likeness");
  ui::text_at(ui, draw, at, Font::strong, ui.theme.t1, title);
  const char* aside = ui.tr("a perfect sampler in brackets");
  const float aside_width = ui::text_size(ui, Font::caption, aside).x;
  if (ui::text_size(ui, Font::strong, title).x + ui.px(12) + aside_width <= width)
    ui::text_at(ui, draw, {at.x + width - aside_width, at.y + ui.px(2)}, Font::caption, ui.theme.t3, aside);
  const std::array<Told, 3> of_modes{
      {{"modes", ui.tr("modes found"), ui.tr("Clusters of the data with at least one sample."),
        Told::Form::whole},
       {"high_quality", ui.tr("in a blob"), ui.tr("Samples within 3 sigma of a cluster’s middle."),
        Told::Form::percent},
       {"reverse_kl", ui.tr("reverse KL"), ui.tr("How unevenly the samples fall on the clusters; 0 is even."),
        Told::Form::real}}};
  const std::array<Told, 3> of_others{
      {{"js", "JS", ui.tr("How much the histograms of samples and data differ, 0 to 0.69."),
        Told::Form::real},
       {"sliced_wasserstein", ui.tr("distance"),
        ui.tr("How far the samples would have to be carried, on average."), Told::Form::real},
       {"diversity", ui.tr("spread"), ui.tr("Mean distance of two samples."), Told::Form::real}}};
  const float top = at.y + ui.px(28), height = ui.px(56), gap = ui.px(tile_gap_px),
              each = (width - 2 * gap) / 3;
  for (size_t i = 0; i < 3; ++i) {
    const Told& told = modes ? of_modes[i] : of_others[i];
    const float left = at.x + static_cast<float>(i) * (each + gap);
    const Figure figure = figure_of(model, told.series);
    const std::string floor = number_of(figure.floor, told.form);
    draw_tile(ui, std::string("playground/measure/") + told.series,
              {{left, top}, {left + each, top + height}}, told.title, number_of(figure.value, told.form),
              std::isfinite(figure.floor) ? "(" + floor + ")" : "",
              std::string(told.help) + "\n" + ui.tr("A perfect sampler:") + " " + floor);
  }
  return top + height;
}

void draw_loss(Ui& ui, const model::UiModel& model, model::UiActions& actions, ImVec2 at, ImVec2 end) {
  const api::SeriesTable* table = model.series.table();
  if (table == nullptr || end.y - at.y < ui.px(80)) return;
  const auto info = std::ranges::find(table->plots, "loss", &api::PlotInfo::key);
  if (info == table->plots.end()) return;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ui::text_at(ui, draw, at, Font::strong, ui.theme.t1, ui.tr(info->title.c_str()));
  if (!info->guides.empty()) {
    const char* aside = ui.tr("dashed: value at equilibrium");
    ui::text_at(ui, draw, {end.x - ui::text_size(ui, Font::caption, aside).x, at.y + ui.px(2)}, Font::caption,
                ui.theme.t3, aside);
  }
  const auto view = model.plots.find(info->key);
  const ui::PlotSpec spec{*info,
                          model.series,
                          view == model.plots.end() ? model::PlotView{} : view->second,
                          model.status->events,
                          model.series.size() > 0 ? model.series.steps().back() : 0,
                          model.crosshair_step,
                          true,
                          true,
                          {at.x, at.y + ui.px(26)},
                          end};
  const ui::PlotAnswer answer = ui::plot(ui, "plot/loss", spec);
  if (answer.view_changed) actions(model::action::SetPlotView{info->key, answer.view, answer.all_x});
  bool* ours = ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID("crosshair set here"), false);
  if (answer.hovered && answer.hovered_step != model.crosshair_step)
    actions(model::action::SetCrosshair{answer.hovered_step});
  else if (!answer.hovered && *ours)
    actions(model::action::SetCrosshair{-1});
  *ours = answer.hovered;
}

}  // namespace

void draw_right(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  if (!has_plane(model) || !model.status->trainable) return;
  const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  const float gap = ui.px(tile_gap_px), top = at.y + ui.px(6);
  // A low window leaves less for the squares than their third of the width.
  const float side = std::min((room.x - 2 * gap) / 3, std::max(ui.px(60), room.y * 0.34F));
  const float pitch = (room.x - side) / 2;
  draw_latents(ui, model, actions, {at.x, top}, side);
  draw_field_tile(
      ui, model, {at.x + pitch, top}, side, "playground/optimal", ui.tr("Optimal D"),
      ui.tr("What the best D would believe: p_data / (p_data + p_model), with p_model estimated from "
            "2,048 samples of the model that is shown. Hatched where neither has points."),
      tool::optimal, FieldPaint::share_hatched);
  draw_field_tile(
      ui, model, {at.x + 2 * pitch, top}, side, "playground/difference", ui.tr("Learned − optimal"),
      ui.tr("How far D’s belief is from that: light where it believes too much, in its own colour where "
            "too little, dark where it is right."),
      tool::difference, FieldPaint::difference);
  const float coverage =
      draw_coverage(ui, model, {at.x, top + ui.px(tile_title_px) + side + ui.px(16)}, room.x);
  draw_loss(ui, model, actions, {at.x, coverage + ui.px(14)}, {at.x + room.x, at.y + room.y});
}

}  // namespace ganscope::panels::playground::plane
