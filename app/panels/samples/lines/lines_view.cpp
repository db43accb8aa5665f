#include "app/panels/samples/lines/lines_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "app/panels/latent_hover.h"
#include "app/panels/line_words.h"
#include "app/panels/samples/lines/lines_state.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "core/explore/tools/lines_numbers.h"
#include "core/language/grammar.h"

namespace ganscope::panels::samples {
namespace {

using ui::Font;

constexpr float lines_pitch_of_lines_px = 29, lines_compact_pitch_px = 26, lines_heads_px = 24,
                lines_sentence_px = 26, lines_label_px = 48, lines_beside_px = 20;
constexpr float lines_score_px = 44, lines_valid_px = 56, lines_nearest_px = 300,
                lines_between_columns_px = 14;
constexpr float least_of_nearest = 0.75F;
constexpr float strongest_shade = 0.62F;
constexpr float least_full_gain = 1e-4F;  // of D's raw output: below this nothing is suspicious

/// Where the columns stand, px from the left.
struct Columns {
  float words = 0, valid = 0, nearest = 0, score = 0;
  bool has_nearest = false;
};

/// `longest` px of words, `nearest` px that the nearest lines take.
Columns columns_of(const ui::Ui& ui, float width, float longest, float nearest) {
  Columns columns;
  columns.words = ui.px(lines_label_px);
  columns.score = width - ui.px(lines_score_px);
  // A long line among them takes a little from the nearest ones, which do not go for that.
  const float room =
      columns.score - columns.words - longest - ui.px(lines_valid_px + lines_between_columns_px);
  columns.has_nearest = room >= least_of_nearest * nearest;
  columns.nearest = columns.score - (columns.has_nearest ? std::min(nearest, room) : 0);
  columns.valid = columns.nearest - ui.px(lines_valid_px);
  return columns;
}

/// What the explorer found out about line `index`, where it is about the line that is shown; else nothing.
struct Reading {
  const float* gains = nullptr;  ///< [places]; null: D was not asked, or is not there
  std::vector<int> nearest;      ///< the nearest training line; empty: not known
  int differing = 0;
};

Reading reading_of(const model::UiModel& model, int index, const std::vector<int>& line) {
  namespace numbers = explore::line_numbers;
  Reading reading;
  const auto& found = model.result(model.view(lines_view_key));
  const api::DataInfo& data = model.status->data;
  if (!found || index >= found->count || line_of(*found, data, index) != line) return reading;
  const auto places = static_cast<size_t>(data.height);
  if (found->vectors.count > index && !std::isnan(found->vectors.row(index)[numbers::gain_at(0)]))
    reading.gains = found->vectors.row(index);
  if (static_cast<size_t>(index) >= found->table.size()) return reading;
  const std::vector<double>& said = found->table[static_cast<size_t>(index)].numbers;
  if (said.size() < numbers::nearest_words + places) return reading;
  reading.differing = static_cast<int>(said[numbers::differing]);
  for (size_t i = 0; i < places; ++i)
    reading.nearest.push_back(static_cast<int>(said[numbers::nearest_words + i]));
  return reading;
}

/// The largest gain of all lines that are shown: what is shaded fully. D under R1 is soft, so that its scores
/// differ by little, and only one place beside another says something.
float full_gain(const model::UiModel& model, int lines) {
  const auto& found = model.result(model.view(lines_view_key));
  float most = least_full_gain;
  for (int i = 0; found && i < std::min(lines, found->vectors.count); ++i)
    for (int place = 0; place < model.status->data.height; ++place) {
      const float gain = found->vectors.row(i)[explore::line_numbers::gain_at(static_cast<size_t>(place))];
      if (gain > most) most = gain;
    }
  return most;
}

/// Where lines are taken from: what was found out about them where that is about what is shown, so that lines
/// and shades are of one moment; else what is drawn.
const std::shared_ptr<const api::Answer>& source_of(const model::UiModel& model) {
  const auto& drawn = model.result(model::view::grid);
  const auto& found = model.result(model.view(lines_view_key));
  const bool fits = found && drawn && found->generation == drawn->generation &&
                    found->model == drawn->model &&
                    found->count >= shown_lines * line_columns(model.status->data) &&
                    (model.moment == api::now || found->step == drawn->step);
  return fits ? found : drawn;
}

void draw_nearest(ui::Ui& ui, const api::DataInfo& data, const std::vector<int>& line, const Reading& reading,
                  ImVec2 at) {
  const WrittenLine real = written(ui, data, reading.nearest, Font::mono_small);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const auto differs = [&](int place) {
    return reading.nearest[static_cast<size_t>(place)] != line[static_cast<size_t>(place)];
  };
  draw_written(
      ui, real, at, Font::mono_small, [&](int place) { return differs(place) ? ui.theme.t1 : ui.theme.t3; },
      [&](int place, ImVec2 min, ImVec2 max) {
        if (!differs(place)) return;
        draw->AddRectFilled({min.x, max.y}, {max.x, max.y + std::max(1.0F, std::round(ui.px(2)))},
                            ui.theme.real);
      });
}

/// The first of these heads that has room, rich text.
void draw_head(const ui::Ui& ui, ImVec2 at, float room, std::initializer_list<const char*> heads) {
  for (const char* head : heads) {
    if (ui::rich_text_width(ui, Font::caption, head) > room) continue;
    ui::rich_text_at(ui, ImGui::GetWindowDrawList(), at, Font::caption, ui.theme.t3, head);
    return;
  }
}

void draw_heads(const ui::Ui& ui, const model::UiModel& model, const Columns& columns, ImVec2 at,
                float width) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float gap = ui.px(lines_between_columns_px);
  const bool rules = language::find_grammar(model.status->data.tokens->grammar) != nullptr;
  ui::text_at(ui, draw, at, Font::caption, ui.theme.t3, "z");
  if (model.status->model.judges)
    draw_head(ui, {at.x + columns.words, at.y}, columns.valid - columns.words - gap,
              {ui.tr("words shaded where {D} is suspicious"), ui.tr("shaded by {D}")});
  if (rules) ui::text_at(ui, draw, {at.x + columns.valid, at.y}, Font::caption, ui.theme.t3, ui.tr("valid"));
  if (columns.has_nearest)
    draw_head(ui, {at.x + columns.nearest, at.y}, columns.score - columns.nearest - gap,
              {ui.tr("nearest {real} line, what differs underlined"), ui.tr("nearest {real}")});
  if (model.status->model.judges) {
    const float wide = ui::rich_text_width(ui, Font::caption, "{D}");
    ui::rich_text_at(ui, draw, {at.x + width - wide, at.y}, Font::caption, ui.theme.t3, "{D}");
  }
}

/// What the figures say of the lines: how many of those shown obey the rules, and how many of 2,000.
std::string sentence_of(const ui::Ui& ui, const model::UiModel& model, int valid, int shown) {
  const auto& measured = model.course.measured();
  const bool judges = model.status->model.judges;
  std::string words = judges ? ui.tr("Shaded: how much {D}'s score rises if that word is changed.") : "";
  if (language::find_grammar(model.status->data.tokens->grammar) == nullptr) return words;
  if (!words.empty()) words += " ";
  words += fmt::format(fmt::runtime(ui.tr("{} of {} are valid here")), valid, shown);
  if (measured.empty() || !model.course.measures(diagnose::Figure::valid)) return words + ".";
  const diagnose::Measured& now = measured.back();
  const double share = model.course.value(now, diagnose::Figure::valid);
  if (share == 0 && now.step < 200) return words + "; " + ui.tr("0 of 2,000, as expected before step 200.");
  return words + fmt::format(fmt::runtime(ui.tr("; over 2,000 it is {}.")),
                             fmt::format("{{n:{:.0f} %}}", 100 * share));
}

struct Rows {
  int count = 0;  ///< of one column
  bool morph = false;
};

float pitch_of(const ui::Ui& ui) {
  return ui.px(ui.compact ? lines_compact_pitch_px : lines_pitch_of_lines_px);
}

Rows rows_in(const ui::Ui& ui, const Area& body) {
  const float height = body.max.y - body.min.y - ui.px(lines_heads_px);
  const int most = ui.compact ? compact_lines : shown_lines;
  const float of_lines = static_cast<float>(most) * pitch_of(ui) + ui.px(lines_sentence_px);
  if (height >= of_lines + morph_height(ui)) return {most, true};
  const int fit = static_cast<int>((height - ui.px(lines_sentence_px)) / pitch_of(ui));
  // Some lines fewer are better than no morph.
  const int beside_morph =
      static_cast<int>((height - ui.px(lines_sentence_px) - morph_height(ui)) / pitch_of(ui));
  if (beside_morph >= compact_lines - 2) return {std::min(most, beside_morph), true};
  return {ui::within(fit, 1, most), false};
}

}  // namespace

