#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "app/model/colours.h"
#include "app/model/strokes.h"
#include "app/model/tools.h"

/// What painting on the picture and dragging its points keep and do. Free functions on the model, so that
/// they are tested without a window. Places are pixels of the picture, from its upper left corner.
namespace ganscope::panels::paint {

using model::Spot;
struct Handle {
  Spot from, to, now;
  bool aimed = false;  ///< has a target
  bool found = false;  ///< the engine has looked where it is by now
  double moved = 0;    ///< px along the way from `from` to `to`
  bool gone = false;   ///< what is found at `now` is something else than what stood at `from`
};

/// Strokes, handles and what they did to the latent in hand. Undone and redone with it.
struct Painting final : model::ToolState {
  static constexpr std::string_view key = "paint";
  std::vector<uint8_t> strokes;  ///< [height, width, 4] RGBA, alpha 255 under a stroke; empty: none
  std::vector<Handle> handles;
  bool dragging = false;   ///< the handles are on their way
  explore::Latent before;  ///< the latent in hand before all of it
  explore::Latent start;   ///< where the asks of this turn begin
  explore::Latent result;  ///< with all of it; another latent in hand: begun anew
  uint64_t version = 0;    ///< of its last change; see Brush::live
  uint64_t turn = 0;       ///< of the engine's asks
  double strength = 0.75, keep = 0.6;
  bool only = false;  ///< nothing else shall change
};

enum class Hand { brush, eraser, picker, points };

/// What one paints with. Not undone.
struct Brush final : model::ToolState {
  static constexpr std::string_view key = "paint/brush";
  static constexpr size_t palette_size = model::palette_size;
  Hand hand = Hand::brush;
  double size = 4;                              ///< px of the picture, across
  std::vector<std::array<uint8_t, 3>> palette;  ///< from the picture, then those that were picked
  size_t colour = 0;                            ///< of the palette
  explore::Latent palette_of;                   ///< the latent from whose picture it was taken
  uint64_t palette_from = 0;                    ///< … and the generation: another run draws it otherwise
  uint64_t newest = 0;                          ///< version given last
  uint64_t live = 0;  ///< the version that the engine works at; what undo brought back is another: it stands
  Progress progress = {};
  std::optional<Failure> failure;  ///< of the last ask
};

/// The painting as it counts now: none when another latent has come in hand.
[[nodiscard]] Painting painting(const model::UiModel& model);
[[nodiscard]] const Brush& brush(const model::UiModel& model);
[[nodiscard]] bool painted(const Painting& painting);  ///< there is a stroke
[[nodiscard]] bool aimed(const Painting& painting);    ///< there is a handle with a target
/// How far what was dragged has come, over all handles; none: nothing was, or it is not known yet.
struct Way {
  double moved = 0, asked = 0;  ///< px, means over the handles
  size_t handles = 0, gone = 0;
};
[[nodiscard]] std::optional<Way> way(const Painting& painting);
[[nodiscard]] bool busy(const model::UiModel& model);  ///< the engine works at it
/// Why nothing can be painted here, in English; null: it can.
[[nodiscard]] const char* obstacle(const model::UiModel& model);
/// How far the picture that is shown agrees with the strokes, 0–1 (core/explore/tools/agreement.h); none: it
/// is not known.
[[nodiscard]] std::optional<double> shown_agreement(const model::UiModel& model);

// What can be done.
void take_hand(model::UiModel& model, Hand hand);
void set_size(model::UiModel& model, double size);
void choose_colour(model::UiModel& model, size_t colour);
void pick_colour(model::UiModel& model, Spot at);  ///< from the picture that is shown; then one paints
/// The brush (or the eraser) moves from one spot to another; `final`: it is lifted.
void stroke(model::UiModel& model, Spot from, Spot to, bool final);
void put_point(model::UiModel& model, Spot at);  ///< a handle, then its target, and so on
void drag(model::UiModel& model, bool go);
void clear(model::UiModel& model);
void set_strength(model::UiModel& model, double value, bool final);
void set_keep(model::UiModel& model, double value, bool final);
void set_only(model::UiModel& model, bool only);
void keep_it(model::UiModel& model);  ///< the painted latent stays, the strokes go

// What the engine is asked, and what it says.
[[nodiscard]] std::vector<model::View> views();

}  // namespace ganscope::panels::paint
