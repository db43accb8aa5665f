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

constexpr float title_px = 30, gap_px = 8;

/// The plots that say most of two runs, in this order; the rest after them.
std::vector<plots::Shown> wanted_plots(const model::UiModel& model, size_t most) {
  const std::vector<plots::Shown> all = plots::all_plots(model);
  std::vector<plots::Shown> shown = plots::named_plots(all, {"loss", "belief", "gradient"});
  for (const plots::Shown& plot : all)
    if (std::ranges::find(shown, plot) == shown.end()) shown.push_back(plot);
  if (shown.size() > most) shown.resize(most);
  return shown;
}

bool is_measure(const model::UiModel& model, const plots::Shown& plot) {
  return plot.store == &model.measures;
}

/// A plot as it is drawn: both runs over each other, their difference, or one run with two moments.
struct Drawn {
  api::PlotInfo info;
  const model::SeriesStore* first;
  const model::SeriesStore* second = nullptr;
  std::string aside;      ///< what it shows, in words
  bool switches = false;  ///< between both runs and their difference
  bool difference = false;
};

Drawn drawn_as(const ui::Ui& ui, const model::UiModel& model, const plots::Shown& plot) {
  Drawn drawn{.info = *plot.info, .first = plot.store, .aside = {}};
  if (of_moments(model)) {
    drawn.aside = ui.tr.sentence(plot.info->subtitle);
    return drawn;
  }
  if (!model::comparable(model)) {
    drawn.aside = ui.tr("not comparable: other data");
    return drawn;
  }
  const bool measure = is_measure(model, plot);
  if (!measure && !model::comparable_curves(model)) {
    drawn.aside = ui.tr("not comparable: another kind of model");
    return drawn;
  }
  drawn.switches = true;
  const model::CurveDifference& difference = measure ? model.comparison.measures : model.comparison.curves;
  drawn.difference =
      model.comparison.subtracted.contains(plot.info->key) && difference.curves().table() != nullptr;
  if (!drawn.difference) {
    drawn.second = measure ? &model.second->measures : &model.second->series;
    drawn.aside = ui.tr("both runs");
    return drawn;
  }
  drawn.first = &difference.curves();
  drawn.info.guides = {0};
  drawn.info.guide_label.clear();
  drawn.info.logarithmic = false;
  drawn.info.low = drawn.info.high = 0;  // fitted
  drawn.aside =
      ui.tr(difference.interpolated() ? "A − B at each step of A; B between its steps on a straight line"
                                      : "A − B, step by step");
  return drawn;
}

/// The words at the right end of a title, which change what the plot shows.
void draw_switch(ui::Ui& ui, model::UiActions& actions, const Drawn& drawn, float right, float top) {
  const std::string words = ui.tr(drawn.difference ? "show A and B" : "show A − B");
  const ImVec2 size = ui::text_size(ui, Font::caption, words);
  ImGui::SetCursorScreenPos({right - size.x, top + 0.5F * (ui.px(title_px) - size.y)});
  if (ui::plot_caption(ui, "compare/difference_of/" + drawn.info.key, words,
                       ui.tr("Both curves, or what A has more than B. M does it for all plots.")))
    actions(model::action::ShowDifference{drawn.info.key, !drawn.difference});
}

