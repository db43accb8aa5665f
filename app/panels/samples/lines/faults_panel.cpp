#include "app/panels/samples/lines/faults_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "core/language/grammar.h"

namespace ganscope::panels::samples {
namespace {

using ui::Font;

constexpr float fault_title_px = 32, fault_row_px = 22, around_faults_px = 8, fault_bar_px = 5,
                fault_share_px = 48;

const language::Grammar* grammar_of(const model::UiModel& model) {
  if (model.status->data.tokens == nullptr || model.measure_table == nullptr ||
      !model.course.measures(diagnose::Figure::valid))
    return nullptr;
  return language::find_grammar(model.status->data.tokens->grammar);
}

bool faults_visible(const model::UiModel& model) {
  return model.scene() == model::Workspace::train && grammar_of(model) != nullptr &&
         !model.course.measured().empty();
}

/// The newest share of lines that obey a rule; NaN: it is not measured.
double obeyed(const model::UiModel& model, const std::string& rule) {
  const auto& series = model.measure_table->table.series;
  const auto found = std::ranges::find(series, "rule_" + rule, &api::SeriesInfo::key);
  const std::vector<float>& values = model.course.measured().back().values;
  const auto at = static_cast<size_t>(found - series.begin());
  return at < values.size() ? static_cast<double>(values[at]) : diagnose::no_value;
}

void draw_faults(ui::Ui& ui, const model::UiModel& model, model::UiActions& /*actions*/) {
  const language::Grammar& grammar = *grammar_of(model);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const double wrong = 1 - model.course.value(model.course.measured().back(), diagnose::Figure::valid);
  const float middle = origin.y + ui.px(fault_title_px) / 2;
  const char* title = ui.tr("What goes wrong");
  const ImVec2 size = ui::text_size(ui, Font::strong, title);
  ui::text_at(ui, draw, {origin.x, std::round(middle - size.y / 2)}, Font::strong, ui.theme.t1, title);
  const std::string caption =
      fmt::format(fmt::runtime(ui.tr("of the {:.0f} % that are not valid")), 100 * wrong);
  ui::text_at(ui, draw, {origin.x + size.x + ui.px(10), std::round(middle - size.y / 2)}, Font::body,
              ui.theme.t2, ui::fitted(ui, Font::body, caption, width - size.x - ui.px(10)));
  const auto rules = static_cast<float>(grammar.rules().size());
  const ImVec2 plate{origin.x, origin.y + ui.px(fault_title_px)};
  const ImVec2 end{origin.x + width, plate.y + rules * ui.px(fault_row_px) + 2 * ui.px(around_faults_px)};
  draw->AddRectFilled(plate, end, ui.theme.bg0, ui.px(4));
  const float names = std::round(0.45F * width), bars = width - names - ui.px(fault_share_px + 12);
  float y = plate.y + ui.px(around_faults_px);
  for (const language::Rule& rule : grammar.rules()) {
    const double share = wrong > 0 ? ui::within((1 - obeyed(model, rule.key)) / wrong, 0.0, 1.0) : 0;
    const float row = y + ui.px(fault_row_px) / 2;
    const float high = ui::text_size(ui, Font::caption, "0").y;
    ui::text_at(ui, draw, {plate.x + ui.px(10), std::round(row - high / 2)}, Font::caption, ui.theme.t1,
                ui::fitted(ui, Font::caption, ui.tr(rule.fault.c_str()), names - ui.px(14)));
    const float left = plate.x + names;
    if (share > 0)
      draw->AddRectFilled(
          {left, row - ui.px(fault_bar_px) / 2},
          {left + std::max(ui.px(2), bars * static_cast<float>(share)), row + ui.px(fault_bar_px) / 2},
          ui.theme.g, ui.px(2));
    const std::string number = fmt::format("{:.0f} %", 100 * share);
    ui::text_at(
        ui, draw,
        {end.x - ui.px(10) - ui::text_size(ui, Font::mono_small, number).x, std::round(row - high / 2)},
        Font::mono_small, ui.theme.t1, number);
    ui.items.add("train/fault/" + rule.key, {plate.x, y}, {end.x, y + ui.px(fault_row_px)}, share);
    y += ui.px(fault_row_px);
  }
  ImGui::SetCursorScreenPos({origin.x, end.y + ui.px(4)});
}

}  // namespace

Panel faults_panel() { return {"faults", Region::right, faults_visible, draw_faults}; }

}  // namespace ganscope::panels::samples
