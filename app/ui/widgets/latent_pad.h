#pragma once
#include <array>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "app/ui/ui.h"

namespace ganscope::ui {

/// Draws preview number `index` into a rectangle of pixels; draws nothing when it is not there yet.
using DrawPreview = std::function<void(ImDrawList* draw, int index, ImVec2 min, ImVec2 max)>;

struct LatentPadSpec {
  float side = 0;             ///< pixels
  double u = 0, v = 0;        ///< the handle, −1…1, v upwards
  int background_side = 5;    ///< previews a side
  int ring = 8;               ///< previews around the handle
  double ring_radius = 0.42;  ///< pad units
  std::span<const std::array<double, 2>> trail;
  std::string left, right, up, down;  ///< what lies that way; empty: nothing is said
  DrawPreview draw_background, draw_ring;
  std::string_view help;
};

struct LatentPadAnswer {
  bool moved = false;
  bool final = false;  ///< the drag ended, or a key moved it
  double u = 0, v = 0;
};

/// A square plane of latent space at the cursor: previews dimmed to a background, axes named at the edges,
/// the trail of the walk, eight previews around the handle. Press or drag moves the handle under the mouse;
/// arrows nudge it (Ctrl: fine); a double click brings it back to the middle. Item: `name`, value "u,v".
LatentPadAnswer latent_pad(Ui& ui, std::string_view name, const LatentPadSpec& spec);

}  // namespace ganscope::ui
