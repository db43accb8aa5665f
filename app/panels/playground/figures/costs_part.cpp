#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/panels/playground/figures/cost_curves.h"
#include "app/panels/playground/figures/figures_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets/chart.h"

namespace ganscope::panels::playground {
namespace {

using ui::Font;

constexpr int cost_places = 401;
constexpr double cost_reach = 6;

double logit_of(double belief) {
  constexpr double edge = 1e-4;
  const double inside = ui::within(belief, edge, 1 - edge);
  return std::log(inside / (1 - inside));
}

const CostCurve& chosen_cost(const Figures& state) {
  return cost_curves()[static_cast<size_t>(
      ui::within(state.cost, 0, static_cast<int>(cost_curves().size()) - 1))];
}

/// D(G(z)) of the fixed latents of the run that is there, as far as D was asked.
std::vector<double> beliefs_of(const model::UiModel& model) {
  std::vector<double> beliefs;
  const auto& result = model.result(model::view::grid);
  if (!result || !model.configured()) return beliefs;
  const size_t fixed = std::min(result->scores.size(), static_cast<size_t>(model::fixed_latents));
  for (size_t i = 0; i < fixed; ++i)
    if (std::isfinite(result->scores[i])) beliefs.push_back(static_cast<double>(result->scores[i]));
  return beliefs;
}

std::string run_words(const ui::Ui& ui, const model::UiModel& model, size_t points) {
  if (points == 0) return ui.tr("no generated samples yet: start the run");
  return fmt::format(fmt::runtime(ui.tr("dots: {} generated samples of {} at step {}")),
                     "{n:" + std::to_string(points) + "}",
                     model.status->run.empty() ? model.status->data.key : model.status->run,
                     "{n:" + ui::thousands(model.result(model::view::grid)->step) + "}");
}

}  // namespace

void draw_costs_left(ui::Ui& ui, const Figures& state, model::UiActions& actions, float width) {
  draw_lines(
      ui,
      ui.tr("What {G} pays for one sample, against how real {D} finds it. The steeper the curve, the harder "
            "the sample pulls."),
      width);
  ImGui::SetCursorScreenPos({ImGui::GetCursorScreenPos().x, ImGui::GetCursorScreenPos().y + ui.px(8)});
  for (size_t i = 0; i < cost_curves().size(); ++i) {
    const CostCurve& curve = cost_curves()[i];
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (ui::button(ui, "playground/figures/cost/" + std::string(curve.key),
                   {.label = ui.tr(curve.title),
                    .style = ui::ButtonStyle::quiet,
                    .width = width,
                    .help = ui.tr("Shows this cost, its gradient and the samples on it."),
                    .pressed = static_cast<int>(i) == state.cost,
                    .left_aligned = true,
                    .tick_room = false}))
      alter<Figures>(actions, [i](Figures& figures) { figures.cost = static_cast<int>(i); });
    const ImVec2 size = ui::text_size(ui, Font::mono_small, curve.formula);
    ui::text_at(ui, ImGui::GetWindowDrawList(),
                {at.x + width - size.x - ui.px(12), at.y + (ui.px(32) - size.y) / 2}, Font::mono_small,
                ui.theme.t3, curve.formula);
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(38)});
  }
}

