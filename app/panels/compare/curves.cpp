#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/panels/compare/parts.h"
#include "app/panels/plot_list.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/plot.h"
#include "app/ui/widgets/plot_curves.h"
#include "app/ui/widgets/plot_scale.h"

namespace ganscope::panels::compare {
namespace {

using ui::Font;

constexpr float title_px = 30, gap_px = 8, measure_row_px = 22;

/// The plots that say most of two runs, in this order; the rest after them.
std::vector<plots::Shown> wanted_plots(const model::UiModel& model, size_t most) {
  const std::vector<plots::Shown> all = plots::all_plots(model);
  std::vector<plots::Shown> shown = plots::named_plots(all, {"loss", "belief", "gradient"});
  for (const plots::Shown& plot : all)
    if (std::ranges::find(shown, plot) == shown.end()) shown.push_back(plot);
  if (shown.size() > most) shown.resize(most);
  return shown;
}

const model::SeriesStore* same_store(const model::UiModel& model, const plots::Shown& plot) {
  return plot.store == &model.measures ? &model.second->measures : &model.second->series;
}

struct Measure {
  std::string key, title;
  double a = std::nan(""), b = std::nan(""), floor = std::nan("");
  bool counts = false;
};

double newest(const model::RunModel& run, const std::string& key) {
  const int index = run.measures.index_of(key);
  if (index < 0 || run.measures.size() == 0) return std::nan("");
  const auto curve = run.measures.raw(static_cast<size_t>(index));
  return curve.empty() ? std::nan("") : static_cast<double>(curve.back());
}

/// What was measured last of both, with what real data get.
std::vector<Measure> measures_of(const model::UiModel& model) {
  std::vector<Measure> rows;
  const api::SeriesTable* table = model.measures.table();
  if (table == nullptr || model.measure_table == nullptr) return rows;
  for (const api::SeriesInfo& info : table->series) {
    if (info.plot == "shares") continue;
    Measure row{info.key,     info.label, newest(model, info.key), newest(*model.second, info.key),
                std::nan(""), info.counts};
    for (const api::PlotInfo& plot : table->plots)
      if (plot.key == info.plot) {
        row.title = plot.title;
        if (!plot.guides.empty()) row.floor = plot.guides.front();
      }
    const bool only = std::ranges::count(table->series, info.plot, &api::SeriesInfo::plot) == 1;
    if (!only) row.title += " · " + info.label;
    if (std::isfinite(row.a) || std::isfinite(row.b)) rows.push_back(std::move(row));
  }
  return rows;
}

std::string words_of(const Measure& row, double value) {
  return std::isfinite(value) ? ui::with_minus(ui::value_text(value, row.counts)) : "–";
}

void draw_measures(ui::Ui& ui, const std::vector<Measure>& rows, const Area& area, size_t most) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float right_b = area.max.x - ui.px(96), right_a = right_b - ui.px(84);
  const auto put_right = [&](float right, float y, Font font, ImU32 colour, const std::string& words) {
    ui::text_at(ui, draw, {right - ui::text_size(ui, font, words).x, y}, font, colour, words);
  };
  float y = area.min.y;
  ui::text_at(ui, draw, {area.min.x, y}, Font::strong, ui.theme.t1, ui.tr("Measured of the samples"));
  put_right(right_a, y, Font::mono_small, ui.theme.t2, "A");
  put_right(right_b, y, Font::mono_small, ui.theme.t2, "B");
  put_right(area.max.x, y, Font::caption, ui.theme.real, ui.tr("real data"));
  for (size_t i = 0; i < rows.size() && i < most; ++i) {
    const Measure& row = rows[i];
    y += ui.px(measure_row_px);
    ui::text_at(ui, draw, {area.min.x, y}, Font::caption, ui.theme.t2,
                ui::fitted(ui, Font::caption, ui.tr.sentence(row.title), right_a - ui.px(60) - area.min.x));
    put_right(right_a, y, Font::mono_small, ui.theme.t1, words_of(row, row.a));
    put_right(right_b, y, Font::mono_small, ui.theme.t1, words_of(row, row.b));
    put_right(area.max.x, y, Font::mono_small, ui.theme.t3, words_of(row, row.floor));
    ui.items.add(
        "compare/measure/" + row.key, {area.min.x, y}, {area.max.x, y + ui.px(measure_row_px)},
        fmt::format("{} | {} | {}", words_of(row, row.a), words_of(row, row.b), words_of(row, row.floor)));
  }
}

/// What the lines mean, and the comparison's own words.
float draw_foot(ui::Ui& ui, const model::UiModel& model, const Area& area) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::string words =
      model.comparison.help.empty() ? std::string() : ui.tr(model.comparison.help.c_str());
  const float line = ui::text_size(ui, Font::caption, "0").y,
              height = words.empty() ? 0 : ui::wrapped_size(ui, Font::caption, words, area.width()).y;
  const float top = area.max.y - height - line - (height > 0 ? ui.px(8) : 0);
  float x = area.min.x;
  const float y = std::floor(top + line / 2);
  draw->AddRectFilled({x, y - ui.px(1)}, {x + ui.px(22), y + ui.px(1)}, ui.theme.t1);
  ui::text_at(ui, draw, {x + ui.px(30), top}, Font::caption, ui.theme.t2, "A");
  x += ui.px(56);
  ui::draw_dashed(draw, {x, y}, {x + ui.px(22), y}, ui.theme.t1, ui.px(2), ui.px(6), ui.px(5));
  ui::text_at(ui, draw, {x + ui.px(30), top}, Font::caption, ui.theme.t2, "B");
  x += ui.px(56);
  const char* key = ui.tr("the hue is the player, the line is the run");
  if (x + ui::text_size(ui, Font::caption, key).x < area.max.x)
    ui::text_at(ui, draw, {x, top}, Font::caption, ui.theme.t3, key);
  if (!words.empty())
    ui::wrapped_text_at(ui, draw, {area.min.x, top + line + ui.px(8)}, Font::caption, ui.theme.t2, words,
                        area.width());
  return top;
}

}  // namespace

