#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "app/panels/transport/parts.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::transport {
namespace {

/// The speed after this one; after the last the first again.
double next_speed(double speed) {
  const auto& all = model::Playback::speeds;
  const auto after = std::upper_bound(all.begin(), all.end(), speed);
  return after == all.end() ? all.front() : *after;
}

}  // namespace

void draw_play(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, ImVec2 at) {
  const bool playing = model.playback.playing, usable = model.history->steps.size() > 1;
  const float width = ui.px(play_px - 8);
  ImGui::SetCursorScreenPos(at);
  if (ui::button(ui, "transport/play",
                 {.width = width,
                  .height = ui.px(32),
                  .help = ui.tr(playing ? "Stops the film at this moment."
                                        : "Plays the history from the shown moment on; from step 0 when now "
                                          "is shown. Nothing is trained for it."),
                  .key = "P",
                  .has_icon = true,
                  .icon = playing ? ui::Icon::pause : ui::Icon::play,
                  .enabled = usable || playing}))
    actions(model::action::PlayHistory{!playing});
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(34)});
  const std::string speed = fmt::format("{}×", model.playback.speed);
  if (ui::button(ui, "transport/play_speed",
                 {.label = speed,
                  .style = ui::ButtonStyle::quiet,
                  .width = width,
                  .height = ui.px(20),
                  .help = ui.tr("How fast the film plays, from a quarter to eight times. Click: faster.")}))
    actions(model::action::SetPlaySpeed{next_speed(model.playback.speed)});
}

}  // namespace ganscope::panels::transport
