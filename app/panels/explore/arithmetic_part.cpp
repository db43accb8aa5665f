#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/model/asks.h"
#include "app/panels/explore/explore_parts.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"

namespace ganscope::panels::explore_parts {
namespace {

using model::ExploreState;

void draw_arithmetic_header(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  const ExploreState& state = context.model.explore;
  const float top = area.min.y + ui.px(6), gap = ui.px(8);
  const bool can_keep = !state.slots[0].empty() && !state.slots[1].empty();
  float right = area.max.x;
  if (can_keep) {
    const char* label = ui.compact ? ui.tr("Keep") : ui.tr("Keep as a direction");
    const float width = ui::text_size(ui, ui::Font::body, label).x + ui.px(28);
    const float field = ui.px(ui.compact ? 96 : 124);
    const std::string suggested = fmt::format("{} {}", ui.tr("direction"), state.kept.size() + 1);
    ImGui::SetCursorScreenPos({right - width, top});
    if (ui::button(ui, "explore/arith/keep",
                   {.label = label,
                    .width = width,
                    .help = ui.tr(
                        "First slot minus second slot, kept as a direction that the pad can walk along.")})) {
      context.ask(model::explore_action::KeepDirection{suggested});
    }
    right -= width + gap;
    std::string name = suggested;
    ImGui::SetCursorScreenPos({right - field, top});
    if (ui::text_field(ui, "explore/arith/name", name, field,
                       ui.tr("A name for the direction; Enter keeps it."))) {
      context.ask(model::explore_action::KeepDirection{name});
    }
    right -= field + gap;
  }
  const bool any =
      std::any_of(state.slots.begin(), state.slots.end(), [](const auto& slot) { return !slot.empty(); });
  if (any) {
    const float width = ui::text_size(ui, ui::Font::body, ui.tr("Clear")).x + ui.px(28);
    ImGui::SetCursorScreenPos({right - width, top});
    if (ui::button(ui, "explore/arith/clear",
                   {.label = ui.tr("Clear"), .width = width, .help = ui.tr("Empties all three slots.")})) {
      context.ask(model::explore_action::ClearArithmetic{});
    }
    right -= width + gap;
  }
  draw_title(context, {area.min.x, top}, ui.tr("Arithmetic"),
             ui.tr("drop samples into a slot; each slot is averaged"), right - area.min.x - gap);
}

void draw_exemplars(Context& context, int slot, ImVec2 min, float tile) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const auto& exemplars = context.model.explore.slots[static_cast<size_t>(slot)];
  const float gap = ui.px(2);
  for (int i = 0; i < static_cast<int>(exemplars.size()); ++i) {
    ImGui::SetCursorScreenPos({min.x + static_cast<float>(i) * (tile + gap), min.y});
    const int fixed = exemplars[static_cast<size_t>(i)].fixed_index;
    const auto answer = ui::picture_tile(ui, fmt::format("explore/arith/slot/{}/{}", slot, i), {tile, tile},
                                         static_cast<double>(fixed), ui.tr("Click: take it out again."));
    draw->AddRectFilled(answer.min, answer.max, ui.theme.bg0);
    const int row = model::drawn_exemplar(context.model, slot, exemplars[static_cast<size_t>(i)].latent);
    draw_preview(context, draw, model::view::arithmetic, row, answer.min, answer.max);
    if (answer.hovered) {
      draw->AddRectFilled(answer.min, answer.max, ui::faded(ui.theme.bg0, 0.5F));
      ui::draw_icon(draw, ui::Icon::close,
                    {(answer.min.x + answer.max.x) / 2, (answer.min.y + answer.max.y) / 2}, ui.px(14),
                    ui.theme.t1);
    }
    if (answer.clicked) context.ask(model::explore_action::RemoveExemplar{slot, i});
  }
}

void draw_slot(Context& context, int slot, ImVec2 min, float width, float side) {
  ui::Ui& ui = context.ui;
  const ExploreState& state = context.model.explore;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const auto& exemplars = state.slots[static_cast<size_t>(slot)];
  const int count = static_cast<int>(exemplars.size());
  const float gap = ui.px(2);
  const float tile = std::floor(std::min(ui.px(46), (width + gap) / ExploreState::exemplars - gap));
  const float mean_top = min.y + tile + ui.px(8);
  const float mean = std::floor(std::min(ui.px(76), min.y + side - mean_top));
  const ImVec2 mean_min{min.x, mean_top}, mean_max{min.x + mean, mean_top + mean};

  // The whole slot takes what is dropped; what lies on it is drawn and pressed after it.
  ImGui::SetCursorScreenPos(min);
  ImGui::SetItemAllowOverlap();
  const auto whole = ui::picture_tile(ui, fmt::format("explore/arith/slot/{}", slot), {width, side},
                                      static_cast<double>(count),
                                      ui.tr("Drop samples here. Click: add the latent in hand."));
  ImGui::SetItemAllowOverlap();
  const bool over = drop_hovers();
  const Dropped dropped = dropped_here(context.model);
  if (count == 0) {
    ui::empty_tile(ui, draw, min, {min.x + width, min.y + side}, over || whole.hovered);
  } else {
    draw->AddRectFilled(mean_min, mean_max, ui.theme.bg0);
    if (model::drawn_mean(context.model, slot)) {
      draw_preview(context, draw, model::view::arithmetic, ExploreState::row_of_mean(slot), mean_min,
                   mean_max);
    }
    const float x = mean_max.x + ui.px(10);
    const std::string words =
        count == 1 ? std::string(ui.tr("one sample")) : fmt::format("{} {}", ui.tr("mean of"), count);
    const float left = min.x + width - x;
    const float y = mean_top + mean / 2 - ui.px(17);
    ui::text_at(ui, draw, {x, y}, ui::Font::caption, ui.theme.t1,
                ui::fitted(ui, ui::Font::caption, words, left));
    if (count < ExploreState::exemplars) {
      ui::text_at(ui, draw, {x, y + ui.px(18)}, ui::Font::caption, ui.theme.t3,
                  ui::fitted(ui, ui::Font::caption, ui.tr("add more"), left));
    }
    if (over) draw->AddRect(min, {min.x + width, min.y + side}, ui.theme.t1, ui.px(4), 0, ui.px(2));
  }
  const auto before = context.actions.wanted().size();
  draw_exemplars(context, slot, min, tile);
  if (!dropped.latent.empty()) {
    context.ask(model::explore_action::AddExemplar{slot, dropped.latent, dropped.fixed_index, dropped.space});
  } else if (whole.clicked && context.actions.wanted().size() == before) {
    const bool fixed =
        !state.moved && context.model.selected_latent >= 0 && state.origin.starts_with("latent ");
    context.ask(model::explore_action::AddExemplar{slot, state.latent,
                                                   fixed ? context.model.selected_latent : -1, state.space});
  }
}

void draw_result(Context& context, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const bool there = !context.model.explore.arithmetic_result.empty();
  ImGui::SetCursorScreenPos(min);
  const auto answer =
      ui::picture_tile(ui, "explore/arith/result", {side, side},
                       there ? picture_hash(context.model, model::view::arithmetic, 0) : "none",
                       ui.tr("The result. Click: take it in hand."));
  if (there) drag_source(context, {Source::Kind::result, 0}, ui.px(64));
  draw->AddRectFilled(answer.min, answer.max, ui.theme.bg0);
  if (there) {
    if (model::drawn_arithmetic(context.model))
      draw_preview(context, draw, model::view::arithmetic, 0, answer.min, answer.max);
    draw->AddRect(answer.min, answer.max, ui.theme.t1, 0, 0, ui.px(answer.hovered ? 3 : 2));
    if (answer.clicked) context.ask(model::explore_action::UseArithmeticResult{});
    return;
  }
  draw->AddRect(answer.min, answer.max, ui.theme.line, 0, 0, ui.px(1));
}

std::string tip(const Context& context) {
  const ExploreState& state = context.model.explore;
  const ui::Strings& tr = context.ui.tr;
  int filled = 0;
  for (const auto& slot : state.slots) filled += slot.empty() ? 0 : 1;
  if (filled == 0 && context.model.status->data.key == "faces")
    return tr("Open Samples, drag faces with glasses here, then without, then whom to give them.");
  if (filled == 0) return tr("Open Samples and drag some in: first minus second, added to the third.");
  if (filled == 1) return tr("Fill a second slot: the difference is a direction.");
  return tr("Three samples a slot average out what they do not share.");
}

}  // namespace

