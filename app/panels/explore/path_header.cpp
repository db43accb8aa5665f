#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/model/path_keys.h"
#include "app/panels/explore/explore_parts.h"
#include "app/panels/explore/path_nearest.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::explore_parts {
namespace {

using model::ExploreState;
using Kind = model::ExportOrder::Kind;

constexpr std::array speeds{0.25, 0.5, 1.0, 2.0, 4.0};

/// In a small window four words leave the title little room.
float mode_padding(const ui::Ui& ui) { return ui.compact ? 5 : 12; }

void draw_mode(Context& context, float x, float top, std::span<const std::string> labels) {
  ui::Ui& ui = context.ui;
  const ExploreState& state = context.model.explore;
  int mode = state.looped ? 2 : state.curved ? 3 : state.spherical ? 1 : 0;
  ImGui::SetCursorScreenPos({x, top});
  if (ui::segmented(
          ui, "explore/path/mode", labels, mode,
          ui.tr(
              "lerp: straight through the middle. slerp: along the sphere, where typical latents lie. loop: "
              "a smooth curve through all keys and back to the first. curve: the same from A to B."),
          mode_padding(ui)))
    context.ask(model::explore_action::SetPathMode{mode == 1 || (mode >= 2 && state.spherical), mode == 2,
                                                   mode == 3});
}

void draw_pace(Context& context, float x, float top, float width) {
  ui::Ui& ui = context.ui;
  const std::array<std::string, 3> labels = {ui.tr("even"), ui.tr("in–out"), ui.tr("to the eye")};
  int pace = static_cast<int>(context.model.explore.path_pace);
  ImGui::SetCursorScreenPos({x, top});
  if (ui::combo(
          ui, "explore/path/pace", labels, pace, width,
          ui.tr("even: equal steps in latent space. in–out: slow at every key. to the eye: equal steps of "
                "the pictures, as measured.")))
    context.change([pace](model::UiModel& model) {
      model::set_path_pace(model, static_cast<ExploreState::PathPace>(pace));
    });
}

void draw_more(Context& context, float x, float top) {
  ui::Ui& ui = context.ui;
  const ExploreState& state = context.model.explore;
  std::vector<ui::MenuLine> lines;
  for (const double speed : speeds)
    lines.push_back({fmt::format("{} {}×{}", ui.tr("Speed"), speed, speed == state.path_speed ? "  •" : "")});
  lines.push_back({.label = ui.tr("The same time between all keys"), .enabled = state.path_keys() > 2});
  const bool nearest = model::tool_state<PathNearest>(context.model).shown;
  lines.push_back(
      {.label = fmt::format("{}{}", ui.tr("Distance to the nearest training pictures"), nearest ? "  •" : ""),
       .enabled = !context.model.status->data.is_points()});
  if (context.model.conditional())
    lines.push_back({.label = ui.tr("All keys of the class in hand"), .enabled = state.path_has_classes()});
  ImGui::SetCursorScreenPos({x, top});
  const int line =
      ui::menu(ui, "explore/path/more", ui::Icon::more, lines, ui.tr("Speed and keys of the path."));
  constexpr int count = static_cast<int>(speeds.size());
  if (line < 0) return;
  if (line < count)
    context.change([speed = speeds[static_cast<size_t>(line)]](model::UiModel& model) {
      model::set_path_speed(model, speed);
    });
  else if (line == count)
    context.change([](model::UiModel& model) { model::space_path_evenly(model); });
  else if (line == count + 1)
    context.change([nearest](model::UiModel& model) { show_path_nearest(model, !nearest); });
  else
    context.change([](model::UiModel& model) { model::forget_path_classes(model); });
}

void draw_export(Context& context, float x, float top) {
  ui::Ui& ui = context.ui;
  const model::UiModel& model = context.model;
  const auto pictures = [&](api::View view, int least) {
    const auto& drawn = model.result(view);
    return drawn != nullptr && !drawn->pixels.empty() && drawn->count >= least;
  };
  const bool path = pictures(model::view::path, model.explore.path_frames),
             film = pictures(model::view::film, 2);
  struct Offer {
    const char* label;
    api::View view;
    Kind kind;
  };
  const std::array<Offer, 6> offers{{{ui.tr("Path as GIF"), model::view::path, Kind::gif},
                                     {ui.tr("Path as MP4"), model::view::path, Kind::mp4},
                                     {ui.tr("Path as one sheet"), model::view::path, Kind::sheet},
                                     {ui.tr("Path as single PNGs"), model::view::path, Kind::pictures},
                                     {ui.tr("Film of this latent as GIF"), model::view::film, Kind::gif},
                                     {ui.tr("Film of this latent as MP4"), model::view::film, Kind::mp4}}};
  std::vector<ui::MenuLine> lines;
  for (const Offer& offer : offers)
    lines.push_back({.label = offer.label, .enabled = offer.view == model::view::path ? path : film});
  ImGui::SetCursorScreenPos({x, top});
  const int line =
      ui::menu(ui, "explore/path/export", ui::Icon::download, lines,
               ui.tr("Saves the pictures as they are shown, into the run's folder; a film at every moment "
                     "that is kept."));
  if (line >= 0)
    context.actions(model::action::ExportPictures{offers[static_cast<size_t>(line)].view,
                                                  offers[static_cast<size_t>(line)].kind});
}

}  // namespace

