#include "app/panels/diagnosis/meanings_sheet.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/ui/widgets.h"

namespace ganscope::panels {
namespace {

using ui::Font;
using ui::Ui;

constexpr float gap_px = 32, below_entry_px = 12;   // between columns, and below an entry
constexpr float title_px = 21, entry_line_px = 18;  // of an entry

struct Entry {
  std::string key, title, words;
  ImU32 colour;
};

std::vector<Entry> entries_of(const Ui& ui, const model::UiModel& model) {
  std::vector<Entry> entries;
  for (const api::SeriesTable* table : {model.series.table(), model.measures.table()}) {
    for (size_t i = 0; table && i < table->series.size(); ++i) {
      const api::SeriesInfo& info = table->series[i];
      if (info.plot == "shares") continue;
      const bool player = info.player != config::Player::none;
      entries.push_back({info.key, ui.tr(info.title.c_str()), ui.tr(info.help.c_str()),
                         player ? ui::player_colour(ui.theme, info.player) : ui.theme.t1});
    }
  }
  return entries;
}

/// Design px that an entry needs at a width; lines are broken between words, so each is a little shorter.
float height_of(const Ui& ui, const Entry& entry, float width) {
  const float words = ui::text_size(ui, Font::caption, entry.words).x;
  return title_px + entry_line_px * std::max(1.0F, std::ceil(words / (0.94F * width))) + below_entry_px;
}

void draw_entry(Ui& ui, const Entry& entry, float width) {
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, ui.px(1)});
  ImGui::BeginGroup();
  ui::text(ui, Font::strong, entry.colour, entry.title);
  ui::rich_text(ui, Font::caption, ui.theme.t2, entry.words, width);
  ImGui::EndGroup();
  ImGui::PopStyleVar();
  ui.items.add("meanings/" + entry.key, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), entry.words);
}

}  // namespace

void meanings_sheet(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float width = std::min(ui.px(1180), display.x - ui.px(48));
  const float whole = width - ui.px(20 + 12 + 24);  // inside the sheet, left of its scroll bar
  const float column = std::floor(0.5F * (whole - ui.px(gap_px)));
  const diagnose::Verdict verdict = model.diagnosis.shown().verdict;
  const Entry said{"verdict", ui.tr(diagnose::title_of(verdict)), ui.tr(diagnose::meaning_of(verdict)),
                   ui.theme.t1};
  const std::vector<Entry> curves = entries_of(ui, model);
  // Side by side, because curves are declared in pairs: what is of D, and what is of G.
  float high = height_of(ui, said, whole);
  for (size_t i = 0; i < curves.size(); i += 2) {
    const float left = height_of(ui, curves[i], column);
    high += i + 1 < curves.size() ? std::max(left, height_of(ui, curves[i + 1], column)) : left;
  }
  const float height = std::min(ui.px(high + 68), display.y - ui.px(48 + 16 + 24));
  const ImVec2 min{std::floor((display.x - width) / 2), ui.px(48 + 16)};
  bool open = true;
  ui::begin_sheet(
      ui, "meanings",
      {.title = ui.tr("What the curves mean"), .min = min, .max = {min.x + width, min.y + height}}, open);
  ImVec2 at = ImGui::GetCursorScreenPos();
  const auto entry_at = [&](float x, const Entry& entry, float room) {
    ImGui::SetCursorScreenPos({x, at.y});
    draw_entry(ui, entry, room);
    return ImGui::GetItemRectMax().y + ui.px(below_entry_px);
  };
  at.y = entry_at(at.x, said, whole);
  for (size_t i = 0; i < curves.size(); i += 2) {
    float end = entry_at(at.x, curves[i], column);
    if (i + 1 < curves.size())
      end = std::max(end, entry_at(at.x + column + ui.px(gap_px), curves[i + 1], column));
    at.y = end;
  }
  ui::end_sheet();
  if (!open) actions(model::action::ShowSheet{"meanings", false});
}

}  // namespace ganscope::panels