void draw_costs_middle(ui::Ui& ui, const model::UiModel& model, const Figures& state) {
  const RoomArea area = area_here();
  const CostCurve& chosen = chosen_cost(state);
  const std::vector<double> beliefs = beliefs_of(model);
  draw_part_title(ui, area.min, area.width(), ui.tr("G's cost"), run_words(ui, model, beliefs.size()));
  const float top = area.min.y + ui.px(30), split = top + (area.max.y - top) * 0.58F;
  const std::string axis = ui.tr("D(G(z)): 0 surely fake, 1 surely real");
  const ui::Chart costs(ui, {.min = {area.min.x, top},
                             .max = {area.max.x, split},
                             .y_low = -cost_reach,
                             .y_high = cost_reach,
                             .x_title = axis,
                             .y_title = ui.tr("cost of one sample")});
  std::vector<float> x, slope;
  for (int i = 0; i < cost_places; ++i) x.push_back(static_cast<float>(i) / (cost_places - 1));
  const auto draw_cost = [&](const CostCurve& curve, ImU32 colour, float thickness) {
    std::vector<float> y;
    for (const float at : x) y.push_back(static_cast<float>(curve.cost(logit_of(static_cast<double>(at)))));
    costs.line(x, y, colour, thickness);
  };
  for (const CostCurve& curve : cost_curves())
    if (&curve != &chosen) draw_cost(curve, ui::faded(ui.theme.t3, 0.5F), 1);
  draw_cost(chosen, ui.theme.g, 2.5F);
  double steepest = 1;
  for (const double belief : beliefs) steepest = std::max(steepest, std::abs(chosen.slope(logit_of(belief))));
  for (const float at : x)
    slope.push_back(static_cast<float>(-chosen.slope(logit_of(static_cast<double>(at)))));
  draw_part_title(ui, {area.min.x, split + ui.px(14)}, area.width(), ui.tr("How hard it pulls"),
                  ui.tr("minus the slope of the cost by {D}'s raw output v; a bar for every sample"));
  const ui::Chart pulls(ui, {.min = {area.min.x, split + ui.px(42)},
                             .max = area.max,
                             .y_low = std::string_view(chosen.key) == "least-squares" ? -2.0 : 0.0,
                             .y_high = ui::within(1.15 * steepest, 1.15, 12.0),
                             .x_title = axis});
  pulls.line(x, slope, ui::faded(ui.theme.g, 0.6F), 1.5F);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(pulls.min(), pulls.max(), true);
  for (const double belief : beliefs) {
    const ImVec2 from = pulls.at(belief, 0), to = pulls.at(belief, -chosen.slope(logit_of(belief)));
    draw->AddLine(from, to, ui::faded(ui.theme.g, 0.75F), ui.px(2));
  }
  draw->PopClipRect();
  draw->PushClipRect(costs.min(), costs.max(), true);
  for (const double belief : beliefs) {
    const ImVec2 at = costs.at(belief, chosen.cost(logit_of(belief)));
    draw->AddCircleFilled(at, ui.px(4.5F), ui.theme.bg0);
    draw->AddCircleFilled(at, ui.px(3.5F), ui.theme.g);
  }
  draw->PopClipRect();
  costs.upright(0.5, ui.theme.d, true);
  pulls.upright(0.5, ui.theme.d, true);
  ui.items.add("playground/figures/costs", costs.min(), costs.max(), std::string(chosen.key));
  const ui::Chart* pointed = costs.hovered() ? &costs : pulls.hovered() ? &pulls : nullptr;
  if (pointed == nullptr) return;
  const double at = pointed->pointed_x(), v = logit_of(at);
  costs.upright(at, ui::faded(ui.theme.t1, 0.5F));
  pulls.upright(at, ui::faded(ui.theme.t1, 0.5F));
  pointed->card(ImGui::GetIO().MousePos,
                {fmt::format("{{D}} {{n:{:.3f}}}, v {{n:{}}}", at, ui::number_text(v)),
                 std::string(ui.tr("cost")) + " {n:" + ui::number_text(chosen.cost(v)) + "}",
                 std::string(ui.tr("pull")) + " {n:" + ui::number_text(-chosen.slope(v)) + "}"});
}

void draw_costs_right(ui::Ui& ui, const model::UiModel& model, const Figures& state) {
  const RoomArea area = area_here();
  const CostCurve& chosen = chosen_cost(state);
  const std::vector<double> beliefs = beliefs_of(model);
  draw_part_title(ui, area.min, area.width(), ui.tr(chosen.title), chosen.formula);
  ImGui::SetCursorScreenPos({area.min.x, area.min.y + ui.px(32)});
  draw_lines(ui, ui.tr(chosen.words), area.width());
  double belief = 0, pull = 0, squares = 0;
  for (const double one : beliefs) {
    const double slope = std::abs(chosen.slope(logit_of(one)));
    belief += one;
    pull += slope;
    squares += slope * slope;
  }
  const auto count = static_cast<double>(beliefs.size());
  const auto words = [&](double value) {
    return beliefs.empty() ? std::string("–") : ui::number_text(value);
  };
  const float y = area.min.y + ui.px(140), gap = ui.px(10), each = (area.width() - 2 * gap) / 3;
  const auto tile = [&](int i, const char* name, const char* caption, const std::string& number,
                        const char* help) {
    const float left = area.min.x + static_cast<float>(i) * (each + gap);
    draw_tile(ui, std::string("playground/figures/") + name, {{left, y}, {left + each, y + ui.px(62)}},
              ui.tr(caption), number, "", ui.tr(help));
  };
  tile(0, "mean_belief", "D(G(z)), mean", words(belief / count),
       "How real D finds the generated samples, on average.");
  tile(1, "mean_pull", "pull, mean", words(pull / count),
       "How hard a sample pulls, on average: the slope of its cost by D's output.");
  tile(2, "carriers", "carried by",
       squares > 0 ? fmt::format("{:.0f}", pull * pull / squares) : std::string("–"),
       "As many samples that pull alike would vary as little: (Σ pull)² / Σ pull². Few: the gradient hangs "
       "on them.");
  ImGui::SetCursorScreenPos({area.min.x, y + ui.px(78)});
  draw_lines(
      ui,
      ui.tr("{D}'s side of the figure is σ(v), v its raw output. Of critics and of least squares σ(v) is no "
            "belief, only a place on the axis."),
      area.width());
  ImGui::SetCursorScreenPos({area.min.x, ImGui::GetCursorScreenPos().y + ui.px(10)});
  ui::text(ui, Font::caption, ui.theme.t3, ui.tr("Goodfellow, NIPS 2016 tutorial, figure 16"));
}

}  // namespace ganscope::panels::playground
