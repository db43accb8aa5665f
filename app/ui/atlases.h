#pragma once
#include <imgui.h>

#include <array>

#include "app/ui/fields.h"
#include "core/api/ask.h"

namespace ganscope::ui {

/// Equal pictures side by side in one texture. `texture` null: nothing there yet (or no OpenGL: panels
/// without a display).
struct Atlas {
  ImTextureID texture = nullptr;
  int count = 0;
  int columns = 1, rows = 1;
  int picture_width = 0, picture_height = 0;  ///< px of one picture
  int frames = 1;  ///< of films, one after another in the texture; `count` is that of the films
  int frame = 0;   ///< the one that is shown
  [[nodiscard]] ImVec2 uv_min(int index) const {
    const int cell = index * frames + frame;
    return {static_cast<float>(cell % columns) / static_cast<float>(columns),
            static_cast<float>(cell / columns) / static_cast<float>(rows)};
  }
  [[nodiscard]] ImVec2 uv_max(int index) const {
    const int cell = index * frames + frame;
    return {static_cast<float>(cell % columns + 1) / static_cast<float>(columns),
            static_cast<float>(cell / columns + 1) / static_cast<float>(rows)};
  }
  /// The same films at another frame.
  [[nodiscard]] Atlas at_frame(int shown) const {
    Atlas other = *this;
    other.frame = shown % frames;
    return other;
  }
};

/// The textures of this frame: one a view of the explorer, and the real data. Drawn with crisp pixel edges;
/// `smooth` twins name the same pixels with linear filtering, for pictures drawn below twice their size.
struct Atlases {
  std::array<Atlas, api::most_views> views{};
  std::array<Atlas, api::most_views> smooth_views{};
  std::array<Fields, api::most_views> fields{};  ///< numbers over a rectangle, to be `painted`
  /// Where the pictures of a view were drawn (translate.h), or how loud sounds are: white, as opaque as it
  /// was drawn there, or as loud; to be tinted.
  std::array<Atlas, api::most_views> masks{};
  Atlas real, smooth_real;
  Atlas real_masks;  ///< of real sounds: white, as opaque as they are loud
  /// Held-out pictures (api::HeldOut), one pair a direction of translation; of sounds masks, as above.
  struct HeldOut {
    Atlas inputs, smooth_inputs, truths, smooth_truths;
  };
  std::array<HeldOut, 2> held_out{};
  Atlas run_pictures;  ///< small ones, of the table of runs, smooth; in the order of model::RunPictures
  Atlas thumbnails;    ///< of experiments, smooth; in the order of model::Thumbnails
  Atlas logged, smooth_logged;  ///< the sheet that another program kept (api::LoggedPictures)
  [[nodiscard]] const Atlas& of(api::View view) const { return views[view]; }
  [[nodiscard]] const Atlas& smooth(api::View view) const { return smooth_views[view]; }
};

}  // namespace ganscope::ui
