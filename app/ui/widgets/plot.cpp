#include "app/ui/widgets/plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/parts.h"
#include "app/ui/widgets/plot_curves.h"
#include "app/ui/widgets/plot_input.h"
#include "app/ui/widgets/plot_scale.h"

namespace ganscope::ui {
namespace {

constexpr size_t most_curves = 12;
constexpr float narrow_name_gap_px = 2, wide_name_gap_px = 6;

/// A line's name and value in the right gutter.
struct EndLabel {
  std::string words;
  ImU32 colour = 0;
  float y = 0;  ///< middle, pixels
  Font font = Font::mono_small;
  std::string narrow = {};  ///< stands before the words, in narrower letters
};

/// The curves of one run in a plot.
struct Curves {
  const model::SeriesStore* store = nullptr;
  const char* letter = "";  ///< "A", "B" where there are two runs
  bool dashed = false;
  std::array<size_t, most_curves> series{};
  size_t count = 0;
  size_t first_row = 0, last_row = 0;  ///< visible rows
  [[nodiscard]] const api::SeriesInfo& info(size_t i) const { return store->table()->series[series[i]]; }
  /// "G", "G B"
  [[nodiscard]] std::string name(const Ui& ui, size_t i) const {
    const std::string label = ui.tr(info(i).label.c_str());
    return *letter == '\0' ? label : label + " " + letter;
  }
};

/// All that the parts of one plot's drawing share.
struct Frame {
  Ui& ui;
  const PlotSpec& spec;
  ImDrawList* draw;
  Scale x{}, y{};
  std::array<Curves, 2> of_runs{};
  size_t runs = 1;
  [[nodiscard]] std::span<const Curves> all() const { return {of_runs.data(), runs}; }
  Ticks ticks{};                        ///< of the values
  std::array<std::string, 5> labels{};  ///< … in words; empty: none is shown
  bool ends = true;                     ///< there is room for names and values at the right
};

Curves find_series(const model::SeriesStore& store, const std::string& plot) {
  Curves curves{.store = &store};
  const api::SeriesTable* table = store.table();
  if (!table) return curves;
  for (size_t i = 0; i < table->series.size() && curves.count < most_curves; ++i)
    if (table->series[i].plot == plot) curves.series[curves.count++] = i;
  return curves;
}

void find_curves(Frame& frame) {
  frame.of_runs[0] = find_series(frame.spec.store, frame.spec.info.key);
  if (frame.spec.second == nullptr) return;
  frame.of_runs[1] = find_series(*frame.spec.second, frame.spec.info.key);
  frame.of_runs[0].letter = "A";
  frame.of_runs[1].letter = "B";
  frame.of_runs[1].dashed = true;
  frame.runs = 2;
}

/// The steps, and the values of all runs.
void find_scales(Frame& frame) {
  const PlotSpec& spec = frame.spec;
  frame.x = step_scale(spec.store, spec.view, spec.last_step);
  for (size_t run = 0; run < frame.runs; ++run) {
    Curves& curves = frame.of_runs[run];
    curves.first_row = static_cast<size_t>(std::max<int64_t>(0, curves.store->row_at(frame.x.low)));
    curves.last_row = static_cast<size_t>(curves.store->row_at(frame.x.high) + 1);
    curves.first_row = std::min(curves.first_row, curves.last_row);
    const Scale own = value_scale(*curves.store, spec.info, {curves.series.data(), curves.count}, spec.view,
                                  curves.first_row, curves.last_row);
    const bool shows = curves.count > 0 && curves.last_row > curves.first_row;
    if (run == 0) {
      frame.y = own;
    } else if (shows && (frame.of_runs[0].count == 0 || frame.of_runs[0].last_row == 0)) {
      frame.y = own;
    } else if (shows) {
      frame.y.low = std::min(frame.y.low, own.low);
      frame.y.high = std::max(frame.y.high, own.high);
    }
  }
}

/// The labels of the values. Returns the width of the widest, pixels.
float find_labels(Frame& frame) {
  const Ui& ui = frame.ui;
  frame.ticks = nice_ticks(frame.y, static_cast<int>((frame.y.from - frame.y.to) / ui.px(40)) + 1);
  // Before the first value only a declared range means anything.
  const bool empty =
      std::ranges::all_of(frame.all(), [](const Curves& run) { return run.store->size() == 0; });
  if (empty && frame.spec.info.low >= frame.spec.info.high) return 0;
  float widest = 0;
  for (size_t i = 0; i < static_cast<size_t>(frame.ticks.count); ++i) {
    const double value = frame.ticks.values[i];
    frame.labels[i] = with_minus(tick_text(value, std::abs(value) >= 1e5 ? -1 : frame.ticks.decimals));
    widest = std::max(widest, text_size(ui, Font::mono_small, frame.labels[i]).x);
  }
  return widest;
}

/// Where the curves begin and end. What has no room is left out rather than cut. Returns the left gutter that
/// this plot's own labels need, pixels.
float find_gutters(Frame& frame) {
  const Ui& ui = frame.ui;
  constexpr float least_curves = 60, bare_gutter = 8;  // design px
  const float needed = std::max(ui.px(plot_left_gutter), std::ceil(find_labels(frame) + ui.px(8)));
  const float width = frame.spec.max.x - frame.spec.min.x;
  float left = std::max(needed, frame.spec.left_gutter), right = ui.px(plot_right_gutter);
  frame.ends = width >= left + right + ui.px(least_curves);
  if (!frame.ends) right = ui.px(bare_gutter);
  if (width < left + right + ui.px(least_curves)) {
    left = ui.px(bare_gutter);
    frame.labels.fill({});
  }
  frame.x.from = frame.spec.min.x + left;
  frame.x.to = std::max(frame.x.from, frame.spec.max.x - right);
  return needed;
}

void draw_grid(const Frame& frame) {
  const Ui& ui = frame.ui;
  const float line = std::max(1.0f, std::floor(ui.scale));
  for (int i = 0; i < frame.ticks.count; ++i) {
    const float at = std::round(frame.y.at(frame.ticks.values[static_cast<size_t>(i)]));
    frame.draw->AddRectFilled({frame.x.from, at}, {frame.x.to, at + line}, ui.theme.line);
    const std::string& words = frame.labels[static_cast<size_t>(i)];
    if (words.empty()) continue;
    const ImVec2 size = text_size(ui, Font::mono_small, words);
    text_at(ui, frame.draw, {frame.x.from - ui.px(8) - size.x, at - 0.5f * size.y}, Font::mono_small,
            ui.theme.t3, words);
  }
  if (!frame.spec.x_axis) return;
  const Ticks steps = nice_ticks(frame.x, 5);
  float free_from = frame.x.from - ui.px(8);
  for (int i = 0; i < steps.count; ++i) {
    const double value = steps.values[static_cast<size_t>(i)];
    const std::string words = tick_text(value, steps.decimals);
    const ImVec2 size = text_size(ui, Font::mono_small, words);
    const float left = within(frame.x.at(value) - 0.5f * size.x, frame.x.from, frame.x.to - size.x);
    if (left < free_from) continue;
    text_at(ui, frame.draw, {left, frame.spec.max.y - ui.px(4) - size.y}, Font::mono_small, ui.theme.t3,
            words);
    free_from = left + size.x + ui.px(12);
  }
}

void draw_curves(const Frame& frame) {
  const Ui& ui = frame.ui;
  const float line = std::max(1.0f, std::floor(ui.scale));
  frame.draw->PushClipRect({frame.x.from, frame.spec.min.y}, {frame.x.to, frame.y.from + ui.px(6)}, true);
  for (const Curves& run : frame.all()) {
    const PixelColumns columns = pixel_columns(*run.store, frame.x, line);
    if (columns.first_row >= columns.last_row) continue;
    const api::SeriesTable& table = *run.store->table();
    // Of two runs the raw values would be a thicket.
    for (size_t i = 0; i < run.count && run.store->smoothing() > 0 && frame.runs == 1; ++i) {
      const ImU32 colour = series_colour(ui.theme, table, run.series[i]);
      draw_raw(frame.draw, *run.store, run.series[i], columns, frame.x, frame.y,
               faded(colour, columns.dense() ? 0.22f : 0.3f), line);
    }
    for (size_t i = 0; i < run.count; ++i) {
      const ImU32 colour = series_colour(ui.theme, table, run.series[i]);
      if (run.dashed)
        draw_smooth_dashed(frame.draw, *run.store, run.series[i], columns, frame.x, frame.y, colour,
                           2 * ui.scale, ui.px(6), ui.px(5));
      else
        draw_smooth(frame.draw, *run.store, run.series[i], columns, frame.x, frame.y, colour, 2 * ui.scale);
    }
  }
  frame.draw->PopClipRect();
}

void draw_guides(const Frame& frame) {
  const Ui& ui = frame.ui;
  const float line = std::max(1.0f, std::floor(ui.scale));
  for (const double guide : frame.spec.info.guides) {
    const float at = std::round(frame.y.at(guide)) + 0.5f * line;
    if (at < frame.y.to || at > frame.y.from) continue;
    draw_dashed(frame.draw, {frame.x.from, at}, {frame.x.to, at}, ui.theme.ref, line, ui.px(6), ui.px(5));
  }
}

void draw_events(const Frame& frame) {
  const Ui& ui = frame.ui;
  const float line = std::max(1.0f, std::floor(ui.scale));
  float last = -std::numeric_limits<float>::infinity();
  for (const api::Event& event : frame.spec.events) {
    const auto step = static_cast<double>(event.step);
    if (step < frame.x.low || step > frame.x.high) continue;
    const float at = std::round(frame.x.at(step)) + 0.5f * line;
    if (at - last < ui.px(6)) continue;  // a drag of many changes is one mark
    last = at;
    const float top = frame.spec.min.y + ui.px(5);
    frame.draw->AddTriangleFilled({at - ui.px(5.5f), top}, {at + ui.px(5.5f), top}, {at, top + ui.px(7.5f)},
                                  ui.theme.t1);
    draw_dashed(frame.draw, {at, top + ui.px(9)}, {at, frame.y.from}, faded(ui.theme.t1, 0.75f), line,
                ui.px(2), ui.px(3));
  }
}

void draw_marks(const Frame& frame) {
  const Ui& ui = frame.ui;
  const float line = std::max(1.0f, std::floor(1.5f * ui.scale));
  for (const PlotMark& mark : frame.spec.marks) {
    if (mark.step < frame.x.low || mark.step > frame.x.high) continue;
    const float at = std::round(frame.x.at(mark.step));
    const ImVec2 from{at, frame.spec.min.y + ui.px(4)}, to{at, frame.y.from};
    if (mark.dashed)
      draw_dashed(frame.draw, from, to, ui.theme.t1, line, ui.px(5), ui.px(4));
    else
      frame.draw->AddRectFilled({at - 0.5f * line, from.y}, {at + 0.5f * line, to.y}, ui.theme.t1);
    const ImVec2 size = text_size(ui, Font::mono_small, mark.letter);
    const float left = std::round(within(at - 0.5f * size.x - ui.px(3), frame.x.from, frame.x.to - size.x));
    frame.draw->AddRectFilled({left, from.y}, {left + size.x + ui.px(6), from.y + size.y + ui.px(2)},
                              ui.theme.t1, ui.px(3));
    text_at(ui, frame.draw, {left + ui.px(3), from.y + ui.px(1)}, Font::mono_small, ui.theme.bg1,
            mark.letter);
  }
}

/// Labels keep their order and one line's distance, as near to their curves as that allows.
void push_apart(std::vector<EndLabel>& labels, float distance, float top, float bottom) {
  std::stable_sort(labels.begin(), labels.end(),
                   [](const EndLabel& a, const EndLabel& b) { return a.y < b.y; });
  for (EndLabel& label : labels) label.y = within(label.y, top, bottom);
  for (int round = 0; round < 12; ++round) {
    for (size_t i = 1; i < labels.size(); ++i) {
      const float missing = distance - (labels[i].y - labels[i - 1].y);
      if (missing <= 0) continue;
      labels[i - 1].y -= 0.5f * missing;
      labels[i].y += 0.5f * missing;
    }
    if (!labels.empty()) {
      labels.front().y = std::max(labels.front().y, top);
      labels.back().y = std::min(labels.back().y, bottom);
    }
  }
  for (size_t i = 1; i < labels.size(); ++i) labels[i].y = std::max(labels[i].y, labels[i - 1].y + distance);
}

/// The name and the newest value of a curve, as there is room for.
EndLabel end_label(const Frame& frame, const Curves& run, size_t i, double value) {
  const Ui& ui = frame.ui;
  std::string number = with_minus(value_text(value, run.info(i).counts));
  if (text_size(ui, Font::mono_small, number).x > ui.px(plot_right_gutter - 10))
    number = with_minus(short_value_text(value));
  const float room = ui.px(plot_right_gutter - 12) - text_size(ui, Font::mono_small, " " + number).x;
  if (const float letter = *run.letter == '\0' ? 0 : text_size(ui, Font::mono_small, "A ").x;
      letter + text_size(ui, Font::mono_small, number).x > ui.px(plot_right_gutter - 10))
    number = with_minus(fmt::format("{:.0e}", value));
  const std::string name = run.name(ui, i);
  // Where the plot's title names its only curve, half a name beside the value says nothing; less than a
  // letter of it never does. Of two runs the letter stays.
  const bool bare = (run.count == 1 && text_size(ui, Font::mono_small, name).x > room) ||
                    room < text_size(ui, Font::mono_small, "M…").x;
  const std::string letter = *run.letter == '\0' ? "" : std::string(run.letter) + " ";
  const bool whole = text_size(ui, Font::mono_small, name).x <= room;
  const float narrow = text_size(ui, Font::caption, name).x + ui.px(narrow_name_gap_px) +
                       text_size(ui, Font::mono_small, number).x;
  if (!whole && letter.empty() && narrow <= ui.px(plot_right_gutter - 8))
    return {number, series_colour(ui.theme, *run.store->table(), run.series[i]), frame.y.at(value),
            Font::mono_small, name};
  const std::string words = bare || (!whole && !letter.empty())
                                ? letter + number
                                : fitted(ui, Font::mono_small, name, room) + " " + number;
  return {words, series_colour(ui.theme, *run.store->table(), run.series[i]), frame.y.at(value),
          Font::mono_small};
}

/// Name and value at the line's end. Returns all of them in words, for the UI map.
std::string draw_ends(const Frame& frame) {
  const Ui& ui = frame.ui;
  std::vector<EndLabel> labels;
  std::string all;
  for (const Curves& run : frame.all()) {
    for (size_t i = 0; i < run.count && run.last_row > 0; ++i) {
      const float value = run.store->smooth(run.series[i])[run.last_row - 1];
      const std::string letter = *run.letter == '\0' ? "" : std::string(" ") + run.letter;
      all += (all.empty() ? "" : ", ") + run.info(i).label + letter + " " +
             value_text(static_cast<double>(value), run.info(i).counts);
      if (std::isfinite(value)) labels.push_back(end_label(frame, run, i, static_cast<double>(value)));
    }
  }
  if (!frame.spec.info.guides.empty() && !frame.spec.info.guide_label.empty()) {
    const float at = frame.y.at(frame.spec.info.guides.front());
    if (at >= frame.y.to && at <= frame.y.from) {
      labels.push_back({fitted(ui, Font::caption, ui.tr(frame.spec.info.guide_label.c_str()),
                               ui.px(plot_right_gutter - 9)),
                        ui.theme.t2, at, Font::caption});
    }
  }
  const float half = 0.5f * text_size(ui, Font::mono_small, "0").y;
  push_apart(labels, 1.7f * half, frame.spec.min.y + half, frame.y.from);
  if (!frame.ends) return all;
  for (const EndLabel& label : labels) {
    float x = frame.x.to + ui.px(8);
    if (!label.narrow.empty()) {
      text_at(ui, frame.draw, {x, label.y - half}, Font::caption, label.colour, label.narrow);
      const float name = text_size(ui, Font::caption, label.narrow).x;
      const float spare = ui.px(plot_right_gutter - 8) - name - text_size(ui, label.font, label.words).x;
      x += name + within(spare, ui.px(narrow_name_gap_px), ui.px(wide_name_gap_px));
    }
    text_at(ui, frame.draw, {x, label.y - half}, label.font, label.colour, label.words);
  }
  return all;
}

/// The mark of a curve at the crosshair: a shape for each player, so that colour is not needed to tell them
/// apart.
void draw_mark(const Frame& frame, ImVec2 at, config::Player player, ImU32 colour) {
  const Ui& ui = frame.ui;
  const float radius = ui.px(4.2f);
  switch (player) {
    case config::Player::real:
      frame.draw->AddCircleFilled(at, radius + ui.px(1), ui.theme.bg0);
      frame.draw->AddCircle(at, radius - ui.px(0.5f), colour, 0, ui.px(2));
      break;
    case config::Player::discriminator: {
      const float r = ui.px(5.2f), halo = ui.px(7);
      frame.draw->AddQuadFilled({at.x - halo, at.y}, {at.x, at.y - halo}, {at.x + halo, at.y},
                                {at.x, at.y + halo}, ui.theme.bg0);
      frame.draw->AddQuadFilled({at.x - r, at.y}, {at.x, at.y - r}, {at.x + r, at.y}, {at.x, at.y + r},
                                colour);
      break;
    }
    default:
      frame.draw->AddCircleFilled(at, radius + ui.px(1.5f), ui.theme.bg0);
      frame.draw->AddCircleFilled(at, radius, colour);
  }
}

/// The value of a curve in a row, in words; empty: it has none there.
std::string value_words(const Curves& run, size_t i, int64_t row) {
  if (row < 0) return {};
  const auto value = static_cast<double>(run.store->smooth(run.series[i])[static_cast<size_t>(row)]);
  return with_minus(value_text(value, run.info(i).counts));
}

/// The values of all runs where the crosshair is: a line a curve, a column a run. `step`: of the first.
void draw_card(const Frame& frame, float at, double step) {
  const Ui& ui = frame.ui;
  struct Line {
    std::string name;
    ImU32 colour;
    std::array<std::string, 2> values{};
  };
  std::vector<Line> lines{{ui.tr("step"), ui.theme.t2, {thousands(std::llround(step)), ""}}};
  if (frame.runs == 2) lines.front() = {thousands(std::llround(step)), ui.theme.t2, {"A", "B"}};
  for (size_t run = 0; run < frame.runs; ++run) {
    const Curves& curves = frame.of_runs[run];
    const int64_t row = curves.store->row_at(step);
    for (size_t i = 0; i < curves.count; ++i) {
      const std::string name = ui.tr(curves.info(i).label.c_str());
      auto line = std::ranges::find(lines.begin() + 1, lines.end(), name, &Line::name);
      if (line == lines.end())
        line = lines.insert(line, {name, series_colour(ui.theme, *curves.store->table(), curves.series[i])});
      line->values[run] = value_words(curves, i, row);
    }
  }
  float names = 0;
  std::array<float, 2> numbers{};
  for (const Line& line : lines) {
    names = std::max(names, text_size(ui, Font::caption, line.name).x);
    for (size_t run = 0; run < frame.runs; ++run)
      numbers[run] = std::max(numbers[run], text_size(ui, Font::mono_small, line.values[run]).x);
  }
  const float high = ui.px(19), pad = ui.px(10), gap = frame.runs == 2 ? ui.px(14) : 0;
  const float width = std::max(ui.px(112), names + numbers[0] + gap + numbers[1] + ui.px(24) + 2 * pad);
  const float height = high * static_cast<float>(lines.size()) + ui.px(10);
  ImVec2 min{at + ui.px(14), frame.spec.min.y + ui.px(14)};
  if (min.x + width > frame.x.to) min.x = at - ui.px(14) - width;
  const ImVec2 max{min.x + width, min.y + height};
  // Over the plot below, if it must: a card is never cut.
  ImDrawList* draw = ImGui::GetForegroundDrawList();
  draw->AddRectFilled(min, max, ui.theme.bg2, ui.px(6));
  draw->AddRect(min, max, ui.theme.line2, ui.px(6), 0, std::max(1.0f, std::floor(ui.scale)));
  for (size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    const float middle = min.y + ui.px(5) + high * (static_cast<float>(i) + 0.5f);
    text_at(ui, draw, {min.x + pad, middle - 0.5f * text_size(ui, Font::caption, line.name).y}, Font::caption,
            line.colour, line.name);
    float right = max.x - pad;
    for (size_t run = frame.runs; run-- > 0; right -= numbers[1] + gap) {
      const ImVec2 size = text_size(ui, Font::mono_small, line.values[run]);
      text_at(ui, draw, {right - size.x, middle - 0.5f * size.y}, Font::mono_small, ui.theme.t1,
              line.values[run]);
    }
  }
}

void draw_crosshair(const Frame& frame) {
  const Ui& ui = frame.ui;
  if (frame.spec.crosshair_step < 0) return;
  // The first run that has got there says which step it is.
  const auto there = std::ranges::find_if(
      frame.all(), [&](const Curves& run) { return run.store->row_at(frame.spec.crosshair_step) >= 0; });
  if (there == frame.all().end()) return;
  const double step =
      there->store->steps()[static_cast<size_t>(there->store->row_at(frame.spec.crosshair_step))];
  if (step < frame.x.low || step > frame.x.high) return;
  const float line = std::max(1.0f, std::floor(ui.scale));
  const float at = std::round(frame.x.at(step));
  frame.draw->AddRectFilled({at, frame.spec.min.y + ui.px(8)}, {at + line, frame.y.from}, ui.theme.t2);
  for (const Curves& run : frame.all()) {
    const int64_t row = run.store->row_at(step);
    for (size_t i = 0; i < run.count && row >= 0; ++i) {
      const float value = run.store->smooth(run.series[i])[static_cast<size_t>(row)];
      const float height = frame.y.at(static_cast<double>(value));
      if (!std::isfinite(value) || height < frame.spec.min.y || height > frame.y.from + ui.px(6)) continue;
      draw_mark(frame, {at + 0.5f * line, height}, run.info(i).player,
                series_colour(ui.theme, *run.store->table(), run.series[i]));
    }
  }
  if (frame.spec.card) draw_card(frame, at, step);
}

}  // namespace

ImU32 series_colour(const Theme& theme, const api::SeriesTable& table, size_t series) {
  const api::SeriesInfo& info = table.series[series];
  if (info.player != config::Player::none) return player_colour(theme, info.player);
  size_t before = 0;
  for (size_t i = 0; i < series; ++i) {
    before += table.series[i].plot == info.plot && table.series[i].player == config::Player::none ? 1 : 0;
  }
  return before % 2 == 0 ? theme.t1 : theme.t3;
}

PlotAnswer plot(Ui& ui, std::string_view name, const PlotSpec& spec) {
  Frame frame{.ui = ui, .spec = spec, .draw = ImGui::GetWindowDrawList()};
  find_curves(frame);
  find_scales(frame);
  frame.y.from = spec.max.y - ui.px(spec.x_axis ? 26 : 8);
  frame.y.to = spec.min.y + ui.px(8);
  const float needed = find_gutters(frame);

  PlotInput input = plot_input(ui, name, spec, frame.x, frame.y);
  frame.draw->AddRectFilled(spec.min, spec.max, ui.theme.bg0, ui.px(4));
  frame.draw->PushClipRect(spec.min, spec.max, true);
  draw_grid(frame);
  draw_curves(frame);
  draw_guides(frame);
  draw_events(frame);
  draw_marks(frame);
  const std::string values = draw_ends(frame);
  draw_crosshair(frame);
  if (input.box_from.x != input.box_to.x) {
    frame.draw->AddRectFilled(input.box_from, input.box_to, faded(ui.theme.t1, 0.12f));
    frame.draw->AddRect(input.box_from, input.box_to, ui.theme.t1);
  }
  frame.draw->PopClipRect();
  focus_ring(ui, name, spec.min, spec.max, ui.px(4));
  ui.items.add(name, spec.min, spec.max, values);
  input.answer.left_gutter = needed;
  return input.answer;
}

}  // namespace ganscope::ui
