#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/panels/explore/explore_parts.h"
#include "app/panels/line_words.h"
#include "app/ui/widgets.h"
#include "core/language/grammar.h"

namespace ganscope::panels::explore_parts {
namespace {

using ui::Font;

constexpr float around_px = 28, row_factor = 1.5F, column_factor = 1.35F;

/// The words of a line in rows no wider than `room`; where it has two halves, one row each.
std::vector<WrittenLine> rows_of(const WrittenLine& line, float room, int half) {
  std::vector<WrittenLine> rows;
  float begin = 0;
  for (const WrittenLine::Word& word : line.words) {
    const bool breaks = half > 0 ? word.place == half : word.left + word.width - begin > room;
    if (rows.empty() || breaks) {
      rows.emplace_back();
      begin = word.left;
    }
    WrittenLine& row = rows.back();
    row.words.push_back(word);
    row.words.back().left -= begin;
    row.width = row.words.back().left + word.width;
    row.height = line.height;
  }
  return rows;
}

}  // namespace

void draw_line_in_hand(Context& context, ImVec2 min, float side) {
  const ui::Ui& ui = context.ui;
  const model::UiModel& model = context.model;
  const api::DataInfo& data = model.status->data;
  const auto& result = model.result(model::view::picture);
  if (data.tokens == nullptr || !result) return;
  const std::vector<int> line = line_of(*result, data, 0);
  if (line.empty()) return;
  const language::Grammar* grammar = language::find_grammar(data.tokens->grammar);
  std::vector<language::Broken> broken;
  if (grammar != nullptr) broken = grammar->broken(line);
  const auto is_broken = [&](int place) {
    return std::ranges::any_of(broken, [&](const language::Broken& one) {
      return std::ranges::find(one.places, place) != one.places.end();
    });
  };
  const int half = grammar != nullptr ? grammar->half() : 0;
  const std::vector<WrittenLine> rows =
      rows_of(written(ui, data, line, Font::large), side - 2 * ui.px(around_px), half);
  if (rows.empty()) return;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float pitch = rows.front().height * row_factor;
  float y = min.y + std::round((side - pitch * static_cast<float>(rows.size())) / 2);
  for (const WrittenLine& row : rows) {
    draw_written(
        ui, row, {min.x + std::round((side - row.width) / 2), y}, Font::large,
        [&](int) { return ui.theme.t1; },
        [&](int place, ImVec2 from, ImVec2 to) {
          if (is_broken(place))
            draw->AddRectFilled({from.x, to.y + ui.px(1)}, {to.x, to.y + ui.px(4)}, ui.theme.warn);
        });
    y += pitch;
  }
  y += ui.px(16);
  for (const language::Broken& one : broken) {
    const std::string words = ui.tr(grammar->rules()[one.rule].fault.c_str());
    const ImVec2 size = ui::text_size(ui, Font::body, words);
    const float x = min.x + std::round((side - size.x) / 2);
    ui::draw_icon(draw, ui::Icon::warning, {x - ui.px(14), y + size.y / 2}, ui.px(14), ui.theme.warn);
    ui::text_at(ui, draw, {x, y}, Font::body, ui.theme.t2, words);
    y += size.y * column_factor;
  }
  ui.items.add("explore/line", min, {min.x + side, min.y + side}, line_text(data, line));
  if (grammar != nullptr)
    ui.items.add("explore/line/valid", min, {min.x + side, min.y + side}, broken.empty() ? 1.0 : 0.0);
}

}  // namespace ganscope::panels::explore_parts
