#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "app/model/explore_sliders.h"
#include "app/panels/explore/bookmarks/bookmarks.h"
#include "app/panels/explore/explore_tab.h"
#include "app/panels/latent_hover.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"

namespace ganscope::panels::explore_parts {
namespace {

void draw_end(Context& context, int row, ImVec2 min, float tile) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 max{min.x + tile, min.y + tile};
  draw->AddRectFilled(min, max, context.ui.theme.bg0);
  draw_preview(context, draw, model::view::dimensions, row, min, max);
}

/// In hundredths, or where the slider reaches less far in thousandths; nought has no sign.
std::string value_words(double value, double reach) {
  const int decimals = reach < 1 ? 3 : 2;
  const double unit = std::pow(10.0, -decimals);
  return fmt::format("{:.{}f}", std::abs(value) < 0.5 * unit ? 0.0 : value, decimals);
}

/// Which part of the latent a dimension belongs to, where layers have their own: below its name, and a line
/// above the first of each part.
void draw_part(const Context& context, int row, ImVec2 min, float width, float height) {
  const ui::Ui& ui = context.ui;
  const auto part_of = [&](int at) {
    const auto& shown = context.model.explore.shown_dimensions;
    return model::latent_part(context.model, shown[static_cast<size_t>(at)]);
  };
  const int part = part_of(row);
  if (part == 0) return;
  static constexpr std::array<const char*, 9> names{"",    "⁽¹⁾", "⁽²⁾", "⁽³⁾", "⁽⁴⁾",
                                                    "⁽⁵⁾", "⁽⁶⁾", "⁽⁷⁾", "⁽⁸⁾"};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ui::text_at(ui, draw, {min.x, min.y + height / 2 + ui.px(6)}, ui::Font::caption,
              part > 1 ? ui.theme.g : ui.theme.t3,
              fmt::format("{}{}", context.model.explore.letter(),
                          names[std::min<size_t>(static_cast<size_t>(part), 8)]));
  if (row > 0 && part_of(row - 1) != part)
    draw->AddLine({min.x, min.y}, {min.x + width, min.y}, ui.theme.line, ui.px(1));
}

/// z12 · picture at −3 · slider · picture at +3 · value.
void draw_row(Context& context, int row, ImVec2 min, float width, float height) {
  ui::Ui& ui = context.ui;
  const int dimension = context.model.explore.shown_dimensions[static_cast<size_t>(row)];
  const float value_before = context.model.explore.latent[static_cast<size_t>(dimension)];
  const float tile = std::floor(std::min(ui.px(48), height - ui.px(6)));
  const float middle = min.y + height / 2, gap = ui.px(ui.compact ? 10 : 16);
  const float label = ui.px(44), field = ui.px(ui.compact ? 62 : 68);
  const std::string name = fmt::format("explore/dim/{}", dimension);
  const std::string words = fmt::format("{}{}", context.model.explore.letter(), dimension);
  const ImVec2 size = ui::text_size(ui, ui::Font::mono_small, words);
  ui::text_at(ui, ImGui::GetWindowDrawList(), {min.x, middle - size.y / 2}, ui::Font::mono_small, ui.theme.t2,
              words);
  float x = min.x + label;
  draw_end(context, 2 * row, {x, std::round(middle - tile / 2)}, tile);
  x += tile + gap;
  const float right_tile = min.x + width - field - gap - tile;
  draw_part(context, row, min, width, height);
  ImGui::SetCursorScreenPos({x, middle - ui.px(14)});
  double value = static_cast<double>(value_before);
  bool final = true;
  const bool later = model::latent_part(context.model, dimension) > 1;
  const ui::SliderSpec spec{
      .min = -context.model.explore.slider_reach,
      .max = context.model.explore.slider_reach,
      .initial = 0,
      .signed_fill = true,
      .width = right_tile - gap - x,
      .field_width = 0,
      .help = later
                  ? ui.tr("One dimension of the latent, of those that enter a later layer of G. The pictures "
                          "show what its ends would give.")
                  : ui.tr("One dimension of the latent. The pictures show what its ends would give.")};
  if (ui::slider(ui, name, spec, value, &final)) {
    context.ask(model::explore_action::SetDimension{dimension, value, final});
  }
  draw_end(context, 2 * row + 1, {right_tile, std::round(middle - tile / 2)}, tile);
  ImGui::SetCursorScreenPos({min.x + width - field, middle - ui.px(16)});
  std::string typed = value_words(value, context.model.explore.slider_reach);
  if (ui::text_field(ui, name + "/value", typed, field,
                     context.model.explore.space == api::Space::w
                         ? ui.tr("Type a value of w.")
                         : ui.tr("Type a value; standard normal, so mostly between −2 and 2."))) {
    typed = ui::typed_number(typed);
    char* end = nullptr;
    const double number = std::strtod(typed.c_str(), &end);
    if (end != typed.c_str()) context.ask(model::explore_action::SetDimension{dimension, number, true});
  }
}

void draw_dimensions(Context& context, ImVec2 min, float width, float side) {
  const model::ExploreState& state = context.model.explore;
  const float height = std::floor(side / model::ExploreState::strongest);
  const int count = static_cast<int>(state.shown_dimensions.size());
  if (count <= model::ExploreState::strongest) {
    for (int i = 0; i < count; ++i) {
      draw_row(context, i, {min.x, min.y + static_cast<float>(i) * height}, width, height);
    }
    return;
  }
  ImGui::SetCursorScreenPos(min);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ui::begin_child("explore/dimensions", {width, side}, ImGuiWindowFlags_NoBackground);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float inner = width - context.ui.px(16);
  for (int i = 0; i < count; ++i) {
    const float y = origin.y + static_cast<float>(i) * height;
    if (y + height > min.y && y < min.y + side) draw_row(context, i, {origin.x, y}, inner, height);
  }
  ImGui::SetCursorScreenPos({origin.x, origin.y + static_cast<float>(count) * height});
  ui::take_room({1, 1});
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

/// What is known of the sample under the mouse, beside it.
void draw_card(const Context& context, int index, ImVec2 min, ImVec2 max) {
  const ui::Ui& ui = context.ui;
  if (ImGui::GetDragDropPayload() != nullptr || !has_preview(context.model, model::view::grid, index)) return;
  const api::Answer& result = *context.model.result(model::view::grid);
  ui::LatentCard card = begun_card(ui, result, index, min, max);
  if (result.points.empty()) {
    card.sharp = &ui.atlases.of(model::view::grid);
    card.smooth = &ui.atlases.smooth(model::view::grid);
  }
  card.in_hand = true;
  ui::latent_card(ui, card);
}

/// The 64 fixed latents, to be taken in hand or dragged away.
void draw_samples(Context& context, ImVec2 min, float width, float side) {
  ui::Ui& ui = context.ui;
  const float gap = ui.px(2);
  const auto tile_in = [&](int columns) {
    const int rows = (model::fixed_latents + columns - 1) / columns;
    return std::floor(
        std::min((width + gap) / static_cast<float>(columns), (side + gap) / static_cast<float>(rows)) - gap);
  };
  int columns = 8;  // more where that makes them larger
  for (int wider = columns + 1; wider <= 16; ++wider)
    if (tile_in(wider) > tile_in(columns)) columns = wider;
  const float tile = tile_in(columns);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  int selected = -1;
  for (int i = 0; i < model::fixed_latents; ++i) {
    const ImVec2 at{min.x + static_cast<float>(i % columns) * (tile + gap),
                    min.y + static_cast<float>(i / columns) * (tile + gap)};
    ImGui::SetCursorScreenPos(at);
    const auto answer = ui::picture_tile(ui, fmt::format("explore/tray/{}", i), {tile, tile}, {}, "");
    drag_fixed(context, i, ui.px(64));
    draw->AddRectFilled(answer.min, answer.max, ui.theme.bg0);
    draw_preview(context, draw, model::view::grid, i, answer.min, answer.max);
    if (answer.hovered) {
      draw->AddRect(answer.min, answer.max, ui.theme.t1, 0, 0, ui.px(2));
      draw_card(context, i, answer.min, answer.max);
    }
    if (i == context.model.selected_latent) selected = i;
    if (answer.clicked) context.actions(model::action::SelectLatent{i, false});
    if (answer.hovered != (context.model.hovered_latent == i)) {
      context.actions(model::action::HoverLatent{answer.hovered ? i : -1});
    }
  }
  if (selected < 0) return;
  const ImVec2 at{min.x + static_cast<float>(selected % columns) * (tile + gap),
                  min.y + static_cast<float>(selected / columns) * (tile + gap)};
  ui::frame_picture(ui, draw, at, {at.x + tile, at.y + tile}, 3, 2);
  ui::latent_tag(ui, draw, {at.x + ui.px(4), at.y + ui.px(4)}, selected);
}

void draw_dimensions_footer(Context& context, const Area& area, float y) {
  ui::Ui& ui = context.ui;
  const model::ExploreState& state = context.model.explore;
  const int dim = context.model.status->latent_dim;
  const int shown = static_cast<int>(state.shown_dimensions.size());
  const std::string words = fmt::format("{} {} {}, {}", shown, ui.tr("of"), dim,
                                        state.ranked ? ui.tr("strongest first") : ui.tr("largest first"));
  constexpr int most_shown = 1024;  // more are no list any more
  const bool more = dim > model::ExploreState::strongest && dim <= most_shown;
  const std::string label = state.all_dimensions
                                ? fmt::format("{} {}", model::ExploreState::strongest, ui.tr("strongest"))
                                : fmt::format("{} {}", ui.tr("All"), dim);
  const float width = ui::text_size(ui, ui::Font::body, label).x + ui.px(28);
  draw_footer_words(context, {area.min.x, y}, area.width() - (more ? width + ui.px(8) : 0), words);
  if (!more) return;
  ImGui::SetCursorScreenPos({area.max.x - width, y});
  if (ui::button(ui, "explore/dim/all",
                 {.label = label,
                  .width = width,
                  .help = ui.tr("All dimensions, or those that change the picture most.")})) {
    context.ask(model::explore_action::ShowDimensions{!state.all_dimensions});
  }
}

void draw_samples_column(Context& context, const Area& area, float side) {
  const ImVec2 start = column_start(context, area);
  const float row = start.y + side + context.ui.px(6);
  if (context.model.explore.show_bookmarks) {
    bookmarks::draw_list(context, start, area.width(), side);
    return bookmarks::draw_footer(context, area, row);
  }
  draw_samples(context, start, area.width(), side);
  const float left = bookmarks::draw_kind(context, {start.x, row}) + context.ui.px(12);
  draw_footer_words(context, {left, row}, area.max.x - left,
                    context.model.samples_moved()
                        ? context.ui.tr("Moved by directions; Directions puts them back.")
                        : context.ui.tr("Click: take it in hand. Drag: to A, B or a slot."));
}

void draw_dimensions_column(Context& context, const Area& area, float side) {
  const ImVec2 start = column_start(context, area);
  draw_dimensions(context, start, area.width(), side);
  draw_dimensions_footer(context, area, start.y + side + context.ui.px(6));
}

}  // namespace

ExploreTab samples_tab() { return {"samples", "Samples", draw_samples_column}; }
ExploreTab dimensions_tab() { return {"dimensions", "Dimensions", draw_dimensions_column}; }

}  // namespace ganscope::panels::explore_parts
