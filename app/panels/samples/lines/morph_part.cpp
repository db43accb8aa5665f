#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/panels/line_words.h"
#include "app/panels/samples/lines/lines_state.h"
#include "app/panels/samples/lines/lines_view.h"
#include "app/ui/widgets.h"
#include "core/language/grammar.h"

namespace ganscope::panels::samples {
namespace {

using ui::Font;

constexpr int morph_columns = 3;
constexpr float morph_title_px = 30, morph_pitch_px = 44, morph_part_px = 18;

}  // namespace

void draw_morph(ui::Ui& ui, const model::UiModel& model, const Area& area) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddLine(area.min, {area.max.x, area.min.y}, ui.theme.line);
  const float top = area.min.y + ui.px(8);
  const char* title = ui.tr("Morph");
  ui::text_at(ui, draw, {area.min.x, top}, Font::strong, ui.theme.t1, title);
  const std::string caption = fmt::format(
      fmt::runtime(
          ui.tr("from {} to {}, slerp; only the words that change are bright. Shift-click chooses where to")),
      fmt::format("{{n:z {}}}", morph_from(model)), fmt::format("{{n:z {}}}", morph_to(model)));
  ui::rich_text_at(ui, draw, {area.min.x + ui::text_size(ui, Font::strong, title).x + ui.px(10), top},
                   Font::body, ui.theme.t2, caption);
  const auto& drawn = model.result(model.view(morph_view_key));
  const api::DataInfo& data = model.status->data;
  if (!drawn || drawn->count < morph_lines || drawn->generation != model.status->generation) return;
  const language::Grammar* grammar = language::find_grammar(data.tokens->grammar);
  const float column = (area.max.x - area.min.x) / morph_columns;
  std::vector<int> before;
  for (int i = 0; i < morph_lines; ++i) {
    const std::vector<int> line = line_of(*drawn, data, i);
    if (line.empty()) return;
    const ImVec2 at{
        area.min.x + static_cast<float>(i % morph_columns) * column,
        top + ui.px(morph_title_px) + static_cast<float>(i / morph_columns) * ui.px(morph_pitch_px)};
    ui::text_at(ui, draw, at, Font::mono_small, ui.theme.t3,
                fmt::format("{:.2f}", static_cast<double>(i) / (morph_lines - 1)));
    const ImVec2 below{at.x, at.y + ui.px(morph_part_px)};
    const WrittenLine words = written(ui, data, line, Font::mono_small);
    draw->PushClipRect(at, {at.x + column - ui.px(8), at.y + ui.px(morph_pitch_px)}, true);
    draw_written(ui, words, below, Font::mono_small, [&](int place) {
      const bool changes =
          before.empty() || before[static_cast<size_t>(place)] != line[static_cast<size_t>(place)];
      return changes ? ui.theme.t1 : ui.theme.t3;
    });
    if (grammar != nullptr && !grammar->valid(line))
      ui::draw_icon(draw, ui::Icon::warning,
                    {below.x + words.width + ui.px(12), below.y + 0.5F * words.height}, ui.px(12),
                    ui.theme.warn);
    draw->PopClipRect();
    ui.items.add(fmt::format("train/morph/{}", i), at, {at.x + column, at.y + ui.px(morph_pitch_px)},
                 line_text(data, line));
    before = line;
  }
}

}  // namespace ganscope::panels::samples
