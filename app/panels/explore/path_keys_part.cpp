#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "app/model/path_keys.h"
#include "app/panels/explore/explore_parts.h"
#include "app/panels/explore/path_nearest.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/picture_tile.h"

namespace ganscope::panels::explore_parts {
namespace {

using model::ExploreState;

/// How fast the pictures change there, the fastest as high as there is room.
void draw_speed(const Context& context, ImVec2 min, ImVec2 max) {
  const ui::Ui& ui = context.ui;
  const ExploreState& state = context.model.explore;
  if (!state.path_measured()) return;
  const std::vector<float>& steps = state.path_steps.steps;
  const float most = *std::max_element(steps.begin(), steps.end());
  if (!(most > 0) || !std::isfinite(most)) return;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  for (size_t i = 0; i < steps.size(); ++i) {
    const auto place = [&](size_t piece) {
      const double time = static_cast<double>(piece) / static_cast<double>(steps.size());
      return min.x + static_cast<float>(state.path_shown(time)) * (max.x - min.x);
    };
    // To the eye it is even by construction: then the speed is that of what is shown.
    const float width = place(i + 1) - place(i), even = (max.x - min.x) / static_cast<float>(steps.size());
    const float speed = width > 0 ? steps[i] / most * ui::within(even / width, 0.0F, 1.0F) : 0;
    draw->AddRectFilled({place(i), max.y - speed * (max.y - min.y)}, {place(i + 1), max.y},
                        ui::faded(ui.theme.g, 0.28F));
  }
}

/// A picture becomes a key, which stands after one that is there already.
void add_dropped(Context& context, const Dropped& dropped, double at) {
  if (dropped.latent.empty()) return;
  const ExploreState::PathEnd key{dropped.latent, dropped.origin, dropped.shares};
  context.change([key, at, space = dropped.space](model::UiModel& model) {
    model::add_path_key(model, key, at, space);
  });
}

void draw_key(Context& context, size_t index, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  const ExploreState& state = context.model.explore;
  const std::string name = fmt::format("explore/path/key/{}", index);
  const int row = state.row_of_key(index);
  const float cross = ui.px(14);
  const ImVec2 max{min.x + side, min.y + side};
  // Of two items in one place the first has the mouse.
  std::optional<ui::TileAnswer> corner;
  if (ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
      ImGui::IsMouseHoveringRect(min, max) && ImGui::GetDragDropPayload() == nullptr) {
    ImGui::SetCursorScreenPos({max.x - cross, min.y});
    corner =
        ui::picture_tile(ui, name + "/remove", {cross, cross}, {}, ui.tr("Take this key out of the path."));
  }
  ImGui::SetCursorScreenPos(min);
  const auto answer =
      ui::picture_tile(ui, name, {side, side}, picture_hash(context.model, model::view::path, row),
                       ui.tr("A key of the path. Click: go there. Drag it along the line, or onto A or B."));
  drag_source(context, {Source::Kind::key, static_cast<int>(index)}, ui.px(64));
  const double there = state.path_shown(state.path().times()[index]);
  if (const Dropped dropped = dropped_here(context.model); dropped.key >= 0)
    context.change([from = static_cast<size_t>(dropped.key), index](model::UiModel& model) {
      model::swap_path_keys(model, from, index);
    });
  else
    add_dropped(context, dropped, there);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(answer.min, answer.max, ui.theme.bg0);
  draw_preview(context, draw, model::view::path, row, answer.min, answer.max);
  draw->AddRect(answer.min, answer.max, answer.hovered ? ui.theme.t1 : ui.theme.line2, 0, 0, ui.px(1));
  if (corner) {
    draw->AddRectFilled(corner->min, corner->max, ui::faded(ui.theme.bg0, 0.8F));
    ui::draw_icon(draw, ui::Icon::close, {corner->min.x + cross / 2, corner->min.y + cross / 2}, ui.px(10),
                  ui.theme.t1);
  }
  if (corner && corner->clicked)
    context.change([index](model::UiModel& model) { model::remove_path_key(model, index); });
  else if (answer.clicked)
    context.ask(model::explore_action::SetPathPosition{state.path_shown(state.path().times()[index]), true});
}

void draw_add(Context& context, ImVec2 min) {
  const ExploreState& state = context.model.explore;
  ui::Ui& ui = context.ui;
  ImGui::SetCursorScreenPos(min);
  const bool room = state.path_keys() < ExploreState::most_path_keys;
  if (!plated_icon(ui, "explore/path/add", ui::Icon::plus,
                   room ? ui.tr("Makes the latent in hand a key of the path, where the handle is.")
                        : ui.tr("A path has at most twelve keys."),
                   {}, room))
    return;
  ExploreState::PathEnd key{state.latent, state.moved ? "place" : state.origin};
  if (context.model.conditional()) key.shares = state.class_shares(context.model.classes());
  context.change([key, at = state.path_t, space = state.space](model::UiModel& model) {
    model::add_path_key(model, key, at, space);
  });
}

}  // namespace

void draw_path_keys(Context& context, ImVec2 min, float width, float height) {
  ui::Ui& ui = context.ui;
  const ExploreState& state = context.model.explore;
  const float line = width - ui.px(32 + 8);
  const ImVec2 max{min.x + line, min.y + height};
  ImGui::SetCursorScreenPos(min);
  ImGui::SetItemAllowOverlap();
  const auto whole =
      ui::picture_tile(ui, "explore/path/keys", {line, height}, static_cast<double>(state.path_keys()),
                       ui.tr("The keys of the path in time; behind them, how fast the pictures "
                             "change. Drop a picture here to make it a key."));
  ImGui::SetItemAllowOverlap();
  const bool over = drop_hovers();
  const Dropped dropped = dropped_here(context.model);
  const float mouse = (ImGui::GetIO().MousePos.x - min.x) / std::max(1.0F, line);
  const double at = static_cast<double>(ui::within(mouse, 0.0F, 1.0F));
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(min, max, ui.theme.bg0, ui.px(4));
  draw_speed(context, {min.x, min.y + ui.px(2)}, max);
  draw_path_nearest(context, {min.x, min.y + ui.px(2)}, {max.x, max.y - ui.px(2)});
  if (over) draw->AddRect(min, max, ui.theme.t1, ui.px(4), 0, ui.px(2));
  const size_t wanted_before = context.actions.wanted().size();
  const std::vector<double> times = state.path().times();
  const float side = std::floor(std::min(ui.px(28), height - ui.px(4)));
  // In a loop the last key stands before its end, too.
  const size_t last = state.looped ? times.size() : times.size() - 1;
  for (size_t i = 1; i < last; ++i) {
    const float x = min.x + static_cast<float>(state.path_shown(times[i])) * line - side / 2;
    draw_key(context, i,
             {std::round(ui::within(x, min.x, max.x - side)), std::round(min.y + (height - side) / 2)}, side);
  }
  draw_add(context, {max.x + ui.px(8), min.y + (height - ui.px(32)) / 2});
  if (dropped.latent.empty()) {
    if (whole.clicked && context.actions.wanted().size() == wanted_before)
      context.ask(model::explore_action::SetPathPosition{at, true});
  } else if (dropped.key >= 0) {
    context.change([key = static_cast<size_t>(dropped.key), at](model::UiModel& model) {
      model::move_path_key(model, key, at);
    });
  } else {
    add_dropped(context, dropped, at);
  }
}

}  // namespace ganscope::panels::explore_parts
