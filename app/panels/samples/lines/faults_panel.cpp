#include "app/panels/samples/lines/faults_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "app/panels/share_bars.h"
#include "app/ui/bounded.h"
#include "core/language/grammar.h"

namespace ganscope::panels::samples {
namespace {

const language::Grammar* grammar_of(const model::UiModel& model) {
  if (model.status->data.form != Form::tokens || model.status->data.tokens == nullptr ||
      model.measure_table == nullptr || !model.course.measures(diagnose::Figure::valid))
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
  const double wrong = 1 - model.course.value(model.course.measured().back(), diagnose::Figure::valid);
  ShareBars faults;
  faults.title = ui.tr("What goes wrong");
  faults.names_share = 0.5F;
  faults.caption = fmt::format(fmt::runtime(ui.tr("of the {:.0f} % that are not valid")), 100 * wrong);
  for (const language::Rule& rule : grammar_of(model)->rules()) {
    const double share = wrong > 0 ? ui::within((1 - obeyed(model, rule.key)) / wrong, 0.0, 1.0) : 0;
    faults.bars.push_back({.item = "train/fault/" + rule.key,
                           .name = ui.tr(rule.fault.c_str()),
                           .share = static_cast<float>(share)});
  }
  draw_share_bars(ui, faults);
}

float faults_height(const ui::Ui& ui, const model::UiModel& model) {
  return share_bars_height(ui, grammar_of(model)->rules().size());
}

}  // namespace

Panel faults_panel() {
  return {.key = "faults",
          .region = Region::right,
          .visible = faults_visible,
          .draw = draw_faults,
          .height_below = faults_height};
}

}  // namespace ganscope::panels::samples
