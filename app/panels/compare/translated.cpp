#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/model/tools.h"
#include "app/panels/compare/parts.h"
#include "app/panels/triples.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"
#include "app/ui/widgets/picture_tile.h"

namespace ganscope::panels::compare {
namespace {

using ui::Font;

constexpr int fewest_outputs = 24;

/// What this run makes of every held-out picture; the chosen one framed. Returns the one that was clicked;
/// -1: none.
int draw_outputs(ui::Ui& ui, const Side& side, const Triples& triples, const Area& area, int shown) {
  const api::DataInfo& data = side.run.status->data;
  ui::GridLayout layout =
      ui::grid_layout({area.width(), area.height()}, data.width, data.height, std::round(ui.px(2)),
                      std::min(fewest_outputs, triples.count()), triples.count());
  layout.count = std::min(layout.count, triples.count());
  ImDrawList* draw = ImGui::GetWindowDrawList();
  int clicked = -1;
  for (int i = 0; i < layout.count; ++i) {
    const ImVec2 min = layout.cell(area.min, i), max{min.x + layout.cell_width, min.y + layout.cell_height};
    const auto distance = triples.off_truth(i);
    ImGui::SetCursorScreenPos(min);
    const auto answer = ui::picture_tile(
        ui, fmt::format("compare/{}/output/{}", side.key(), i), {layout.cell_width, layout.cell_height},
        distance ? ui::ItemMap::ItemValue(*distance) : ui::ItemMap::ItemValue(static_cast<double>(i)),
        ui.tr("What it makes of a picture that is not trained on. Click: shown with input and truth, in both "
              "halves."));
    draw_part(ui, triples, Part::output, i, min, max);
    if (answer.clicked) clicked = i;
    if (i == shown)
      ui::frame_picture(ui, draw, min, max, 3, 2);
    else if (answer.hovered)
      ui::frame_picture(ui, draw, min, max, 2, 1);
  }
  return clicked;
}

/// Input, output and the truth of one; what of it is measured in a line below.
void draw_triple(ui::Ui& ui, const Side& side, const Triples& triples, const Area& area, int index) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const auto parts = parts_of(triples);
  const api::DataInfo& data = side.run.status->data;
  const float gap = ui.px(8), words = ui.px(22);
  const auto count = static_cast<float>(parts.size());
  const float scale =
      std::min((area.width() - gap * (count - 1)) / count / static_cast<float>(std::max(1, data.width)),
               (area.height() - words) / static_cast<float>(std::max(1, data.height)));
  const float factor = scale >= 1 ? std::floor(scale) : scale;
  const ImVec2 size{std::round(factor * static_cast<float>(data.width)),
                    std::round(factor * static_cast<float>(data.height))};
  if (size.x < 1 || size.y < 1) return;
  for (size_t i = 0; i < parts.size(); ++i) {
    const ImVec2 min{area.min.x + static_cast<float>(i) * (size.x + gap), area.min.y},
        max{min.x + size.x, min.y + size.y};
    draw_part(ui, triples, parts[i], index, min, max);
    if (size.x >= ui.px(72)) corner_words(ui, min, max, false, part_words(ui, parts[i]));
  }
  const std::string off = off_truth_words(ui, triples.off_truth(index));
  const std::string says = says_words(ui, triples.score(index));
  const std::string line = off + (off.empty() || says.empty() ? "" : " · ") + says;
  ui::rich_text_at(ui, draw, {area.min.x, area.min.y + size.y + ui.px(4)}, Font::caption, ui.theme.t2, line);
  ui.items.add(std::string("compare/") + side.key() + "/triple", area.min,
               {area.min.x + count * (size.x + gap) - gap, area.min.y + size.y}, ui::plain_words(line));
}

}  // namespace

void draw_translated(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Side& side,
                     const Area& area) {
  const int last = static_cast<int>(side.run.status->model.directions.size()) - 1;
  const Triples triples{side.run, side.atlases, side.grid,
                        ui::within(model::shown_direction(model), 0, std::max(0, last))};
  if (triples.count() == 0) return;
  const int shown = std::min(model::shown_triple(model), triples.count() - 1);
  const float below = std::min(ui.px(190), 0.36F * area.height()), gap = ui.px(12);
  const float split = std::round(area.max.y - below);
  const int clicked = draw_outputs(ui, side, triples, {area.min, {area.max.x, split - gap}}, shown);
  draw_triple(ui, side, triples, {{area.min.x, split}, area.max}, shown);
  if (clicked >= 0)
    actions(model::ExploreAction(model::explore_action::UseTool{
        [clicked](model::UiModel& changed, double) { model::show_triple(changed, clicked); }}));
}

}  // namespace ganscope::panels::compare