void draw_curves(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float foot = draw_foot(ui, model, area) - ui.px(10);
  const std::vector<Measure> measures = measures_of(model);
  const size_t most_measures = std::min<size_t>(measures.size(), ui.compact ? 2 : 5);
  const float table =
      most_measures > 0 ? ui.px(measure_row_px) * static_cast<float>(most_measures + 1) + ui.px(12) : 0;
  const float room = foot - table - area.min.y;
  const auto fits = static_cast<size_t>(std::max(1.0F, std::floor(room / ui.px(130))));
  const bool same_data = model::comparable(model);
  const std::vector<plots::Shown> shown = wanted_plots(model, std::min<size_t>(fits, 3));
  if (shown.empty()) return;
  const float each = room / static_cast<float>(shown.size());
  double last_step = 0;
  for (const model::SeriesStore* store : {&model.series, &model.second->series})
    if (store->size() > 0) last_step = std::max(last_step, store->steps().back());
  float* gutter = ImGui::GetStateStorage()->GetFloatRef(ImGui::GetID("left gutter"), 0);
  const float left_gutter = std::exchange(*gutter, 0.0F);
  double hovered_step = -1;
  bool any_hovered = false;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  for (size_t i = 0; i < shown.size(); ++i) {
    const api::PlotInfo& info = *shown[i].info;
    const float top = std::round(area.min.y + each * static_cast<float>(i));
    const float plate = top + ui.px(title_px), bottom = std::round(top + each - ui.px(gap_px));
    const ImVec2 title = ui::text_size(ui, Font::strong, ui.tr(info.title.c_str()));
    ui::text_at(ui, draw, {area.min.x, top + (ui.px(title_px) - title.y) / 2}, Font::strong, ui.theme.t1,
                ui.tr(info.title.c_str()));
    const char* aside = same_data ? ui.tr("both runs") : ui.tr("not comparable: other data");
    ui::text_at(ui, draw, {area.min.x + title.x + ui.px(8), top + (ui.px(title_px) - title.y) / 2 + ui.px(2)},
                Font::caption, ui.theme.t3, aside);
    const auto view = model.plots.find(info.key);
    ui::PlotSpec spec{info,
                      *shown[i].store,
                      view == model.plots.end() ? model::PlotView{} : view->second,
                      {},
                      last_step,
                      model.crosshair_step,
                      mouse.y >= top && mouse.y < bottom,
                      i + 1 == shown.size(),
                      {area.min.x, plate},
                      {area.max.x, bottom},
                      left_gutter};
    if (same_data) spec.second = same_store(model, shown[i]);
    const ui::PlotAnswer answer = ui::plot(ui, "compare/plot/" + info.key, spec);
    if (answer.view_changed) actions(model::action::SetPlotView{info.key, answer.view, answer.all_x});
    *gutter = std::max(*gutter, answer.left_gutter);
    if (answer.hovered) any_hovered = true, hovered_step = answer.hovered_step;
  }
  bool* ours = ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID("crosshair"), false);
  if (any_hovered ? hovered_step != model.crosshair_step : *ours)
    actions(model::action::SetCrosshair{any_hovered ? hovered_step : -1});
  *ours = any_hovered;
  if (most_measures > 0)
    draw_measures(ui, measures, {{area.min.x, foot - table + ui.px(8)}, {area.max.x, foot}}, most_measures);
}

}  // namespace ganscope::panels::compare
