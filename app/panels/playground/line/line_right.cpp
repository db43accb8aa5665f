#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/playground/line/line_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets/chart.h"
#include "app/ui/widgets/plot.h"
#include "core/explore/tools/line_names.h"

namespace ganscope::panels::playground::line {
namespace {

namespace names = explore::line;
using ui::Font;

constexpr double latent_edge_right = 2.75;

/// G as a function of one number of z, beside how likely that number is.
void draw_transfer(const ui::Ui& ui, const model::UiModel& model, const RoomArea& area) {
  const api::Answer* answer = drawn_line(model);
  const api::Curve* laid = find_curve(answer, names::latents);
  const PointFrame& frame = model.preview->frame;
  const Seen seen = seen_of(model);
  const ui::Chart chart(ui, {.min = area.min,
                             .max = area.max,
                             .x_low = -latent_edge_right,
                             .x_high = latent_edge_right,
                             .y_low = frame.out(0, seen.low),
                             .y_high = frame.out(0, seen.high),
                             .x_title = "z",
                             .y_title = "x = G(z)"});
  if (laid == nullptr) return;
  std::vector<float> x, density;
  for (int i = 0; i <= 80; ++i) {
    const double z = latent_edge_right * (i / 40.0 - 1);
    x.push_back(static_cast<float>(z));
    density.push_back(static_cast<float>(std::exp(-z * z / 2)));
  }
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(chart.min(), chart.max(), true);
  const ImDrawListFlags flags = draw->Flags;
  draw->Flags &= ~ImDrawListFlags_AntiAliasedFill;  // no stripes between the pieces
  const float floor = chart.max().y, tall = (chart.max().y - chart.min().y) * 0.22F;
  for (size_t i = 1; i < x.size(); ++i)
    draw->AddQuadFilled({chart.x().at(static_cast<double>(x[i - 1])), floor - tall * density[i - 1]},
                        {chart.x().at(static_cast<double>(x[i])), floor - tall * density[i]},
                        {chart.x().at(static_cast<double>(x[i])), floor},
                        {chart.x().at(static_cast<double>(x[i - 1])), floor}, ui::faded(ui.theme.t3, 0.25F));
  draw->Flags = flags;
  draw->PopClipRect();
  std::vector<float> places = laid->y;
  for (float& place : places) place = static_cast<float>(frame.out(0, static_cast<double>(place)));
  chart.line(laid->x, places, ui.theme.g, 2.5F);
  if (!chart.hovered()) return;
  const double z = chart.pointed_x();
  chart.upright(z, ui::faded(ui.theme.t1, 0.5F));
  chart.card(ImGui::GetIO().MousePos,
             {fmt::format("z {{n:{:.2f}}}", z),
              "{G:x} {n:" + ui::number_text(ui::curve_at(laid->x, places, z)) + "}"});
}

struct Measure {
  const char *key, *title, *help;
};
constexpr std::array<Measure, 3> told{
    {{"js", "JS", "How far the histogram of the samples is from that of the data, in nats; at most 0.693."},
     {"sliced_wasserstein", "distance",
      "How far, on average, samples would have to be moved to lie as the data do."},
     {"diversity", "spread", "The mean distance of two samples."}}};

std::string measured(double value) {
  return std::isfinite(value) ? ui::number_text(value) : std::string("–");
}

void draw_measures(ui::Ui& ui, const model::UiModel& model, const RoomArea& area) {
  const float gap = ui.px(10), each = (area.width() - 2 * gap) / 3;
  for (size_t i = 0; i < told.size(); ++i) {
    const int series = model.measures.index_of(told[i].key);
    double value = std::nan(""), floor = std::nan("");
    if (series >= 0 && model.measures.size() > 0) {
      const int64_t row = model.moment == api::now ? static_cast<int64_t>(model.measures.size()) - 1
                                                   : model.measures.row_at(static_cast<double>(model.moment));
      if (row >= 0)
        value =
            static_cast<double>(model.measures.raw(static_cast<size_t>(series))[static_cast<size_t>(row)]);
      if (model.measure_table && static_cast<size_t>(series) < model.measure_table->floors.size())
        floor = static_cast<double>(model.measure_table->floors[static_cast<size_t>(series)]);
    }
    const float left = area.min.x + static_cast<float>(i) * (each + gap);
    draw_tile(ui, std::string("playground/measure/") + told[i].key,
              {{left, area.min.y}, {left + each, area.max.y}}, ui.tr(told[i].title), measured(value),
              std::isfinite(floor) ? "(" + measured(floor) + ")" : "", ui.tr(told[i].help));
  }
}

void draw_loss(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const RoomArea& area) {
  const api::SeriesTable* table = model.series.table();
  if (table == nullptr || area.height() < ui.px(80)) return;
  const auto info = std::ranges::find(table->plots, "loss", &api::PlotInfo::key);
  if (info == table->plots.end()) return;
  draw_part_title(ui, area.min, area.width(), ui.tr(info->title.c_str()),
                  ui.tr("dashed: value at equilibrium"));
  const auto view = model.plots.find(info->key);
  const double last = model.series.size() > 0 ? model.series.steps().back() : 0;
  const ui::PlotSpec spec{*info,
                          model.series,
                          view == model.plots.end() ? model::PlotView{} : view->second,
                          model.status->events,
                          last,
                          model.crosshair_step,
                          true,
                          true,
                          {area.min.x, area.min.y + ui.px(26)},
                          {area.max.x, area.max.y - ui.px(18)}};
  const ui::PlotAnswer answer = ui::plot(ui, "plot/" + info->key, spec);
  if (answer.view_changed) actions(model::action::SetPlotView{info->key, answer.view, answer.all_x});
  if (answer.hovered && answer.hovered_step != model.crosshair_step)
    actions(model::action::SetCrosshair{answer.hovered_step});
  if (!answer.hovered && model.crosshair_step >= 0 && ImGui::IsWindowHovered())
    actions(model::action::SetCrosshair{-1});
}

}  // namespace

void draw_right(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const RoomArea area = area_here();
  if (!has_line(model)) return;
  const api::Answer* answer = drawn_line(model);
  const bool small = area.height() < ui.px(520);
  draw_part_title(ui, area.min, area.width(), ui.tr("From z to x"),
                  ui.tr("{G:line}: where z is laid, grey: how likely it is"));
  const float chart = ui.px(small ? 150 : 210);
  draw_transfer(ui, model,
                {{area.min.x, area.min.y + ui.px(24)}, {area.max.x, area.min.y + ui.px(24) + chart}});
  float y = area.min.y + ui.px(24) + chart + ui.px(12);
  draw_part_title(ui, {area.min.x, y}, area.width(), ui.tr("Likeness"),
                  ui.tr("a perfect sampler in brackets"));
  draw_measures(ui, model, {{area.min.x, y + ui.px(24)}, {area.max.x, y + ui.px(86)}});
  y += ui.px(98);
  const double bandwidth = find_number(answer, names::bandwidth),
               count = find_number(answer, names::bandwidth, 1);
  std::string words;
  if (std::isfinite(bandwidth))
    words =
        fmt::format(fmt::runtime(ui.tr("p_model: {} samples, kernel {} wide, step {}")),
                    ui::thousands(static_cast<int64_t>(count)),
                    ui::number_text(bandwidth * model.preview->frame.unit[0]), ui::thousands(answer->step));
  if (find_curve(answer, names::d) == nullptr && answer != nullptr)
    words = ui.tr("Of this moment D was not kept, or it judges no single number: its curve is missing.");
  ui::text_at(ui, ImGui::GetWindowDrawList(), {area.min.x, y}, Font::caption, ui.theme.t3,
              ui::fitted(ui, Font::caption, words, area.width()));
  draw_loss(ui, model, actions, {{area.min.x, y + ui.px(28)}, area.max});
}

}  // namespace ganscope::panels::playground::line
