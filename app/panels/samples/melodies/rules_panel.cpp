#include <string>

#include "app/panels/samples/melodies/melodies_view.h"
#include "app/panels/share_bars.h"
#include "core/melody/rules.h"

namespace ganscope::panels::samples {
namespace {

using diagnose::Figure;

constexpr size_t first_rule = static_cast<size_t>(Figure::rule_scale);  // the figures are in the rules' order

bool rules_visible(const model::UiModel& model) {
  return model.scene() == model::Workspace::train && model.status->data.form == Form::rolls &&
         model.course.measures(Figure::rule_scale) && !model.course.measured().empty();
}

void draw_rules(ui::Ui& ui, const model::UiModel& model, model::UiActions& /*actions*/) {
  const diagnose::Measured& now = model.course.measured().back();
  ShareBars shares{.title = ui.tr("What goes wrong"),
                   .captions = {ui.tr("kept by {G}, by {real} ones; grey: by chance")},
                   .bars = {},
                   .names = 0.52F,
                   .tracks = true};
  for (size_t rule = 0; rule < melody::rule_count; ++rule) {
    const auto figure = static_cast<Figure>(first_rule + rule);
    shares.bars.push_back(
        {.item = std::string("train/rule/") + melody::key_of(static_cast<melody::Rule>(rule)),
         .name = ui.tr(melody::title_of(static_cast<melody::Rule>(rule))),
         .share = model.course.value(now, figure),
         .real = model.course.floor(figure),
         .trivial = model.course.trivial(figure)});
  }
  draw_share_bars(ui, shares);
}

float rules_height(const ui::Ui& ui, const model::UiModel& /*model*/) {
  return share_bars_height(ui, melody::rule_count);
}

}  // namespace

Panel rules_panel() {
  return {.key = "rules",
          .region = Region::right,
          .visible = rules_visible,
          .draw = draw_rules,
          .height_below = rules_height};
}

}  // namespace ganscope::panels::samples
