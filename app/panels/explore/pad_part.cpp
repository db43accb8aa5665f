#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/panels/explore/explore_parts.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::explore_parts {
namespace {

std::vector<std::string> axis_labels(const Context& context) {
  std::vector<std::string> labels = {context.ui.tr("main"), context.ui.tr("random")};
  for (int i = 0; i < context.model.status->latent_dim; ++i)
    labels.push_back(fmt::format("{}{}", context.model.explore.letter(), i));
  for (const auto& kept : context.model.explore.kept)
    labels.push_back(direction_words(context.ui, kept.name));
  return labels;
}

void draw_axes(Context& context, float right, float top, float side) {
  ui::Ui& ui = context.ui;
  const float icon = ui.px(20), gap = ui.px(8), dice = ui.px(32) + gap;
  const float title = ui::text_size(ui, ui::Font::title, ui.tr("Pad")).x + ui.px(12);
  const float room = (side - title - dice - gap) / 2 - icon;
  const float width = std::min(ui.px(ui.compact ? 92 : 116), std::max(ui.px(64), std::floor(room)));
  const std::vector<std::string> labels = axis_labels(context);
  float x = right - dice - 2 * (width + icon) - gap;
  for (const bool vertical : {false, true}) {
    const auto& axis = vertical ? context.model.explore.pad_y : context.model.explore.pad_x;
    ui::draw_icon(ImGui::GetWindowDrawList(),
                  vertical ? ui::Icon::arrows_vertical : ui::Icon::arrows_horizontal,
                  {x + icon / 2 - ui.px(2), top + ui.px(16)}, ui.px(16), ui.theme.t2);
    ImGui::SetCursorScreenPos({x + icon, top});
    int choice = axis.choice;
    if (ui::combo(ui, vertical ? "explore/pad/up" : "explore/pad/across", labels, choice, width,
                  vertical ? ui.tr("Which direction of latent space lies upwards. Main: one along which the "
                                   "picture changes most.")
                           : ui.tr("Which direction of latent space lies to the right. Main: the one along "
                                   "which the picture changes most."))) {
      context.ask(model::explore_action::SetPadAxis{vertical, choice});
    }
    x += icon + width + gap;
  }
  ImGui::SetCursorScreenPos({right - ui.px(32), top});
  if (plated_icon(ui, "explore/pad/new", ui::Icon::dice,
                  ui.tr("Another plane through the latent in hand, at random."))) {
    context.ask(model::explore_action::NewPlane{});
  }
}

void draw_places(Context& context, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float y = min.y + ui.px(6);
  const char* words = ui.tr("Where you went");
  const ImVec2 size = ui::text_size(ui, ui::Font::body, words);
  ui::text_at(ui, draw, {min.x, y + (ui.px(32) - size.y) / 2}, ui::Font::body, ui.theme.t2, words);
  const auto& places = context.model.explore.places;
  const float gap = ui.px(ui.compact ? 3 : 6);
  const float room = side - size.x - ui.px(12);
  const float tile = std::floor(std::min(ui.px(32), (room + gap) / model::ExploreState::strip - gap));
  const int count = static_cast<int>(places.size());
  for (int i = 0; i < count; ++i) {
    const float x = min.x + side - static_cast<float>(count - i) * (tile + gap) + gap;
    ImGui::SetCursorScreenPos({x, y + (ui.px(32) - tile) / 2});
    const auto answer =
        ui::picture_tile(ui, fmt::format("explore/place/{}", i), {tile, tile}, {},
                         ui.tr("A place where you were. Click: go back to it. Drag it into a slot."));
    drag_source(context, {Source::Kind::place, i}, ui.px(64));
    draw->AddRectFilled(answer.min, answer.max, ui.theme.bg0);
    draw_preview(context, draw, model::view::pad, model::ExploreState::row_of_place(i), answer.min,
                 answer.max);
    const bool here = places[static_cast<size_t>(i)] == context.model.explore.latent;
    if (here || answer.hovered) {
      draw->AddRect({answer.min.x - 1, answer.min.y - 1}, {answer.max.x + 1, answer.max.y + 1}, ui.theme.t1,
                    0, 0, ui.px(answer.hovered ? 2 : 1.5F));
    }
    if (answer.clicked) context.ask(model::explore_action::UsePlace{i});
  }
}

void name_edges(const Context& context, ui::LatentPadSpec& spec) {
  const auto& state = context.model.explore;
  const ui::Strings& tr = context.ui.tr;
  const auto name_of = [&](const model::ExploreState::Axis& axis, const char* number) {
    if (axis.choice >= model::ExploreState::axis_dimension) return direction_words(context.ui, axis.name);
    const bool main = axis.choice == model::ExploreState::axis_strongest;
    return std::string(main ? tr("main") : tr("random")) + number;
  };
  const std::string across = name_of(state.pad_x, " 1"), up = name_of(state.pad_y, " 2");
  spec.right = fmt::format("{} +", across);
  spec.left = fmt::format("− {}", across);
  spec.up = fmt::format("{} +", up);
  spec.down = fmt::format("− {}", up);
}

}  // namespace

void draw_pad_part(Context& context, const Area& area, float side) {
  const ui::Ui& ui = context.ui;
  draw_title(context, {area.min.x, area.min.y + ui.px(6)}, ui.tr("Pad"),
             ui.compact ? "" : ui.tr("drag to walk"), side - ui.px(328));
  draw_untitled_pad(context, area, side);
}

void draw_untitled_pad(Context& context, const Area& area, float side) {
  ui::Ui& ui = context.ui;
  const model::ExploreState& state = context.model.explore;
  const float top = area.min.y + ui.px(6);
  draw_axes(context, area.min.x + side, top, side);

  ui::LatentPadSpec spec;
  spec.side = side;
  spec.u = state.pad_u;
  spec.v = state.pad_v;
  spec.background_side = model::ExploreState::pad_side;
  spec.ring = model::ExploreState::ring;
  spec.ring_radius = model::ExploreState::ring_radius;
  spec.trail = state.trail;
  name_edges(context, spec);
  spec.draw_background = [&](ImDrawList* draw, int i, ImVec2 min, ImVec2 max) {
    if (!context.model.status->data.is_points())
      return draw_preview(context, draw, model::view::pad, i, min, max);
    // Small planes of their own: without a border they would read as one.
    const float inset = std::round(ui.px(3));
    const ImVec2 from{min.x + inset, min.y + inset}, to{max.x - inset, max.y - inset};
    draw_preview(context, draw, model::view::pad, i, from, to);
    draw->AddRect(from, to, ui.theme.line2, 0, 0, std::max(1.0F, ui.px(1)));
  };
  spec.draw_ring = [&](ImDrawList* draw, int i, ImVec2 min, ImVec2 max) {
    draw_preview(context, draw, model::view::ring, i, min, max);
  };
  spec.help = ui.tr(
      "A plane through latent space. Drag to walk on it; the small pictures show what lies around. Double "
      "click: back to the middle.");
  const float square_top = area.min.y + ui.px(header_height);
  ImGui::SetCursorScreenPos({area.min.x, square_top});
  const ui::LatentPadAnswer answer = ui::latent_pad(ui, "explore/pad", spec);
  if (answer.moved) context.ask(model::explore_action::MovePad{answer.u, answer.v, answer.final});
  draw_places(context, {area.min.x, square_top + side}, side);
}

}  // namespace ganscope::panels::explore_parts
