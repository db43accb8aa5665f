#pragma once
#include "app/panels/explore/explore_tab.h"

namespace ganscope::panels::explore_parts {

/// Of sounds: a drum machine of sixteen steps in the band, whose sounds are latents; above it samples to
/// drag.
[[nodiscard]] ExploreTab drums_tab();

/// The sound in hand, large: its spectrogram in G's colour, where the player is in it.
void draw_sound_in_hand(Context& context, ImVec2 min, float side);

/// What stands over the picture of a sound: it is played, also as it changes, and saved.
void draw_sound_buttons(Context& context, ImVec2 min, float side);

}  // namespace ganscope::panels::explore_parts
