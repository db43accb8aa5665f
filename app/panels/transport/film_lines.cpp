#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/line_words.h"
#include "app/panels/transport/parts.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::transport {
namespace {

constexpr size_t told_lines = 3;
constexpr float told_inset_px = 8, told_between_px = 16;

/// Where the lines begin, px from the left: in thirds where all have room there, else one behind the other.
/// What has no room at all then is the end of the first, which is noise.
std::array<float, told_lines> beginnings(const ui::Ui& ui, const std::array<float, told_lines>& wide,
                                         float width) {
  const float third = width / static_cast<float>(told_lines), inset = ui.px(told_inset_px);
  const float between = ui.px(told_between_px);
  if (std::ranges::all_of(wide, [&](float each) { return each + between <= third; }))
    return {inset, third + inset, 2 * third + inset};
  const float last = width - inset - wide[2], middle = last - between - wide[1];
  return {inset, std::max(middle, third / 2), std::max(last, third)};
}

}  // namespace

void draw_film_lines(const ui::Ui& ui, const model::RunModel& model, const api::Answer& film, int shown,
                     const Timeline& timeline, float top, float side) {
  const api::DataInfo& data = model.status->data;
  const int last = static_cast<int>(film.steps.size()) - 1;
  if (last < 0) return;
  const std::array<int, told_lines> frames{0, shown >= 0 ? shown : last / 2, last};
  std::array<std::vector<int>, told_lines> lines;
  std::array<float, told_lines> wide{};
  for (size_t i = 0; i < frames.size(); ++i) {
    lines[i] = line_of(film, data, frames[i]);
    if (!lines[i].empty()) wide[i] = written(ui, data, lines[i], ui::Font::mono_small).width;
  }
  const auto begin = beginnings(ui, wide, timeline.right - timeline.left);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled({timeline.left, top}, {timeline.right, top + side}, ui.theme.bg0, ui.px(4));
  for (size_t i = 0; i < frames.size(); ++i) {
    const int frame = frames[i];
    const std::vector<int>& line = lines[i];
    if (line.empty()) continue;
    const ImVec2 at{timeline.left + begin[i], top};
    const float end =
        i + 1 < told_lines ? timeline.left + begin[i + 1] - ui.px(told_between_px / 2) : timeline.right;
    const std::string step =
        fmt::format(fmt::runtime(ui.tr("step {}")), ui::thousands(film.steps[static_cast<size_t>(frame)]));
    // Both touch where the strip is low: there is room between the letters of two lines.
    const float high = ui::text_size(ui, ui::Font::caption, step).y;
    const float spare = std::max(0.0F, (side - 2 * high) / 2);
    draw->PushClipRect({at.x, top}, {end, top + side}, true);
    ui::text_at(ui, draw, {at.x, std::round(top + spare - ui.px(1))}, ui::Font::caption, ui.theme.t3, step);
    draw_written(ui, written(ui, data, line, ui::Font::mono_small),
                 {at.x, std::round(top + side - spare - high - ui.px(1))}, ui::Font::mono_small,
                 [&](int) { return i == 1 ? ui.theme.t1 : ui.theme.t2; });
    draw->PopClipRect();
  }
}

}  // namespace ganscope::panels::transport