void draw_arithmetic_part(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw_arithmetic_header(context, area);
  const float top = area.min.y + ui.px(header_height), caption = ui.px(26);
  const float side = std::floor(std::min(ui.px(130), area.max.y - top - caption));
  const float sign = ui.px(ui.compact ? 30 : 38);
  const float width = std::floor((area.width() - side - 3 * sign) / 3);
  constexpr std::array signs = {ui::Icon::minus, ui::Icon::plus, ui::Icon::equals};
  float x = area.min.x;
  for (int slot = 0; slot < 3; ++slot) {
    draw_slot(context, slot, {x, top}, width, side);
    x += width;
    ui::draw_icon(draw, signs[static_cast<size_t>(slot)], {x + sign / 2, top + side / 2}, ui.px(18),
                  ui.theme.t1);
    x += sign;
  }
  draw_result(context, {area.max.x - side, top}, side);
  const float y = top + side + ui.px(6);
  const bool there = !context.model.explore.arithmetic_result.empty();
  const std::string score = there ? score_words(context, model::view::arithmetic, 0) : std::string();
  const float score_width = score.empty() ? 0 : ui::rich_text_width(ui, ui::Font::caption, score);
  ui::text_at(ui, draw, {area.min.x, y}, ui::Font::caption, ui.theme.t3,
              ui::fitted(ui, ui::Font::caption, tip(context), area.width() - score_width - ui.px(16)));
  if (!score.empty()) {
    ui::rich_text_at(ui, draw, {area.max.x - score_width, y}, ui::Font::caption, ui.theme.t2, score);
  }
}

}  // namespace ganscope::panels::explore_parts
