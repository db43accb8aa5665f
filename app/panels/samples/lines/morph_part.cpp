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

constexpr int morph_columns = 3, morph_rows = morph_lines / morph_columns;
constexpr float morph_above_px = 8, morph_title_px = 32, morph_pitch_px = 44, morph_compact_pitch_px = 36,
                morph_part_px = 18, morph_between_px = 8, morph_mark_px = 22, morph_play_px = 28;

float morph_pitch(const ui::Ui& ui) { return ui.px(ui.compact ? morph_compact_pitch_px : morph_pitch_px); }

/// The lines as far as they are drawn; empty: not yet.
std::vector<std::vector<int>> morph_of(const model::UiModel& model) {
  const auto& drawn = model.result(model.view(morph_view_key));
  std::vector<std::vector<int>> lines;
  if (!drawn || drawn->count < morph_lines || drawn->generation != model.status->generation) return lines;
  for (int i = 0; i < morph_lines; ++i) {
    lines.push_back(line_of(*drawn, model.status->data, i));
    if (lines.back().empty()) return {};
  }
  return lines;
}

std::string share_words(int line) {
  return fmt::format("{:.2f}", static_cast<double>(line) / (morph_lines - 1));
}

/// Bright is what differs from the line before.
bool changes(const std::vector<std::vector<int>>& lines, int line, int place) {
  const auto at = static_cast<size_t>(place);
  return line == 0 || lines[static_cast<size_t>(line) - 1][at] != lines[static_cast<size_t>(line)][at];
}

/// The letters in which all lines have room, else the narrowest.
Font font_for(const ui::Ui& ui, const api::DataInfo& data, const std::vector<std::vector<int>>& lines,
              float room) {
  const bool wide = std::ranges::all_of(lines, [&](const std::vector<int>& line) {
    return written(ui, data, line, Font::mono_small).width <= room;
  });
  return wide ? Font::mono_small : Font::caption;
}

/// From where to where; while it plays, the line that it has come to. Both end left of `right`.
void draw_said(ui::Ui& ui, const model::UiModel& model, const std::vector<std::vector<int>>& lines, ImVec2 at,
               float right) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (model::morph_plays(model) && !lines.empty()) {
    const int shown = model.morph_clock.line;
    const std::string share = share_words(shown);
    ui::text_at(ui, draw, at, Font::mono_small, ui.theme.t2, share);
    const ImVec2 words{at.x + ui::text_size(ui, Font::mono_small, share).x + ui.px(12), at.y};
    const WrittenLine line = written(ui, model.status->data, lines[static_cast<size_t>(shown)], Font::mono);
    draw->PushClipRect(at, {right, at.y + 2 * line.height}, true);
    draw_written(ui, line, words, Font::mono,
                 [&](int place) { return changes(lines, shown, place) ? ui.theme.t1 : ui.theme.t2; });
    draw->PopClipRect();
    ui.items.add("train/morph/said", at, {right, at.y + line.height},
                 line_text(model.status->data, lines[static_cast<size_t>(shown)]));
    return;
  }
  for (const char* words :
       {ui.tr("from {} to {}, slerp; only the words that change are bright. Shift-click chooses where to"),
        ui.tr("from {} to {}, slerp; only the words that change are bright"), ui.tr("from {} to {}")}) {
    const std::string caption = fmt::format(fmt::runtime(words), fmt::format("{{n:z {}}}", morph_from(model)),
                                            fmt::format("{{n:z {}}}", morph_to(model)));
    if (at.x + ui::rich_text_width(ui, Font::body, caption) > right) continue;
    ui::rich_text_at(ui, draw, at, Font::body, ui.theme.t2, caption);
    return;
  }
}

/// Returns its left edge.
float draw_play(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, float right, float top) {
  const bool playing = model.morph_clock.playing;
  const std::string label = ui.tr(playing ? "Pause" : "Play");
  const float width = ui::text_size(ui, Font::body, label).x + ui.px(46);
  ImGui::SetCursorScreenPos({right - width, top});
  if (ui::button(ui, "train/morph/play",
                 {.label = label,
                  .width = width,
                  .height = ui.px(morph_play_px),
                  .help = ui.tr("Goes through the lines of the morph, one after another."),
                  .key = "K",
                  .has_icon = true,
                  .icon = playing ? ui::Icon::pause : ui::Icon::play}))
    actions(model::action::PlayMorph{!playing});
  return right - width;
}

}  // namespace

float morph_height(const ui::Ui& ui) {
  return ui.px(morph_above_px + morph_title_px) + morph_rows * morph_pitch(ui);
}

std::optional<model::Action> morph_key(const model::UiModel& model, std::string_view key) {
  if (model.status->data.form != Form::tokens || key != "k") return std::nullopt;
  return model::action::PlayMorph{!model.morph_clock.playing};
}

void draw_morph(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddLine(area.min, {area.max.x, area.min.y}, ui.theme.line);
  const std::vector<std::vector<int>> lines = morph_of(model);
  const float top = area.min.y + ui.px(morph_above_px);
  const char* title = ui.tr("Morph");
  const ImVec2 size = ui::text_size(ui, Font::strong, title);
  const float words_top = std::round(top + (ui.px(morph_play_px) - size.y) / 2);
  ui::text_at(ui, draw, {area.min.x, words_top}, Font::strong, ui.theme.t1, title);
  const float right = draw_play(ui, model, actions, area.max.x, top) - ui.px(12);
  draw_said(ui, model, lines, {area.min.x + size.x + ui.px(10), words_top}, right);
  if (lines.empty()) return;
  const api::DataInfo& data = model.status->data;
  const language::Grammar* grammar = language::find_grammar(data.tokens->grammar);
  const float column = (area.max.x - area.min.x) / morph_columns;
  const float room = column - ui.px(morph_between_px + (grammar != nullptr ? morph_mark_px : 0));
  const Font font = font_for(ui, data, lines, room);
  for (int i = 0; i < morph_lines; ++i) {
    const std::vector<int>& line = lines[static_cast<size_t>(i)];
    const ImVec2 at{area.min.x + static_cast<float>(i % morph_columns) * column,
                    top + ui.px(morph_title_px) + static_cast<float>(i / morph_columns) * morph_pitch(ui)};
    const ImVec2 end{at.x + column - ui.px(morph_between_px), at.y + morph_pitch(ui)};
    const bool shown = model::morph_plays(model) && model.morph_clock.line == i;
    if (shown)
      draw->AddRectFilled({at.x - ui.px(6), at.y - ui.px(2)}, {end.x, end.y - ui.px(4)}, ui.theme.bg3,
                          ui.px(4));
    ui::text_at(ui, draw, at, Font::mono_small, shown ? ui.theme.t1 : ui.theme.t3, share_words(i));
    const ImVec2 below{at.x, at.y + ui.px(morph_part_px)};
    const WrittenLine words = written(ui, data, line, font);
    draw->PushClipRect(at, end, true);
    draw_written(ui, words, below, font, [&](int place) {
      return changes(lines, i, place) ? ui.theme.t1 : shown ? ui.theme.t2 : ui.theme.t3;
    });
    if (grammar != nullptr && !grammar->valid(line))
      ui::draw_icon(draw, ui::Icon::warning,
                    {below.x + words.width + ui.px(14), below.y + 0.5F * words.height}, ui.px(12),
                    ui.theme.warn);
    draw->PopClipRect();
    ui.items.add(fmt::format("train/morph/{}", i), at, {at.x + column, at.y + morph_pitch(ui)},
                 line_text(data, line));
  }
}

}  // namespace ganscope::panels::samples
