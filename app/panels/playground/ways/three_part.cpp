#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/playground/ways/ways_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets/chart.h"
#include "core/explore/tools/ways_names.h"

namespace ganscope::panels::playground {
namespace {

namespace ways = explore::ways;
using ui::Font;

struct WayWords {
  const char* title;
  const char* who;  ///< English, rich
  const char* moves;
};
constexpr std::array<WayWords, 3> way_words{
    {{"Noise-contrastive", "The model sits inside {D} = p/(p + noise). The noise stands still.",
      "The model climbs V."},
     {"Maximum likelihood", "The same, with a copy of the model as noise, made anew each step: {D} is ½.",
      "The model climbs E log p of the data."},
     {"GAN", "{D} is free, a network. The model is {G}, who makes the fakes.",
      "{D} climbs V, {G} goes against it."}}};

std::string way_key(std::string_view curve, size_t column) {
  return std::string(curve) + std::string(ways::keys[column]);
}

const api::Curve& curve_or_none(const api::Answer& answer, const std::string& key) {
  static const api::Curve none;
  const api::Curve* found = find_curve(&answer, key);
  return found == nullptr ? none : *found;
}

void draw_way(ui::Ui& ui, const WaysState& state, const api::Answer& answer, size_t column,
              const RoomArea& area) {
  const WayWords& words = way_words[column];
  draw_part_title(ui, area.min, area.width(), ui.tr(words.title));
  ImGui::SetCursorScreenPos({area.min.x, area.min.y + ui.px(24)});
  ui::rich_text(ui, Font::caption, ui.theme.t2, ui.tr(words.who), area.width());
  ImGui::SetCursorScreenPos({area.min.x, area.min.y + ui.px(80)});
  ui::rich_text(ui, Font::caption, ui.theme.t1, ui.tr(words.moves), area.width());
  const float top = area.min.y + ui.px(122), tiles = area.max.y - ui.px(62),
              split = top + (tiles - top) * 0.56F;
  const bool numbers = column == 0;
  const ui::Chart densities(ui, {.min = {area.min.x, top},
                                 .max = {area.max.x, split - ui.px(6)},
                                 .x_low = ways::low,
                                 .x_high = ways::high,
                                 .y_low = 0,
                                 .y_high = 0.75,
                                 .y_title = numbers ? ui.tr("density") : " ",
                                 .y_numbers = numbers});
  const api::Curve& data = curve_or_none(answer, std::string(ways::data));
  const api::Curve& model = curve_or_none(answer, way_key(ways::model, column));
  const api::Curve& noise = curve_or_none(answer, way_key(ways::generator, column));
  const api::Curve& d = curve_or_none(answer, way_key(ways::d, column));
  densities.fill(data.x, data.y, ui::faded(ui.theme.real, 0.2F));
  densities.line(data.x, data.y, ui.theme.real, 1.5F);
  if (column == 0 && state.noise != 2) densities.line(noise.x, noise.y, ui.theme.t3, 1.5F, true);
  densities.line(model.x, model.y, ui.theme.g, 2.5F);
  const ui::Chart belief(ui, {.min = {area.min.x, split},
                              .max = {area.max.x, tiles - ui.px(10)},
                              .x_low = ways::low,
                              .x_high = ways::high,
                              .y_low = 0,
                              .y_high = 1.02,
                              .x_title = "x",
                              .y_title = numbers ? ui.tr("D(x)") : " ",
                              .y_numbers = numbers});
  belief.level(0.5, ui.theme.ref);
  belief.line(d.x, d.y, ui.theme.d, 2);
  const double kl = find_number(&answer, way_key(ways::now, column)),
               v = find_number(&answer, way_key(ways::now, column), 1);
  const float left = densities.min().x, half = (area.max.x - left - ui.px(8)) / 2;
  draw_tile(ui, "playground/ways/kl/" + std::string(ways::keys[column]),
            {{left, tiles}, {left + half, area.max.y}}, "KL(data ‖ p)", ui::number_text(kl), "",
            ui.tr("How far the model is from the data, in nats; 0: the same."));
  draw_tile(ui, "playground/ways/v/" + std::string(ways::keys[column]),
            {{left + half + ui.px(8), tiles}, area.max}, "V", ui::with_minus(ui::number_text(v)), "",
            ui.tr("The value function now. −log 4 = −1.386: D cannot tell anything."));
  const ui::Chart* pointed = densities.hovered() ? &densities : belief.hovered() ? &belief : nullptr;
  if (pointed == nullptr) return;
  const double x = pointed->pointed_x();
  densities.upright(x, ui::faded(ui.theme.t1, 0.5F));
  belief.upright(x, ui::faded(ui.theme.t1, 0.5F));
  pointed->card(ImGui::GetIO().MousePos,
                {fmt::format("x {{n:{:.2f}}}", x),
                 fmt::format("{{real:{}}} {{n:{:.3f}}}", ui.tr("data"), ui::curve_at(data.x, data.y, x)),
                 fmt::format("{{G:{}}} {{n:{:.3f}}}", ui.tr("model"), ui::curve_at(model.x, model.y, x)),
                 fmt::format("{{D}} {{n:{:.2f}}}", ui::curve_at(d.x, d.y, x))});
}

/// What the curves over steps are drawn in: the game in G's colour, the others in greys.
struct CourseStyle {
  ImU32 colour;
  float width;
  bool dashed;
};
CourseStyle course_style(const ui::Ui& ui, size_t column) {
  if (column == 0) return {ui.theme.t2, 1.5F, true};
  if (column == 1) return {ui.theme.t1, 1.5F, false};
  return {ui.theme.g, 2, false};
}

void draw_course(ui::Ui& ui, const api::Answer& answer, std::string_view key, const RoomArea& area,
                 double low, double high, double guide, const std::string& x_title) {
  double last = 100;
  for (size_t column = 0; column < way_words.size(); ++column) {
    const api::Curve& curve = curve_or_none(answer, way_key(key, column));
    if (!curve.x.empty()) last = std::max(last, static_cast<double>(curve.x.back()));
  }
  const ui::Chart chart(ui, {.min = area.min,
                             .max = area.max,
                             .x_low = 0,
                             .x_high = last,
                             .y_low = low,
                             .y_high = high,
                             .x_title = x_title});
  if (guide > low && guide < high) chart.level(guide, ui.theme.ref);
  for (size_t column = 0; column < way_words.size(); ++column) {
    const api::Curve& curve = curve_or_none(answer, way_key(key, column));
    const CourseStyle style = course_style(ui, column);
    chart.line(curve.x, curve.y, style.colour, style.width, style.dashed);
  }
}

double highest(const api::Answer& answer, std::string_view key, double at_least) {
  double most = at_least;
  for (size_t column = 0; column < way_words.size(); ++column)
    for (const float value : curve_or_none(answer, way_key(key, column)).y)
      most = std::max(most, static_cast<double>(value));
  return most;
}

const char* outcome(const WaysState& state) {
  if (state.bells == 2)
    return state.noise == 1 ? "Noise that hardly meets the data teaches little: the first way loses a bell. "
                              "The other two reach the data."
                            : "The model can be the data, so all three reach them; the game takes the "
                              "longest, and trembles.";
  return state.minimax ? "One bell cannot be two. Likelihood lies across both, the widest. Minimax stays "
                         "there, too: it follows "
                         "2·JS, which here is lowest in the middle."
                       : "One bell cannot be two. Likelihood lies across both and stays. The non-saturating "
                         "game covers both at "
                         "first, then jumps onto one: it pays little for what it misses.";
}

}  // namespace

void draw_three_middle(ui::Ui& ui, const WaysState& state, const api::Answer& answer) {
  const RoomArea area = area_here();
  const float gap = ui.px(14), first_more = ui.px(44), each = (area.width() - 2 * gap - first_more) / 3;
  float left = area.min.x;
  for (size_t column = 0; column < way_words.size(); ++column) {
    const float width = each + (column == 0 ? first_more : 0);
    draw_way(ui, state, answer, column, {{left, area.min.y}, {left + width, area.max.y}});
    left += width + gap;
  }
}

void draw_three_right(ui::Ui& ui, const WaysState& state, const api::Answer* answer) {
  const RoomArea area = area_here();
  draw_part_title(ui, area.min, area.width(), ui.tr("Where they end"));
  ImGui::SetCursorScreenPos({area.min.x, area.min.y + ui.px(30)});
  draw_lines(ui, ui.tr(outcome(state)), area.width());
  if (answer == nullptr) return;
  const float first = area.min.y + ui.px(118), height = (area.max.y - first - ui.px(84)) / 2;
  const std::string legend = ui.tr("dashed: noise, {b:line}: likelihood, {G:line}: GAN");
  draw_part_title(ui, {area.min.x, first}, area.width(), "KL(data ‖ p)", legend);
  draw_course(ui, *answer, ways::kl,
              {{area.min.x, first + ui.px(26)}, {area.max.x, first + ui.px(26) + height}}, 0,
              1.1 * highest(*answer, ways::kl, 0.5), -1, ui.tr("step"));
  const float second = first + height + ui.px(42);
  draw_part_title(ui, {area.min.x, second}, area.width(), ui.tr("V, the value function"),
                  ui.tr("dashed across: −log 4"));
  draw_course(ui, *answer, ways::value,
              {{area.min.x, second + ui.px(26)}, {area.max.x, second + ui.px(26) + height}}, -1.6,
              std::max(-0.9, highest(*answer, ways::value, -0.9) + 0.05), -2 * std::log(2.0), ui.tr("step"));
  ui::text_at(
      ui, ImGui::GetWindowDrawList(), {area.min.x, area.max.y - ui.px(14)}, Font::caption, ui.theme.t3,
      ui::fitted(ui, Font::caption, ui.tr("Goodfellow 2014, On distinguishability criteria"), area.width()));
}

}  // namespace ganscope::panels::playground
