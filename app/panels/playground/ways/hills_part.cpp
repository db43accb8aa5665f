#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/panels/playground/ways/ways_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets/chart.h"
#include "core/explore/tools/ways_names.h"

namespace ganscope::panels::playground {
namespace {

namespace hills = explore::hills;
using ui::Font;

std::string percent_words(double share) {
  return std::isfinite(share) ? fmt::format("{:.0f} %", 100 * share) : std::string("–");
}

/// This round's negatives as a row of dots under the axis of D, each with a stalk up to D.
void draw_negatives(const ui::Ui& ui, const ui::Chart& chart, const api::Answer& answer,
                    const api::Curve& d) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(chart.min(), chart.max(), true);
  for (size_t i = 0; i + 1 < answer.points.size(); i += 2) {
    const double x = static_cast<double>(answer.points[i]);
    const ImVec2 top = chart.at(x, ui::curve_at(d.x, d.y, x)), foot = chart.at(x, 0);
    draw->AddLine(top, {foot.x, foot.y - ui.px(8)}, ui::faded(ui.theme.g, 0.12F), ui.px(1));
    draw->AddCircleFilled({foot.x, foot.y - ui.px(8)}, ui.px(4), ui.theme.bg0);
    draw->AddCircleFilled({foot.x, foot.y - ui.px(8)}, ui.px(3), ui.theme.g);
  }
  draw->PopClipRect();
}

}  // namespace

void draw_hills_middle(ui::Ui& ui, const api::Answer& answer) {
  const RoomArea area = area_here();
  const api::Curve* data = find_curve(&answer, hills::data);
  const api::Curve* d = find_curve(&answer, hills::d);
  const api::Curve* tops = find_curve(&answer, hills::tops);
  const api::Curve* earlier = find_curve(&answer, hills::earlier);
  if (data == nullptr || d == nullptr || tops == nullptr || earlier == nullptr) return;
  draw_part_title(ui, area.min, area.width(), ui.tr("What D believes, and where its hills are"),
                  ui.tr("{D} the belief, {G:dots} this round's negatives"));
  const float top = area.min.y + ui.px(30), split = top + (area.max.y - top) * 0.54F;
  const ui::Chart belief(ui, {.min = {area.min.x, top},
                              .max = {area.max.x, split},
                              .x_low = explore::ways::low,
                              .x_high = explore::ways::high,
                              .y_low = 0,
                              .y_high = 1.05,
                              .x_title = "x",
                              .y_title = ui.tr("D(x): 1 real, 0 negative")});
  belief.level(0.5, ui.theme.ref);
  belief.line(d->x, d->y, ui.theme.d, 2.5F);
  draw_negatives(ui, belief, answer, *d);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  for (size_t i = 0; i < tops->x.size(); ++i) {
    const ImVec2 at = belief.at(static_cast<double>(tops->x[i]), static_cast<double>(tops->y[i]));
    draw->AddTriangleFilled({at.x, at.y - ui.px(5)}, {at.x - ui.px(5), at.y - ui.px(13)},
                            {at.x + ui.px(5), at.y - ui.px(13)}, ui.theme.t1);
  }
  draw_part_title(ui, {area.min.x, split + ui.px(14)}, area.width(),
                  ui.tr("All negatives so far, and the data"),
                  ui.tr("{real:line} density of the data, {G:bars} negatives of all rounds"));
  const ui::Chart all(ui, {.min = {area.min.x, split + ui.px(42)},
                           .max = area.max,
                           .x_low = explore::ways::low,
                           .x_high = explore::ways::high,
                           .y_low = 0,
                           .y_high = 0.75,
                           .x_title = "x",
                           .y_title = ui.tr("probability per unit of x")});
  const double width = earlier->x.size() > 1 ? static_cast<double>(earlier->x[1] - earlier->x[0]) : 0.25;
  all.bars(earlier->x, earlier->y, width, ui::faded(ui.theme.g, 0.6F));
  all.fill(data->x, data->y, ui::faded(ui.theme.real, 0.15F));
  all.line(data->x, data->y, ui.theme.real, 2);
  ui.items.add("playground/ways/hills", belief.min(), belief.max(), static_cast<double>(tops->x.size()));
  const ui::Chart* pointed = belief.hovered() ? &belief : all.hovered() ? &all : nullptr;
  if (pointed == nullptr) return;
  const double x = pointed->pointed_x();
  belief.upright(x, ui::faded(ui.theme.t1, 0.5F));
  all.upright(x, ui::faded(ui.theme.t1, 0.5F));
  pointed->card(
      ImGui::GetIO().MousePos,
      {fmt::format("x {{n:{:.2f}}}", x), fmt::format("{{D}} {{n:{:.2f}}}", ui::curve_at(d->x, d->y, x)),
       fmt::format("{{real:{}}} {{n:{:.3f}}}", ui.tr("data"), ui::curve_at(data->x, data->y, x)),
       fmt::format("{{G:{}}} {{n:{:.3f}}}", ui.tr("negatives"), ui::curve_at(earlier->x, earlier->y, x))});
}