int lines_shown(const ui::Ui& ui, const model::UiModel& model, const Area& body) {
  return std::min(rows_in(ui, body).count * line_columns(model.status->data),
                  model.result(model::view::grid)->count);
}

void draw_lines(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& body) {
  const auto& drawn = source_of(model);
  const api::DataInfo& data = model.status->data;
  if (!drawn || data.tokens == nullptr) return;
  const Rows rows = rows_in(ui, body);
  const int count = lines_shown(ui, model, body);
  const language::Grammar* grammar = language::find_grammar(data.tokens->grammar);
  const int beside = line_columns(data);
  std::vector<std::vector<int>> lines;
  float longest = 0, longest_small = 0;
  for (int i = 0; i < count; ++i) {
    lines.push_back(line_of(*drawn, data, i));
    if (lines.back().empty()) return;
    longest = std::max(longest, written(ui, data, lines.back(), Font::mono).width);
    if (beside > 1)
      longest_small = std::max(longest_small, written(ui, data, lines.back(), Font::mono_small).width);
  }
  const float cell = std::floor((body.max.x - body.min.x) / static_cast<float>(beside));
  const float width = beside > 1 ? cell - ui.px(lines_beside_px) : cell;
  const float nearest = beside > 1 ? longest_small + ui.px(lines_beside_px) : ui.px(lines_nearest_px);
  const Columns columns = columns_of(ui, width, longest, nearest);
  for (int i = 0; i < beside; ++i)
    draw_heads(ui, model, columns, {body.min.x + static_cast<float>(i) * cell, body.min.y}, width);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  int valid = 0;
  const float full = full_gain(model, count);
  const auto draw_line = [&](int index, ImVec2 min, ImVec2 max) {
    const std::vector<int>& line = lines[static_cast<size_t>(index)];
    const Reading reading = reading_of(model, index, line);
    const float middle = 0.5F * (min.y + max.y);
    const auto centred = [&](Font font) {
      return std::round(middle - 0.5F * ui::text_size(ui, font, "0").y);
    };
    ui::text_at(ui, draw, {min.x + ui.px(4), centred(Font::mono_small)}, Font::mono_small, ui.theme.t3,
                fmt::format("z {}", index));
    const WrittenLine words = written(ui, data, line, Font::mono);
    draw_written(
        ui, words, {min.x + columns.words, centred(Font::mono)}, Font::mono, [&](int) { return ui.theme.t1; },
        [&](int place, ImVec2 from, ImVec2 to) {
          if (reading.gains == nullptr) return;
          const float share = ui::within(reading.gains[place] / full, 0.0F, 1.0F);
          if (share < 0.02F) return;
          draw->AddRectFilled({from.x - ui.px(2), min.y + ui.px(3)}, {to.x + ui.px(2), max.y - ui.px(3)},
                              ui::faded(ui.theme.g, share * strongest_shade), ui.px(2));
        });
    const std::string item = fmt::format("train/line/{}", index);
    ui.items.add(item, {min.x + columns.words, min.y}, {min.x + columns.words + words.width, max.y},
                 line_text(data, line));
    if (grammar != nullptr) {
      const bool right = grammar->valid(line);
      valid += right ? 1 : 0;
      const ImVec2 mark{min.x + columns.valid + ui.px(14), middle};
      ui::draw_icon(draw, right ? ui::Icon::check : ui::Icon::warning, mark, ui.px(14),
                    right ? ui.theme.good : ui.theme.warn);
      ui.items.add(item + "/valid", {mark.x - ui.px(8), min.y}, {mark.x + ui.px(8), max.y},
                   right ? 1.0 : 0.0);
    }
    if (!reading.nearest.empty() && columns.has_nearest) {
      const ImVec2 at{min.x + columns.nearest, centred(Font::mono_small)};
      draw->PushClipRect(at, {min.x + columns.score, max.y}, true);
      draw_nearest(ui, data, line, reading, at);
      draw->PopClipRect();
      ui.items.add(item + "/nearest", {at.x, min.y}, {min.x + columns.score, max.y},
                   line_text(data, reading.nearest));
    }
    if (static_cast<size_t>(index) < drawn->scores.size()) {
      const std::string score = fmt::format("{:.2f}", drawn->scores[static_cast<size_t>(index)]);
      ui::text_at(ui, draw,
                  {min.x + width - ui.px(4) - ui::text_size(ui, Font::mono_small, score).x,
                   centred(Font::mono_small)},
                  Font::mono_small, ui.theme.t2, score);
    }
  };
  ui::GridLayout layout;
  layout.columns = beside;
  layout.count = count;
  layout.rows = (count + beside - 1) / beside;
  layout.cell_width = cell;
  layout.cell_height = pitch_of(ui);
  ui::ImageGridSpec spec{ui.atlases.of(model::view::grid),
                         ui.atlases.smooth(model::view::grid),
                         layout,
                         {body.min.x, body.min.y + ui.px(lines_heads_px)},
                         model.selected_latent,
                         model.hovered_latent,
                         drawn->scores};
  spec.own_cell = draw_line;
  const ui::GridAnswer answer = ui::image_grid(ui, "train/samples", "train/sample/", spec);
  const bool to_there = answer.clicked >= 0 && ImGui::GetIO().KeyShift;
  if (to_there) {
    actions(model::ExploreAction(
        model::explore_action::UseTool{[to = answer.clicked](model::UiModel& changed, double) {
          LinesState state = model::tool_state<LinesState>(changed);
          state.morph_to = to;
          model::set_tool_state(changed, std::move(state));
        }}));
  } else if (answer.clicked >= 0) {
    actions(model::action::SelectLatent{answer.clicked, answer.opened});
  }
  hover_latent(model, actions, "train/sample", answer.hovered);
  if (answer.hovered >= 0 && !columns.has_nearest) {
    const Reading reading = reading_of(model, answer.hovered, lines[static_cast<size_t>(answer.hovered)]);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (!reading.nearest.empty())
      ui::plate(ui, ImGui::GetForegroundDrawList(), {mouse.x + ui.px(12), mouse.y + ui.px(12)},
                Font::mono_small,
                fmt::format(fmt::runtime(ui.tr("nearest real line: {}")), line_text(data, reading.nearest)));
  }
  const float below = spec.origin.y + layout.height() + ui.px(6);
  const std::string sentence = sentence_of(ui, model, valid, count);
  ui::rich_text_at(ui, draw, {body.min.x, below}, Font::caption, ui.theme.t2, sentence);
  ui.items.add("train/lines/said", {body.min.x, below}, {body.max.x, below + ui.px(lines_sentence_px)},
               ui::plain_words(sentence));
  if (rows.morph) draw_morph(ui, model, actions, {{body.min.x, below + ui.px(lines_sentence_px)}, body.max});
}

}  // namespace ganscope::panels::samples
