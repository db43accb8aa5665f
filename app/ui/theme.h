#pragma once
#include <imgui.h>

#include "core/config/option.h"

namespace ganscope::ui {

/// The colour tokens of the design. Chrome is grey; hue is data: G, D, real, or a verdict.
struct Theme {
  bool dark = true;
  ImU32 bg0, bg1, bg2, bg3, bg4;  ///< wells, window, transport and popups, buttons, hover
  ImU32 line, line2;              ///< dividers; outlines and pressed
  ImU32 t1, t2, t3;               ///< text, labels, captions
  ImU32 g, d, real, ref;          ///< generator, discriminator, data, reference lines
  ImU32 warn, good;               ///< verdicts, always with a shape and words
};

[[nodiscard]] const Theme& dark_theme();
[[nodiscard]] const Theme& light_theme();

/// `colour` with its alpha multiplied by `alpha01`.
[[nodiscard]] ImU32 faded(ImU32 colour, float alpha01);
/// Between two colours, channel by channel.
[[nodiscard]] ImU32 mixed(ImU32 a, ImU32 b, float share_of_b);
/// The colour of whose quantity it is; t1 for nobody's.
[[nodiscard]] ImU32 player_colour(const Theme& theme, config::Player player);

/// Writes the theme into ImGui's style, every measure multiplied by `scale`.
void apply_style(const Theme& theme, float scale);

}  // namespace ganscope::ui
