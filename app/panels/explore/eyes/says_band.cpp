#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "app/panels/explore/eyes/eyes.h"
#include "app/panels/explore/eyes/eyes_state.h"
#include "app/panels/explore/inside/nearest_column.h"
#include "app/panels/explore/mine/mine_state.h"
#include "app/panels/explore/paint/paint_state.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/picture_tile.h"

namespace ganscope::panels::eyes {
namespace {

using explore_parts::Area;
using explore_parts::Context;

struct Stage {
  const char* name;
  api::View view;
  size_t index = 0;  ///< of the picture in its view
};

/// D's score of it; NaN: not known.
float score_of(const model::UiModel& model, const Stage& stage) {
  const auto& result = model.result(stage.view);
  return result && stage.index < result->scores.size() ? result->scores[stage.index]
                                                       : std::numeric_limits<float>::quiet_NaN();
}

/// From one's own picture to what is in hand; without one what is in hand, before and after painting.
std::vector<Stage> stages_of(const ui::Ui& ui, const model::UiModel& model) {
  std::vector<Stage> stages;
  const mine::OwnPicture* own = mine::shown_picture(model::tool_state<mine::Mine>(model));
  if (own != nullptr && own->refined.empty()) own = nullptr;
  if (own != nullptr) {
    const api::View view =
        model.view(own->state == mine::OwnPicture::State::done ? "mine/shown" : "mine/refine");
    stages = {{ui.tr("yours"), view, 0}, {ui.tr("guess"), view, 1}, {ui.tr("refined"), view, 2}};
  }
  const paint::Painting now = paint::painting(model);
  const bool painted = paint::painted(now) || now.before != now.result;
  if (own == nullptr || own->refined != now.before)
    stages.push_back(painted ? Stage{ui.tr("before"), model.view("paint/before")}
                             : Stage{ui.tr("in hand"), model::view::picture});  // one picture, one score
  if (painted) stages.push_back({ui.tr("painted"), model::view::picture});
  return stages;
}

void draw_stage(Context& context, const Stage& stage, const std::string& item, ImVec2 at, float side) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 end{at.x + side, at.y + side};
  draw->AddRectFilled(at, end, ui.theme.bg0);
  explore_parts::draw_preview(context, draw, stage.view, static_cast<int>(stage.index), at, end);
  const float score = score_of(context.model, stage), y = end.y + ui.px(5);
  const bool known = std::isfinite(score);
  const std::string number = known ? fmt::format("{:.2f}", score) : "–";
  const float width = ui::text_size(ui, ui::Font::mono_small, number).x;
  ui::text_at(ui, draw, {end.x - width, y}, ui::Font::mono_small, ui.theme.t1, number);
  ui::text_at(ui, draw, {at.x, y}, ui::Font::caption, ui.theme.t2,
              ui::fitted(ui, ui::Font::caption, stage.name, side - width - ui.px(6)));
  const float bar = y + ui.px(20);
  draw->AddRectFilled({at.x, bar}, {end.x, bar + ui.px(3)}, ui.theme.bg3);
  if (known)
    draw->AddRectFilled({at.x, bar}, {at.x + side * ui::within(score, 0.0F, 1.0F), bar + ui.px(3)},
                        ui.theme.d);
  ui.items.add(item, at, {end.x, bar + ui.px(3)}, known ? fmt::format("{:.4f}", score) : std::string("none"));
}

/// The fixed latents by D's score: the highest and the lowest. A click takes one in hand.
void draw_sorted(Context& context, ImVec2 min, float width, float height) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::vector<int> order = by_score(context.model);
  const auto& grid = context.model.result(model::view::grid);
  const float label = ui.px(18), pitch_y = height / 2;
  const float tile = std::floor(std::min(ui.px(44), pitch_y - label - ui.px(4)));
  if (order.empty() || tile < ui.px(8)) return;
  const int count = ui::within(static_cast<int>((width + ui.px(2)) / (tile + ui.px(2))), 1,
                               std::max(1, static_cast<int>(order.size()) / 2));
  for (const bool lowest : {false, true}) {
    const float y = min.y + (lowest ? pitch_y : 0);
    const size_t first = lowest ? order.size() - static_cast<size_t>(count) : 0;
    const float from = grid->scores[static_cast<size_t>(order[first])];
    const float to = grid->scores[static_cast<size_t>(order[first + static_cast<size_t>(count) - 1])];
    const std::string words =
        fmt::format("{} {{n:{:.2f}–{:.2f}}}", lowest ? ui.tr("lowest") : ui.tr("highest"), std::min(from, to),
                    std::max(from, to));
    ui::rich_text_at(ui, draw, {min.x, y}, ui::Font::caption, ui.theme.t2, words);
    for (int i = 0; i < count; ++i) {
      const int index = order[first + static_cast<size_t>(i)];
      ImGui::SetCursorScreenPos({min.x + static_cast<float>(i) * (tile + ui.px(2)), y + label});
      const auto answer = ui::picture_tile(
          ui, fmt::format("explore/says/{}/{}", lowest ? "lowest" : "highest", i), {tile, tile},
          static_cast<double>(index), ui.tr("A sample by D's score. Click: take it in hand."));
      draw->AddRectFilled(answer.min, answer.max, ui.theme.bg0);
      explore_parts::draw_preview(context, draw, model::view::grid, index, answer.min, answer.max);
      if (answer.hovered) draw->AddRect(answer.min, answer.max, ui.theme.t1, 0, 0, ui.px(2));
      if (answer.clicked) context.actions(model::action::SelectLatent{index, false});
    }
  }
}

}  // namespace