void draw_path_header(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  const ExploreState& state = context.model.explore;
  const float top = area.min.y + ui.px(6), gap = ui.px(ui.compact ? 6 : 8);
  const std::array<std::string, 4> labels = {ui.tr("lerp"), ui.tr("slerp"), ui.tr("loop"), ui.tr("curve")};
  const float play_width = ui.px(ui.compact ? 32 : 92), frames_width = ui.px(104);
  const float modes_width = segmented_width(ui, labels, mode_padding(ui));
  const float pace_width = ui.px(ui.compact ? 88 : 108);
  const float icon = ui.px(28);
  float x = area.max.x - 2 * icon - frames_width - play_width - pace_width - modes_width - 4 * gap;
  // The words beside the title stand there where there is room.
  const float title_room = x - area.min.x - gap;
  std::string words = ui.tr("from A to B");
  const float both = ui::text_size(ui, ui::Font::title, ui.tr("Path")).x +
                     ui::text_size(ui, ui::Font::body, words).x + ui.px(10);
  if (ui.compact || both > title_room) words.clear();
  draw_title(context, {area.min.x, top}, ui.tr("Path"), words, title_room);
  draw_mode(context, x, top, labels);
  x += modes_width + gap;
  draw_pace(context, x, top, pace_width);
  x += pace_width + gap;
  ImGui::SetCursorScreenPos({x, top});
  ui::ButtonSpec play{.width = play_width,
                      .help = state.looped ? ui.tr("Walks round the loop in the large picture.")
                                           : ui.tr("Walks from A to B and back in the large picture."),
                      .has_icon = true,
                      .icon = state.playing ? ui::Icon::pause : ui::Icon::play,
                      .pressed = state.playing};
  if (!ui.compact) play.label = state.playing ? ui.tr("Stop") : ui.tr("Play");
  if (ui::button(ui, "explore/path/play", play)) context.ask(model::explore_action::PlayPath{!state.playing});
  x += play_width + gap;
  ImGui::SetCursorScreenPos({x, top});
  int64_t frames = state.path_frames;
  if (ui::stepper(ui, "explore/path/frames", 2, ExploreState::most_path_frames, frames, frames_width,
                  ui.tr("How many pictures the strip has.")))
    context.ask(model::explore_action::SetPathFrames{static_cast<int>(frames)});
  x += frames_width + gap;
  draw_more(context, x, top + ui.px(2));
  draw_export(context, x + icon, top + ui.px(2));
}

}  // namespace ganscope::panels::explore_parts
