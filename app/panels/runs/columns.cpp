#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "app/panels/runs/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/plot_scale.h"
#include "core/diagnose/diagnosis.h"

namespace ganscope::panels::runs_table {
namespace {

using ui::Font;

// Design px.
constexpr float row_px = 52, picture_px = 56, arrow_px = 12, least_name_px = 220, most_name_px = 360;
constexpr size_t most_letters = 20, figure_letters = 7;

float line_of(const ui::Ui& ui) { return ui::text_size(ui, Font::caption, "A").y; }

/// The least width from `least` on in which a label takes no more than two lines.
float label_width(const ui::Ui& ui, const std::string& label, float least) {
  float width = least;
  for (size_t at = 0; at < label.size();) {
    const size_t end = std::min(label.find(' ', at), label.size());
    width = std::max(width, ui::text_size(ui, Font::caption, label.substr(at, end - at)).x + ui.px(2));
    at = end + 1;
  }
  const float whole = ui::text_size(ui, Font::caption, label).x;
  const float line = ui::wrapped_size(ui, Font::caption, "A", whole).y;
  while (width < whole && ui::wrapped_size(ui, Font::caption, label, width).y > 2.4F * line)
    width += ui.px(6);
  return std::ceil(std::min(width, std::max(whole, least)));
}

std::string figure(double value, bool whole) {
  return std::isfinite(value) ? ui::with_minus(ui::value_text(value, whole)) : "";
}

Column column_of(const ui::Ui& ui, const model::RunsColumn& declared, int place) {
  Column column{declared.key, ui::plain_words(ui.tr(declared.label.c_str())), "", "", 0, declared.numbers,
                place};
  const size_t letters = declared.setting ? std::min(declared.widest, most_letters) : figure_letters;
  float least = ui::text_size(ui, Font::mono_small, std::string(letters, '0')).x;
  if (!declared.setting) {
    if (!declared.help.empty()) column.help = ui.tr(declared.help.c_str());
    if (std::isfinite(declared.real))
      column.real = std::string(ui.tr("real data")) + " " + figure(declared.real, declared.whole);
    least = std::max(least, ui::text_size(ui, Font::caption, column.real).x);
  } else {
    column.help = std::string(ui.tr("A setting in which these runs differ.")) + " " + declared.key.substr(4);
  }
  column.width = label_width(ui, column.label, least + ui.px(2)) + ui.px(2 * pad_px + arrow_px);
  return column;
}

/// As wide as the widest verdict.
float verdict_width(const ui::Ui& ui) {
  float widest = ui::text_size(ui, Font::body, ui.tr("Cannot be read")).x;
  for (int i = 0; i < diagnose::verdict_count; ++i)
    widest = std::max(
        widest,
        ui::text_size(ui, Font::body, ui.tr(diagnose::title_of(static_cast<diagnose::Verdict>(i)))).x);
  return std::ceil(widest + ui.px(sign_px + 2 * pad_px));
}

}  // namespace

Lay lay_out(const ui::Ui& ui, const model::RunsTable& table, float width) {
  Lay lay;
  lay.row = ui.px(row_px);
  lay.picture = ui.px(picture_px);
  lay.verdict = verdict_width(ui);
  lay.when = std::ceil(ui::text_size(ui, Font::mono_small, "2026-01-01 00:00").x + ui.px(2 * pad_px));
  Column step{"step", ui.tr("step"), ui.tr("How far it is: of its newest checkpoint."), "", 0, true, -1};
  const float digits = ui::text_size(ui, Font::mono_small, "1,000,000").x;
  step.width = label_width(ui, step.label, digits) + ui.px(2 * pad_px);
  lay.middle.push_back(std::move(step));
  for (size_t i = 0; i < table.columns.size(); ++i)
    lay.middle.push_back(column_of(ui, table.columns[i], static_cast<int>(i)));
  for (const Column& column : lay.middle) lay.between += column.width;
  lay.name = std::floor(
      ui::within(width - lay.picture - lay.between - lay.right(), ui.px(least_name_px), ui.px(most_name_px)));
  lay.room = std::max(0.0F, std::min(lay.between, width - lay.left() - lay.right()));
  return lay;
}

float header_height(const ui::Ui& ui, const Lay& lay) {
  const bool real = std::ranges::any_of(lay.middle, [](const Column& one) { return !one.real.empty(); });
  return std::ceil(line_of(ui) * (real ? 3.3F : 2.2F) + ui.px(14));
}

std::string cell_words(const Lay& lay, const model::RunsTable& table, const model::RunRow& row,
                       size_t column) {
  const Column& wanted = lay.middle[column];
  if (wanted.place < 0) return row.run->trouble ? "" : ui::thousands(row.run->step);
  const auto place = static_cast<size_t>(wanted.place);
  const model::RunsColumn& declared = table.columns[place];
  if (declared.setting) return declared.numbers ? ui::with_minus(row.words[place]) : row.words[place];
  return figure(row.numbers[place], declared.whole);
}

}  // namespace ganscope::panels::runs_table
