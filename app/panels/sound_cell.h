#pragma once
#include <functional>
#include <string>
#include <vector>

#include "app/model/sound_desk.h"
#include "app/model/ui_model.h"
#include "app/ui/ui.h"

/// Sounds as every panel shows and plays them.
namespace ganscope::panels {

/// The wave's outline over its time, −1 to 1 from edge to edge.
void draw_wave(ImDrawList* draw, const sound::Wave& wave, ImVec2 min, ImVec2 max, ImU32 colour);
/// Row `index` of an atlas of masks: bg0 where nothing sounds, `colour` where it is loud.
void draw_spectrogram(const ui::Ui& ui, ImDrawList* draw, const ui::Atlas& mask, int index, ImVec2 min,
                      ImVec2 max, ImU32 colour);
/// Draws it where the samples are sounds; false: they are not, or their masks are not there.
bool draw_as_spectrogram(const ui::Ui& ui, ImDrawList* draw, Form form, const ui::Atlas& mask, int index,
                         ImVec2 min, ImVec2 max, ImU32 colour);
/// A line of 2 px where the player is, `share01` of the way.
void draw_play_cursor(const ui::Ui& ui, ImVec2 min, ImVec2 max, double share01);

/// How far the player is in what it plays, 0 to 1.
[[nodiscard]] double played_share(const model::UiModel& model);
/// "Plays it; nothing can be played: no sound device …": a tooltip that says why, if it is so.
[[nodiscard]] std::string play_help(const ui::Ui& ui, const model::UiModel& model, const std::string& help);
/// A sample under the mouse, told every frame of every panel that shows some: `hovered` is its number, −1:
/// none. Where sounds are played on hover `play` is called when it comes to another.
void play_hovered(const model::UiModel& model, const std::string& name, int hovered,
                  const std::function<void(int hovered)>& play);
/// Changes the model after the frame.
void change_sounds(model::UiActions& actions, std::function<void(model::UiModel&)> what);

/// The bar of 32 px: what plays, how far it is, once or again, on hover, how loud; `all`: what "Play all"
/// plays.
void draw_playing_bar(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, ImVec2 min,
                      float width, std::vector<model::SoundWish> (*all)(const model::UiModel& model));
inline constexpr float playing_bar_px = 32;

}  // namespace ganscope::panels
