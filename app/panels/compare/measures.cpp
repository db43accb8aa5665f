#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/panels/compare/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/plot.h"
#include "app/ui/widgets/plot_scale.h"

namespace ganscope::panels::compare {
namespace {

using ui::Font;

constexpr float row_px = 22;

struct Measure {
  std::string key, title;
  double a = std::nan(""), b = std::nan(""), floor = std::nan("");
  bool counts = false;
};

double value_of(const model::ComparedSide& side, const std::string& key) {
  const int index = side.run.measures.index_of(key);
  const int64_t row = model::measured_row(side.run, side.moment);
  if (index < 0 || row < 0) return std::nan("");
  return static_cast<double>(side.run.measures.raw(static_cast<size_t>(index))[static_cast<size_t>(row)]);
}

/// What was measured last of both, with what real data get.
std::vector<Measure> measures_of(const model::UiModel& model) {
  std::vector<Measure> rows;
  const api::SeriesTable* table = model.measures.table();
  if (table == nullptr || model.measure_table == nullptr) return rows;
  const model::ComparedSide a = model::compared_side(model, false), b = model::compared_side(model, true);
  for (const api::SeriesInfo& info : table->series) {
    if (info.plot == "shares") continue;
    Measure row{info.key,     info.label, value_of(a, info.key), value_of(b, info.key),
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

/// "A 1,150": the letter, and the step whose samples were measured.
std::string heading(const model::UiModel& model, bool second) {
  const model::ComparedSide side = model::compared_side(model, second);
  const int64_t row = model::measured_row(side.run, side.moment);
  const char* letter = second ? "B " : "A ";
  if (row < 0) return letter + std::string("–");
  return letter + ui::thousands(std::llround(side.run.measures.steps()[static_cast<size_t>(row)]));
}

/// Which one is better and by what; the button that makes B the first.
void draw_better(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, ImVec2 at, float right) {
  const model::Better& better = model.comparison.better;
  const bool b = better.which == model::Better::Which::b;
  const std::string words = ui.tr.filled(better.why.pattern, better.why.arguments);
  ui::wrapped_text_at(ui, ImGui::GetWindowDrawList(), at, Font::caption,
                      better.which == model::Better::Which::unknown ? ui.theme.t3 : ui.theme.t1, words,
                      right - at.x);
  ui.items.add("compare/better", at, {right, at.y + ui.px(row_px)}, words);
  if (!b) return;
  const float below = ui::wrapped_size(ui, Font::caption, words, right - at.x).y;
  ImGui::SetCursorScreenPos({at.x, at.y + below + ui.px(2)});
  if (ui::plot_caption(ui, "compare/make_first", ui.tr("Make it the first"), ui.tr("A and B change places.")))
    actions(model::action::SwapRuns{});
}

}  // namespace

float measures_height(const ui::Ui& ui, const model::UiModel& model, size_t most) {
  const size_t rows = std::min(measures_of(model).size(), most);
  const size_t lines = rows == 0 ? 2 : rows + 3;  // a heading, and two lines of judgement
  return ui.px(row_px) * static_cast<float>(lines) + ui.px(8);
}

void draw_measures(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area,
                   size_t most) {
  const std::vector<Measure> rows = measures_of(model);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float right_b = area.max.x - ui.px(96), right_a = right_b - ui.px(84);
  const auto put_right = [&](float right, float y, Font font, ImU32 colour, const std::string& words) {
    ui::text_at(ui, draw, {right - ui::text_size(ui, font, words).x, y}, font, colour, words);
  };
  float y = area.min.y;
  if (rows.empty()) return draw_better(ui, model, actions, area.min, area.max.x);
  const std::string at_a = heading(model, false), at_b = heading(model, true);
  const float when = right_a - ui::text_size(ui, Font::mono_small, at_a).x - ui.px(10);
  const char* title = ui.tr("Measured of the samples");
  if (area.min.x + ui::text_size(ui, Font::strong, title).x > when) title = ui.tr("Measured");
  ui::text_at(ui, draw, {area.min.x, y}, Font::strong, ui.theme.t1, title);
  if (area.min.x + ui::text_size(ui, Font::strong, title).x + ui.px(40) < when)
    put_right(when, y + ui.px(1), Font::caption, ui.theme.t3, ui.tr("step"));
  put_right(right_a, y, Font::mono_small, ui.theme.t2, at_a);
  put_right(right_b, y, Font::mono_small, ui.theme.t2, at_b);
  ui.items.add("compare/measured_at", {when, y}, {right_b, y + ui.px(row_px)}, at_a + " | " + at_b);
  put_right(area.max.x, y, Font::caption, ui.theme.real, ui.tr("real data"));
  for (size_t i = 0; i < rows.size() && i < most; ++i) {
    const Measure& row = rows[i];
    y += ui.px(row_px);
    ui::text_at(ui, draw, {area.min.x, y}, Font::caption, ui.theme.t2,
                ui::fitted(ui, Font::caption, ui.tr.sentence(row.title), right_a - ui.px(60) - area.min.x));
    put_right(right_a, y, Font::mono_small, ui.theme.t1, words_of(row, row.a));
    put_right(right_b, y, Font::mono_small, ui.theme.t1, words_of(row, row.b));
    put_right(area.max.x, y, Font::mono_small, ui.theme.t3, words_of(row, row.floor));
    ui.items.add(
        "compare/measure/" + row.key, {area.min.x, y}, {area.max.x, y + ui.px(row_px)},
        fmt::format("{} | {} | {}", words_of(row, row.a), words_of(row, row.b), words_of(row, row.floor)));
  }
  draw_better(ui, model, actions, {area.min.x, y + ui.px(row_px + 2)}, area.max.x);
}

}  // namespace ganscope::panels::compare
