#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/model/path_keys.h"
#include "app/model/whole_film.h"
#include "app/panels/explore/explore_parts.h"
#include "app/panels/explore/path_nearest.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"

namespace ganscope::panels::explore_parts {
namespace {

void draw_end(Context& context, bool b, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  const model::ExploreState& state = context.model.explore;
  ImGui::SetCursorScreenPos(min);
  const size_t index = b ? state.path_keys() - 1 : 0;
  const int row = state.row_of_key(index);
  const auto answer = ui::picture_tile(ui, b ? "explore/path/b" : "explore/path/a", {side, side},
                                       picture_hash(context.model, model::view::path, row),
                                       ui.tr("Drop a sample here. Click: put the latent in hand here."));
  const bool over = drop_hovers();
  drag_source(context, {Source::Kind::key, static_cast<int>(index)}, ui.px(64));
  if (const Dropped dropped = dropped_here(context.model); dropped.key >= 0) {
    context.ask(model::explore_action::UseTool{
        [from = static_cast<size_t>(dropped.key), index](model::UiModel& model, double) {
          model::swap_path_keys(model, from, index);
        }});
  } else if (!dropped.latent.empty()) {
    context.ask(
        model::explore_action::SetPathEnd{b, dropped.latent, dropped.origin, dropped.space, dropped.shares});
  } else if (answer.clicked) {
    std::vector<float> shares;
    if (context.model.conditional()) shares = state.class_shares(context.model.classes());
    context.ask(model::explore_action::SetPathEnd{b, state.latent, state.moved ? "place" : state.origin,
                                                  state.space, shares});
  }
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(answer.min, answer.max, ui.theme.bg0);
  draw_preview(context, draw, model::view::path, row, answer.min, answer.max);
  if (over || answer.hovered) draw->AddRect(answer.min, answer.max, ui.theme.t1, 0, 0, ui.px(2));
  ui::plate(ui, draw, {min.x + ui.px(4), min.y + ui.px(4)}, ui::Font::strong, b ? "B" : "A");
}

/// Tiles side by side, at most `side` high; more frames than fit at a legible size are left out evenly.
void draw_strip(Context& context, ImVec2 min, float width, float side) {
  ui::Ui& ui = context.ui;
  const model::ExploreState& state = context.model.explore;
  const float gap = ui.px(2);
  const int fit = std::max(2, static_cast<int>((width + gap) / (ui.px(22) + gap)));
  const int count = std::min(state.path_frames, fit);
  const float tile = std::floor(std::min(side, (width + gap) / static_cast<float>(count) - gap));
  const float step = count > 1 ? (width - tile) / static_cast<float>(count - 1) : 0;
  const int here = state.frame_of_path();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float y = std::round(min.y + (side - tile) / 2);
  const auto frame_of = [&](int i) {
    return static_cast<int>(
        std::lround(static_cast<double>(i) * (state.path_frames - 1) / std::max(1, count - 1)));
  };
  int nearest = 0;
  for (int i = 0; i < count; ++i) {
    if (std::abs(frame_of(i) - here) < std::abs(frame_of(nearest) - here)) nearest = i;
  }
  ImVec2 frame_min, frame_max;
  for (int i = 0; i < count; ++i) {
    const int frame = frame_of(i);
    ImGui::SetCursorScreenPos({std::round(min.x + static_cast<float>(i) * step), y});
    const auto answer = ui::picture_tile(ui, fmt::format("explore/path/frame/{}", frame), {tile, tile}, {},
                                         ui.tr("Click: go there. Drag it into a slot."));
    drag_source(context, {Source::Kind::frame, frame}, ui.px(64));
    draw->AddRectFilled(answer.min, answer.max, ui.theme.bg0);
    draw_preview(context, draw, model::view::path, frame, answer.min, answer.max);
    if (answer.hovered) draw->AddRect(answer.min, answer.max, ui.theme.t1, 0, 0, ui.px(1));
    if (i == nearest) {
      frame_min = answer.min;
      frame_max = answer.max;
    }
    if (answer.clicked) {
      context.ask(
          model::explore_action::SetPathPosition{static_cast<double>(frame) / (state.path_frames - 1), true});
    }
  }
  ui::frame_picture(ui, draw, frame_min, frame_max, 2, 0);
}

void draw_slider(Context& context, ImVec2 min, float width) {
  ui::Ui& ui = context.ui;
  double position = context.model.explore.path_t;
  bool final = true;
  ImGui::SetCursorScreenPos(min);
  const ui::SliderSpec spec{.min = 0,
                            .max = 1,
                            .initial = 0,
                            .width = width,
                            .field_width = 0,
                            .help = ui.tr("Where between A and B. The large picture follows.")};
  if (ui::slider(ui, "explore/path/position", spec, position, &final)) {
    context.ask(model::explore_action::SetPathPosition{position, final});
  }
}

/// How long the path is, once that has been measured; until then how it goes.
std::string length_words(const Context& context) {
  const ui::Ui& ui = context.ui;
  const model::ExploreState& state = context.model.explore;
  if (state.path_measured())
    return fmt::format("{} {:.3g} · {} {:.3g}", ui.tr("latent length"), state.path_steps.latent_length,
                       ui.tr("to the eye"), state.path_steps.length);
  if (state.looped) return ui.tr("a closed curve through all keys");
  if (state.curved) return ui.tr("a smooth curve through all keys");
  return state.spherical ? ui.tr("slerp keeps the distance from the centre")
                         : ui.tr("lerp comes nearer to the centre half-way");
}

void draw_length_help(Context& context, ImVec2 at, float width, const std::string& words) {
  ui::Ui& ui = context.ui;
  const model::ExploreState::PathSteps& measured = context.model.explore.path_steps;
  const float height = ui::text_size(ui, ui::Font::caption, words).y;
  ui.items.add("explore/path/length", at, {at.x + width, at.y + height}, words);
  if (!context.model.explore.path_measured() ||
      !ImGui::IsMouseHoveringRect(at, {at.x + width, at.y + height}))
    return;
  const char* in = measured.measured_in == "features" ? ui.tr("features of a network that learned the data")
                   : measured.measured_in == "plane"  ? ui.tr("the plane of the data")
                                                      : ui.tr("pixels");
  const std::string help =
      fmt::format("{} {}, {} {}. {} {:.3g} (ε = {:.2g})", ui.tr("Measured in"), in, ui.tr("at step"),
                  measured.step, ui.tr("Perceptual path length:"), measured.perceptual, measured.piece);
  ImGui::SetTooltip("%s", help.c_str());
}

void draw_saving(Context& context, ImVec2 right) {
  ui::Ui& ui = context.ui;
  const model::WholeFilm& film = model::whole_film_of(context.model);
  const Progress& progress = film.ask ? film.progress : context.model.export_state.progress;
  const std::string words = fmt::format("{} {} %", film.ask ? ui.tr("Drawing pictures") : ui.tr("Saving"),
                                        progress.total > 0 ? 100 * progress.done / progress.total : 0);
  const float cancel = ui::text_size(ui, ui::Font::caption, ui.tr("Cancel")).x;
  const float width = ui::text_size(ui, ui::Font::caption, words).x + ui.px(10) + cancel;
  ui::text_at(ui, ImGui::GetWindowDrawList(), {right.x - width, right.y}, ui::Font::caption, ui.theme.t2,
              words);
  ImGui::SetCursorScreenPos({right.x - cancel, right.y});
  if (ui::link(ui, "explore/path/export/cancel", ui.tr("Cancel"), ui.tr("Nothing is left behind.")))
    context.actions(model::action::CancelExport{});
}

void draw_captions(Context& context, const Area& area, float y, float side, float strip_x,
                   float strip_width) {
  const ui::Ui& ui = context.ui;
  const model::ExploreState& state = context.model.explore;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const auto say = [&](float x, const std::string& words, ImU32 colour) {
    ui::text_at(ui, draw, {x, y}, ui::Font::caption, colour, words);
  };
  const auto fit = [&](const std::string& words, float width) {
    return ui::fitted(ui, ui::Font::caption, words, width);
  };
  say(area.min.x, fit(origin_words(ui, state.path_a.origin), side), ui.theme.t2);
  const std::string end = fit(origin_words(ui, state.path_b.origin), side);
  say(area.max.x - ui::text_size(ui, ui::Font::caption, end).x, end, ui.theme.t2);
  const std::string frame =
      fmt::format("{} {} {} {}", ui.tr("frame"), state.frame_of_path() + 1, ui.tr("of"), state.path_frames);
  say(strip_x, frame, ui.theme.t2);
  const float left = strip_width - ui::text_size(ui, ui::Font::caption, frame).x - ui.px(16);
  if (model::whole_film_of(context.model).ask ||
      (context.model.export_order.drawn != nullptr && !context.model.export_state.done))
    return draw_saving(context, {strip_x + strip_width, y});
  const std::string nearest = path_nearest_words(context);
  const std::string tip = nearest.empty() ? length_words(context) : nearest;
  const float tip_width = ui::text_size(ui, ui::Font::caption, tip).x;
  if (tip_width > left) return;
  const ImVec2 at{strip_x + strip_width - tip_width, y};
  say(at.x, tip, ui.theme.t3);
  if (nearest.empty())
    draw_length_help(context, at, tip_width, tip);
  else
    context.ui.items.add("explore/path/nearest", at, {at.x + tip_width, y + ui.px(16)}, tip);
}

}  // namespace

void draw_path_part(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  draw_path_header(context, area);
  const float top = area.min.y + ui.px(header_height), caption = ui.px(26);
  const float side = std::floor(std::min(ui.px(130), area.max.y - top - caption));
  const float gap = ui.px(14);
  draw_end(context, false, {area.min.x, top}, side);
  draw_end(context, true, {area.max.x - side, top}, side);
  const float strip_x = area.min.x + side + gap, strip_width = area.width() - 2 * (side + gap);
  const float slider = ui.px(30), keys = ui.px(32), strip = side - slider - keys - ui.px(6);
  draw_strip(context, {strip_x, top}, strip_width, strip);
  draw_path_keys(context, {strip_x, top + strip + ui.px(6)}, strip_width, keys);
  draw_slider(context, {strip_x, top + side - slider + ui.px(2)}, strip_width);
  draw_captions(context, area, top + side + ui.px(6), side, strip_x, strip_width);
}

}  // namespace ganscope::panels::explore_parts