void draw_says_band(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  const model::UiModel& model = context.model;
  const float top = area.min.y + ui.px(6);
  const Eyes& now = state_of(model);
  const std::string real =
      now.real_mean
          ? fmt::format(fmt::runtime(ui.tr("{{real}} pictures {{n:{:.2f}}} on average")), *now.real_mean)
          : std::string();
  const float real_width = ui::rich_text_width(ui, ui::Font::caption, real);
  explore_parts::draw_title(context, {area.min.x, top}, ui.tr("What D says"),
                            ui.compact ? "" : ui.tr("of every stage"), area.width() - real_width - ui.px(12));
  ui::rich_text_at(ui, ImGui::GetWindowDrawList(), {area.max.x - real_width, top + ui.px(9)},
                   ui::Font::caption, ui.theme.t2, real);
  ui.items.add("explore/says/real", {area.max.x - real_width, top}, {area.max.x, top + ui.px(32)},
               now.real_mean ? fmt::format("{:.4f}", *now.real_mean) : std::string("none"));
  const float square = area.min.y + ui.px(explore_parts::header_height), gap = ui.px(ui.compact ? 8 : 14);
  const float nearest_width = ui.px(ui.compact ? 168 : 210), edge = ui.px(16);
  const float right = area.max.x - nearest_width;
  const auto rule = [&](float x) {
    ImGui::GetWindowDrawList()->AddLine({x, square}, {x, area.max.y - ui.px(8)}, ui.theme.line);
  };
  if (!model.status->data.is_points()) {
    rule(right - edge);
    explore_parts::draw_nearest_row(context, {{right, square - ui.px(4)}, area.max},
                                    {.view = model.view("mine/nearest"),
                                     .item = "explore/mine/nearest",
                                     .most = mine::nearest_shown,
                                     .own = model::tool_state<mine::Mine>(model).nearest_own});
  }
  const char* why =
      !model.status->model.judges      ? ui.tr("This kind of model has no D: nobody judges what it draws.")
      : !model.status->trainable       ? ui.tr("This generator came without a D: there is none to ask.")
      : model.status->data.is_points() ? ui.tr("The Playground draws what D says of the whole plane.")
      : model.history->average_only(model.moment)
          ? ui.tr("Of this moment only G was kept: there is no D to ask.")
          : nullptr;
  if (why != nullptr) {
    ui::wrapped_text_at(ui, ImGui::GetWindowDrawList(), {area.min.x, square}, ui::Font::body, ui.theme.t2,
                        why, right - area.min.x - 2 * edge);
    return;
  }
  const std::vector<Stage> stages = stages_of(ui, model);
  const size_t count = stages.size();
  const float room = right - edge - area.min.x - gap;
  const float side =
      std::floor(std::min({ui.px(96), area.max.y - square - ui.px(34),
                           (room + gap) / static_cast<float>(std::max<size_t>(count, 2)) - gap}));
  if (side < ui.px(8)) return;
  for (size_t i = 0; i < count; ++i)
    draw_stage(context, stages[i], fmt::format("explore/says/stage/{}", i),
               {area.min.x + static_cast<float>(i) * (side + gap), square}, side);
  if (count > 2) return;  // one's own picture has the room of the samples
  const float left = area.min.x + 2 * (side + gap) + ui.px(8);
  rule(left);
  draw_sorted(context, {left + edge, square - ui.px(4)}, right - left - 3 * edge, area.max.y - square);
}

}  // namespace ganscope::panels::eyes