/// What the lines mean, and the comparison's own words.
float draw_foot(ui::Ui& ui, const model::UiModel& model, const Area& area) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  std::string words = model.comparison.help.empty() ? std::string() : ui.tr(model.comparison.help.c_str());
  if (model.comparison.steps > 0)
    words += (words.empty() ? "" : " ") + fmt::format(fmt::runtime(ui.tr("By step {} both have shown it.")),
                                                      ui::thousands(model.comparison.steps));
  const float line = ui::text_size(ui, Font::caption, "0").y,
              height = words.empty() ? 0 : ui::wrapped_size(ui, Font::caption, words, area.width()).y;
  const float top = area.max.y - height - line - (height > 0 ? ui.px(8) : 0);
  float x = area.min.x;
  const float y = std::floor(top + line / 2);
  if (of_moments(model)) {
    ui::text_at(ui, draw, {x, top}, Font::caption, ui.theme.t3,
                ui.tr("Curves of the one run; the lines marked A and B are the two moments."));
    return top;
  }
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
  const size_t most_measures = ui.compact ? 2 : 5;
  const float table = measures_height(ui, model, most_measures);
  const float room = foot - table - area.min.y;
  const auto fits = static_cast<size_t>(std::max(1.0F, std::floor(room / ui.px(130))));
  const std::vector<plots::Shown> shown = wanted_plots(model, std::min<size_t>(fits, 3));
  if (shown.empty()) return;
  const float each = room / static_cast<float>(shown.size());
  double last_step = 0;
  for (const bool second : {false, true})
    if (const auto& store = model::compared_side(model, second).run.series; store.size() > 0)
      last_step = std::max(last_step, store.steps().back());
  std::vector<ui::PlotMark> marks;
  for (const bool second : {false, true}) {
    const int64_t moment = model::compared_side(model, second).moment;
    const double step = static_cast<double>(moment == api::now ? model.status->step : moment);
    if (of_moments(model)) marks.push_back({step, second ? "B" : "A", second});
  }
  float* gutter = ImGui::GetStateStorage()->GetFloatRef(ImGui::GetID("left gutter"), 0);
  const float left_gutter = std::exchange(*gutter, 0.0F);
  double hovered_step = -1;
  bool any_hovered = false;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  for (size_t i = 0; i < shown.size(); ++i) {
    const Drawn drawn = drawn_as(ui, model, shown[i]);
    const api::PlotInfo& info = drawn.info;
    const float top = std::round(area.min.y + each * static_cast<float>(i));
    const float plate = top + ui.px(title_px), bottom = std::round(top + each - ui.px(gap_px));
    const ImVec2 title = ui::text_size(ui, Font::strong, ui.tr(info.title.c_str()));
    ui::text_at(ui, draw, {area.min.x, top + (ui.px(title_px) - title.y) / 2}, Font::strong, ui.theme.t1,
                ui.tr(info.title.c_str()));
    const float aside = area.min.x + title.x + ui.px(8);
    const float switch_width = drawn.switches ? ui.px(96) : 0;
    ui::text_at(ui, draw, {aside, top + (ui.px(title_px) - title.y) / 2 + ui.px(2)}, Font::caption,
                ui.theme.t3, ui::fitted(ui, Font::caption, drawn.aside, area.max.x - switch_width - aside));
    if (drawn.switches) draw_switch(ui, actions, drawn, area.max.x, top);
    const auto view = model.plots.find(info.key);
    ui::PlotSpec spec{info,
                      *drawn.first,
                      view == model.plots.end() ? model::PlotView{} : view->second,
                      {},
                      last_step,
                      model.crosshair_step,
                      mouse.y >= top && mouse.y < bottom,
                      i + 1 == shown.size(),
                      {area.min.x, plate},
                      {area.max.x, bottom},
                      left_gutter,
                      drawn.second,
                      marks};
    if (drawn.difference) {  // both runs' own range and logarithm mean nothing here
      spec.view.fitted_y = true;
      spec.view.logarithmic_y = false;
      spec.view.logarithmic_y_chosen = true;
    }
    const ui::PlotAnswer answer = ui::plot(ui, "compare/plot/" + info.key, spec);
    if (answer.view_changed && (!drawn.difference || answer.all_x))
      actions(model::action::SetPlotView{info.key, answer.view, answer.all_x});
    *gutter = std::max(*gutter, answer.left_gutter);
    if (answer.hovered) any_hovered = true, hovered_step = answer.hovered_step;
  }
  bool* ours = ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID("crosshair"), false);
  if (any_hovered ? hovered_step != model.crosshair_step : *ours)
    actions(model::action::SetCrosshair{any_hovered ? hovered_step : -1});
  *ours = any_hovered;
  draw_measures(ui, model, actions, {{area.min.x, foot - table + ui.px(8)}, {area.max.x, foot}},
                most_measures);
}

}  // namespace ganscope::panels::compare