void draw_hills_right(ui::Ui& ui, const api::Answer* answer) {
  const RoomArea area = area_here();
  const double on_data = find_number(answer, hills::on_data), js = find_number(answer, hills::js);
  const double count = find_number(answer, hills::js, 1);
  const bool settled = on_data >= 0.9 && js < 0.05;
  draw_part_title(ui, area.min, area.width(),
                  ui.tr(settled          ? "Its hills stand on the data"
                        : on_data >= 0.9 ? "Its hills have found the data"
                                         : "It chases its own hills"));
  ImGui::SetCursorScreenPos({area.min.x, area.min.y + ui.px(30)});
  draw_lines(
      ui,
      ui.tr(settled
                ? "Wherever {D} looks for something real, it finds the data; and all negatives together lie "
                  "as the "
                  "data do. That is a generator, made of {D} alone: slow, for every sample is a search."
                : "Where {D} has its hill, the next negatives lie; so it pushes the hill down, and it rises "
                  "elsewhere. Only on the data something holds it up."),
      area.width());
  const float y = area.min.y + ui.px(122), gap = ui.px(10), each = (area.width() - gap) / 2;
  draw_tile(ui, "playground/ways/on_data", {{area.min.x, y}, {area.min.x + each, y + ui.px(62)}},
            ui.tr("negatives on the data"), percent_words(on_data), "(99 %)",
            ui.tr("Of this round's 64 negatives, how many lie where 99 of 100 real numbers do. In brackets: "
                  "a perfect sampler."));
  draw_tile(ui, "playground/ways/js", {{area.min.x + each + gap, y}, {area.max.x, y + ui.px(62)}},
            ui.tr("JS, all negatives"), std::isfinite(js) ? ui::number_text(js) : "–",
            std::isfinite(js) ? ui::number_text(47.0 / (8 * std::max(count, 1.0))) : "",
            ui.tr("How far the histogram of all negatives so far is from the data, in nats; at most 0.693. "
                  "Small behind it: about "
                  "what as many numbers of a perfect sampler get."));
  const api::Curve* shares = find_curve(answer, hills::on_data);
  const api::Curve* course = find_curve(answer, hills::js);
  if (shares == nullptr || course == nullptr) return;
  const float top = y + ui.px(84);
  const double last = std::max(20.0, shares->x.empty() ? 0.0 : static_cast<double>(shares->x.back()));
  draw_part_title(ui, {area.min.x, top}, area.width(), ui.tr("Round by round"),
                  ui.tr("{G:line} share on the data, {b:line} JS"));
  const ui::Chart chart(ui, {.min = {area.min.x, top + ui.px(26)},
                             .max = {area.max.x, std::min(area.max.y, top + ui.px(286))},
                             .x_low = 0,
                             .x_high = last,
                             .y_low = 0,
                             .y_high = 1.02,
                             .x_title = ui.tr("round")});
  chart.line(shares->x, shares->y, ui.theme.g, 1.5F);
  chart.line(course->x, course->y, ui.theme.t1, 2);
}

}  // namespace ganscope::panels::playground
