#include "app/panels/explore/explore_panel.h"

#include <algorithm>
#include <cmath>

#include "app/panels/explore/bookmarks/bookmarks.h"
#include "app/panels/explore/explore_tab.h"
#include "app/panels/explore/mine/mine.h"
#include "app/panels/explore/sketch/sketch.h"
#include "app/panels/film_play.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels {
namespace {

using explore_parts::Area;
using explore_parts::Context;
using explore_parts::shown_tab;
using explore_parts::square_side;

bool explore_visible(const model::UiModel& model) { return model.scene() == model::Workspace::explore; }

void draw_empty(const ui::Ui& ui, ImVec2 min, ImVec2 max) {
  const char* words = ui.tr("Nothing to explore yet: choose an experiment in Train.");
  const ImVec2 size = ui::text_size(ui, ui::Font::body, words);
  ui::text_at(ui, ImGui::GetWindowDrawList(), {(min.x + max.x - size.x) / 2, (min.y + max.y - size.y) / 2},
              ui::Font::body, ui.theme.t2, words);
}

/// In less room than this (`beside` a lesson), px at scale 1, and parts would lie over each other: it is
/// scrolled instead.
constexpr float least_width = 1200, least_width_beside = 840, least_height = 580;

void draw_parts(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, ImVec2 window,
                ImVec2 size) {
  const ImVec2 end{window.x + size.x, window.y + size.y};
  Context context{ui, model, actions};
  if (model.status->model.translates()) return sketch::draw_board(context, {window, end});
  explore_parts::take_picture_file(context);
  bookmarks::take_keys(context);
  const float margin = ui.px(16), gap = ui.px(ui.compact ? 20 : 32);
  Area inner{{window.x + margin, window.y + ui.px(2)}, {end.x - margin, end.y - ui.px(8)}};
  if (model.captions() != nullptr) {
    const float below = inner.min.y + ui.px(explore_parts::caption_height);
    draw_caption_part(context, {inner.min, {inner.max.x, below}});
    inner.min.y = below;
  }
  const float lower = ui.px(ui.compact ? 176 : 206);
  const float rows = ui.px(explore_parts::header_height + explore_parts::row_height + 2);
  const float side = square_side(ui, model, inner.height() - lower - rows, inner.width());
  const float upper_end = inner.min.y + rows + side;

  draw_picture_part(context, {inner.min, {inner.min.x + side, upper_end}}, side);
  const ImVec2 middle{inner.min.x + side + gap, inner.min.y};
  const explore_parts::ExploreTab& tab = shown_tab(model);
  if (tab.draw_wide != nullptr) {
    tab.draw_wide(context, {middle, {inner.max.x, upper_end}}, side);
  } else {
    const auto draw_middle = tab.draw_middle != nullptr ? tab.draw_middle : explore_parts::draw_pad_part;
    draw_middle(context, {middle, {middle.x + side, upper_end}}, side);
  }
  draw_right_part(context, {{inner.min.x + 2 * (side + gap), inner.min.y}, {inner.max.x, upper_end}}, side);

  if (tab.draw_band != nullptr) {
    const float edge = std::floor(upper_end) + 0.5F;
    ImGui::GetWindowDrawList()->AddLine({window.x, edge}, {end.x, edge}, ui.theme.line,
                                        std::max(1.0F, ui.px(1)));
    return tab.draw_band(context, {{inner.min.x, upper_end + ui.px(2)}, inner.max});
  }
  const float split = std::round(inner.min.x + inner.width() * (ui.compact ? 0.44F : 0.465F));
  const float line = std::max(1.0F, ui.px(1)), y = std::floor(upper_end) + 0.5F;
  ImDrawList* lines = ImGui::GetWindowDrawList();
  lines->AddLine({window.x, y}, {end.x, y}, ui.theme.line, line);
  lines->AddLine({split + 0.5F, y}, {split + 0.5F, end.y}, ui.theme.line, line);
  draw_path_part(context, {{inner.min.x, upper_end + ui.px(2)}, {split - margin, inner.max.y}});
  draw_arithmetic_part(context, {{split + margin, upper_end + ui.px(2)}, inner.max});
}

void draw_explore(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 window = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const int dim = model.status->latent_dim;
  if (!model.configured() || (dim <= 0 && !model.status->model.translates()) ||
      static_cast<int>(model.explore.latent.size()) != dim)
    return draw_empty(ui, window, {window.x + size.x, window.y + size.y});
  const float captions = model.captions() != nullptr ? explore_parts::caption_height : 0;
  const ImVec2 least{ui.px(ui.left_given ? least_width_beside : least_width), ui.px(least_height + captions)};
  if (size.x >= least.x && size.y >= least.y) return draw_parts(ui, model, actions, window, size);
  // A small window, or large type.
  const ImVec2 whole{std::max(size.x, least.x), std::max(size.y, least.y)};
  ImGui::SetCursorScreenPos(window);
  ui::scroll_over(whole);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ui::begin_child("scrolled", size, ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoNav);
  ImGui::PopStyleVar();
  draw_parts(ui, model, actions, ImGui::GetCursorScreenPos(), whole);
  ImGui::EndChild();
}

std::optional<model::Action> explore_key(const model::UiModel& model, std::string_view key) {
  if (auto own = sketch::key_action(model, key)) return own;
  if (explore_parts::tab_shown(model, "directions")) return std::nullopt;  // "k" keeps one there
  return film_key(model, key);
}

}  // namespace

namespace explore_parts {

float square_side(const ui::Ui& ui, const model::UiModel& model, float room_height, float room_width) {
  const float most = std::floor(std::min(room_height / ui.scale, (room_width / ui.scale - 48) * 0.32F));
  const int width = std::max(model.status->data.width, model.status->data.height);
  const float multiple = model.status->data.is_points() || width <= 0 ? 1 : static_cast<float>(width);
  const float factor = std::max(1.0F, std::floor(std::floor(most / multiple) * ui.scale));
  return multiple == 1 ? std::floor(most * ui.scale) : factor * multiple;
}

}  // namespace explore_parts

std::vector<Panel> explore_panels() {
  return {{"explore", Region::whole, explore_visible, draw_explore, false, explore_key}};
}

}  // namespace ganscope::panels
