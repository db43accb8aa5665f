#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/line_words.h"
#include "app/panels/transport/parts.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::transport {

void draw_film_lines(const ui::Ui& ui, const model::RunModel& model, const api::Answer& film, int shown,
                     const Timeline& timeline, float top, float side) {
  const api::DataInfo& data = model.status->data;
  const int last = static_cast<int>(film.steps.size()) - 1;
  if (last < 0) return;
  const std::array<int, 3> frames{0, shown >= 0 ? shown : last / 2, last};
  const float column = (timeline.right - timeline.left) / static_cast<float>(frames.size());
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled({timeline.left, top}, {timeline.right, top + side}, ui.theme.bg0, ui.px(4));
  for (size_t i = 0; i < frames.size(); ++i) {
    const int frame = frames[i];
    const std::vector<int> line = line_of(film, data, frame);
    if (line.empty()) continue;
    const ImVec2 at{timeline.left + static_cast<float>(i) * column + ui.px(8), top};
    const std::string step =
        fmt::format(fmt::runtime(ui.tr("step {}")), ui::thousands(film.steps[static_cast<size_t>(frame)]));
    // Both touch where the strip is low: there is room between the letters of two lines.
    const float high = ui::text_size(ui, ui::Font::caption, step).y;
    const float spare = std::max(0.0F, (side - 2 * high) / 2);
    draw->PushClipRect({at.x, top}, {at.x + column - ui.px(12), top + side}, true);
    ui::text_at(ui, draw, {at.x, std::round(top + spare - ui.px(1))}, ui::Font::caption, ui.theme.t3, step);
    draw_written(ui, written(ui, data, line, ui::Font::mono_small),
                 {at.x, std::round(top + side - spare - high - ui.px(1))}, ui::Font::mono_small,
                 [&](int) { return i == 1 ? ui.theme.t1 : ui.theme.t2; });
    draw->PopClipRect();
  }
}

}  // namespace ganscope::panels::transport
