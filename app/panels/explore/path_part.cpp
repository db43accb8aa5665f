#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/explore/explore_parts.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"

namespace ganscope::panels::explore_parts {
namespace {

void draw_path_header(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  const model::ExploreState& state = context.model.explore;
  const float top = area.min.y + ui.px(6), gap = ui.px(8);
  const std::array<std::string, 2> labels = {ui.tr("lerp"), ui.tr("slerp")};
  const float play_width = ui.px(ui.compact ? 84 : 92), frames_width = ui.px(104);
  const float modes_width = segmented_width(ui, labels);
  float x = area.max.x - frames_width - gap - play_width - gap - modes_width;
  const std::string words = ui.compact ? std::string() : std::string(ui.tr("from A to B"));
  draw_title(context, {area.min.x, top}, ui.tr("Path"), words, x - area.min.x - gap);

  int mode = state.spherical ? 1 : 0;
  ImGui::SetCursorScreenPos({x, top});
  if (ui::segmented(
          ui, "explore/path/mode", labels, mode,
          ui.tr("lerp: straight through the middle. slerp: along the sphere, where typical latents lie."))) {
    context.ask(model::explore_action::SetPathMode{mode == 1});
  }
  x += modes_width + gap;
  ImGui::SetCursorScreenPos({x, top});
  const ui::ButtonSpec play{.label = state.playing ? ui.tr("Stop") : ui.tr("Play"),
                            .width = play_width,
                            .help = ui.tr("Walks from A to B and back in the large picture."),
                            .has_icon = true,
                            .icon = state.playing ? ui::Icon::pause : ui::Icon::play,
                            .pressed = state.playing};
  if (ui::button(ui, "explore/path/play", play)) context.ask(model::explore_action::PlayPath{!state.playing});
  x += play_width + gap;
  ImGui::SetCursorScreenPos({x, top});
  int64_t frames = state.path_frames;
  if (ui::stepper(ui, "explore/path/frames", 2, 60, frames, frames_width,
                  ui.tr("How many pictures the strip has."))) {
    context.ask(model::explore_action::SetPathFrames{static_cast<int>(frames)});
  }
}

void draw_end(Context& context, bool b, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  const model::ExploreState& state = context.model.explore;
  ImGui::SetCursorScreenPos(min);
  const int row = b ? state.path_frames - 1 : 0;
  const auto answer = ui::picture_tile(ui, b ? "explore/path/b" : "explore/path/a", {side, side},
                                       picture_hash(context.model, model::view::path, row),
                                       ui.tr("Drop a picture here. Click: put the latent in hand here."));
  const bool over = drop_hovers();
  if (const Dropped dropped = dropped_here(context.model); !dropped.latent.empty()) {
    context.ask(model::explore_action::SetPathEnd{b, dropped.latent, dropped.origin, dropped.space});
  } else if (answer.clicked) {
    context.ask(model::explore_action::SetPathEnd{b, state.latent, state.moved ? "place" : state.origin,
                                                  state.space});
  }
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(answer.min, answer.max, ui.theme.bg0);
  draw_preview(context, draw, model::view::path, row, answer.min, answer.max);
  if (over || answer.hovered) draw->AddRect(answer.min, answer.max, ui.theme.t1, 0, 0, ui.px(2));
  ui::plate(ui, draw, {min.x + ui.px(4), min.y + ui.px(4)}, ui::Font::strong, b ? "B" : "A");
}

/// Tiles side by side; more frames than fit at a legible size are left out evenly.
void draw_strip(Context& context, ImVec2 min, float width, float side) {
  ui::Ui& ui = context.ui;
  const model::ExploreState& state = context.model.explore;
  const float gap = ui.px(2);
  const int fit = std::max(2, static_cast<int>((width + gap) / (ui.px(22) + gap)));
  const int count = std::min(state.path_frames, fit);
  const float tile = std::floor(std::min(ui.px(56), (width + gap) / static_cast<float>(count) - gap));
  const float step = count > 1 ? (width - tile) / static_cast<float>(count - 1) : 0;
  const int here = state.frame_of_path();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float y = std::round(min.y + (side - ui.px(36) - tile) / 2);
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
  const std::string tip = state.spherical ? ui.tr("slerp keeps the distance from the centre")
                                          : ui.tr("lerp comes nearer to the centre half-way");
  const float tip_width = ui::text_size(ui, ui::Font::caption, tip).x;
  if (tip_width <= left) say(strip_x + strip_width - tip_width, tip, ui.theme.t3);
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
  draw_strip(context, {strip_x, top}, strip_width, side);
  draw_slider(context, {strip_x, top + side - ui.px(32)}, strip_width);
  draw_captions(context, area, top + side + ui.px(6), side, strip_x, strip_width);
}

}  // namespace ganscope::panels::explore_parts
