#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/panels/samples/melodies/melodies_view.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "core/melody/rules.h"

namespace ganscope::panels::samples {
namespace {

using diagnose::Figure;
using ui::Font;

constexpr float rules_title_px = 32, rules_rule_row_px = 22, rules_around_px = 8, rules_rule_bar_px = 5,
                rules_rule_share_px = 48;
constexpr size_t first_rule = static_cast<size_t>(Figure::rule_scale);  // the figures are in the rules' order

bool rules_visible(const model::UiModel& model) {
  return model.scene() == model::Workspace::train && model.status->data.form == Form::rolls &&
         model.course.measures(Figure::rule_scale) && !model.course.measured().empty();
}

/// The share that is kept, as a bar; a tick at what words drawn by chance get, a line at the real ones'.
void draw_share(const ui::Ui& ui, float left, float width, float middle, double share, double floor,
                double trivial) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float half = ui.px(rules_rule_bar_px) / 2;
  const auto at = [&](double value) {
    return left + width * static_cast<float>(ui::within(value, 0.0, 1.0));
  };
  draw->AddRectFilled({left, middle - half}, {left + width, middle + half}, ui.theme.bg3, ui.px(2));
  if (share > 0)
    draw->AddRectFilled({left, middle - half}, {std::max(left + 2, at(share)), middle + half}, ui.theme.g,
                        ui.px(2));
  if (std::isfinite(trivial))
    draw->AddRectFilled({at(trivial) - 1, middle - 2 * half}, {at(trivial) + 1, middle + 2 * half},
                        ui.theme.t3);
  if (std::isfinite(floor))
    draw->AddRectFilled({at(floor) - 1, middle - 2 * half}, {at(floor) + 1, middle + 2 * half},
                        ui.theme.real);
}

void draw_rules(ui::Ui& ui, const model::UiModel& model, model::UiActions& /*actions*/) {
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const diagnose::Measured& now = model.course.measured().back();
  const char* title = ui.tr("What goes wrong");
  const ImVec2 size = ui::text_size(ui, Font::strong, title);
  const float title_y = std::round(origin.y + (ui.px(rules_title_px) - size.y) / 2);
  ui::text_at(ui, draw, {origin.x, title_y}, Font::strong, ui.theme.t1, title);
  const std::string caption = ui.tr("kept by {G}, by {real} ones; grey: by chance");
  ui::rich_text_at(ui, draw, {origin.x + size.x + ui.px(10), title_y}, Font::body, ui.theme.t2, caption);
  const ImVec2 plate{origin.x, origin.y + ui.px(rules_title_px)};
  const ImVec2 end{origin.x + width, plate.y +
                                         static_cast<float>(melody::rule_count) * ui.px(rules_rule_row_px) +
                                         2 * ui.px(rules_around_px)};
  draw->AddRectFilled(plate, end, ui.theme.bg0, ui.px(4));
  const float names = std::round(0.52F * width), bars = width - names - ui.px(rules_rule_share_px + 12);
  float y = plate.y + ui.px(rules_around_px);
  for (size_t rule = 0; rule < melody::rule_count; ++rule) {
    const auto figure = static_cast<Figure>(first_rule + rule);
    const double share = model.course.value(now, figure);
    const float middle = y + ui.px(rules_rule_row_px) / 2, high = ui::text_size(ui, Font::caption, "0").y;
    const std::string name = ui.tr(melody::title_of(static_cast<melody::Rule>(rule)));
    ui::text_at(ui, draw, {plate.x + ui.px(10), std::round(middle - high / 2)}, Font::caption, ui.theme.t1,
                ui::fitted(ui, Font::caption, name, names - ui.px(14)));
    draw_share(ui, plate.x + names, bars, middle, share, model.course.floor(figure),
               model.course.trivial(figure));
    const std::string number = std::isfinite(share) ? fmt::format("{:.0f} %", 100 * share) : "–";
    ui::text_at(
        ui, draw,
        {end.x - ui.px(10) - ui::text_size(ui, Font::mono_small, number).x, std::round(middle - high / 2)},
        Font::mono_small, ui.theme.t1, number);
    ui.items.add(std::string("train/rule/") + melody::key_of(static_cast<melody::Rule>(rule)), {plate.x, y},
                 {end.x, y + ui.px(rules_rule_row_px)}, share);
    y += ui.px(rules_rule_row_px);
  }
  ImGui::SetCursorScreenPos({origin.x, end.y + ui.px(4)});
}

}  // namespace

Panel rules_panel() { return {"rules", Region::right, rules_visible, draw_rules}; }

}  // namespace ganscope::panels::samples
