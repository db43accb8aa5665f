#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "core/api/ask.h"
#include "core/explore/latent_math.h"

namespace ganscope::model {

struct UiModel;

/// What the Explore workspace may ask for. `final` marks the end of a drag: one undo step each.
namespace explore_action {
struct SetLatent {
  explore::Latent latent;
  std::string origin;  ///< "latent 18", "seed 7"
  api::Space space = api::Space::z;
};
struct SetSeed {
  uint64_t seed = 0;
};
struct Randomise {};
struct SetLabel {
  int label = 0;
};
/// Of a run that is told captions: a sentence in place of the one in hand.
struct SetCaption {
  std::string sentence;
  bool final = true;  ///< the typing has ended: one undo step for all of it
};
/// The words that are said, and the sentence that the field then shows.
struct SetWords {
  captions::Caption said;
  std::string sentence;
};
struct SetTruncation {
  double psi = 1;
  bool final = true;
};
struct SetDimension {
  int dimension = 0;
  double value = 0;
  bool final = true;
};
struct MovePad {
  double x = 0, y = 0;
  bool final = true;
};  ///< in pad units, −1…1
struct SetPadAxis {
  bool vertical = false;
  int choice = 0;
};  ///< ExploreState::axis_…
struct NewPlane {};
struct SetPathEnd {
  bool b = false;
  explore::Latent latent;
  std::string origin;
  api::Space space = api::Space::z;
  std::vector<float> shares = {};  ///< of the classes; empty: the class in hand
};
struct SetPathMode {
  bool spherical = true;
  bool looped = false;
  bool curved = false;
};
struct SetPathPosition {
  double t01 = 0;
  bool final = true;
};
struct SetBlend {
  int to = 0;
  double share = 0;
  bool final = true;
};  ///< the class in hand: 1 − share of ExploreState::label, share of `to`
struct SetPathFrames {
  int frames = 9;
};
struct PlayPath {
  bool playing = true;
};  ///< from `now_s` of the frame, there and back
struct AddExemplar {
  int slot = 0;
  explore::Latent latent;
  int fixed_index = -1;
  api::Space space = api::Space::z;
};
struct RemoveExemplar {
  int slot = 0;
  int index = 0;
};
struct ClearArithmetic {};
struct UseArithmeticResult {};  ///< becomes the current latent
struct KeepDirection {
  std::string name;
};  ///< slot 0 − slot 1 as a named direction
struct ShowDimensions {
  bool all = false;
};  ///< all, or the strongest; ranks anew
struct UsePlace {
  int index = 0;
};  ///< goes back to a place of "where you went"
struct ShowTab {
  int tab = 0;
};  ///< of the right column, see ExploreState::tab
struct SetSpace {
  api::Space space = api::Space::z;
};  ///< w: once the mapping network has been asked; z: back to the latent that w was made from
struct TakeMapped {
  std::vector<explore::Latent> mapped;
};  ///< the w of ExploreState::to_map, in its order
struct UseTool {
  std::function<void(UiModel&, double now_s)> change;
};  ///< of one of the tools: see app/model/tools.h
struct ExploreUndo {};
struct ExploreRedo {};
}  // namespace explore_action

using ExploreAction =
    std::variant<explore_action::SetLatent, explore_action::SetSeed, explore_action::Randomise,
                 explore_action::SetLabel, explore_action::SetCaption, explore_action::SetWords,
                 explore_action::SetTruncation, explore_action::SetDimension, explore_action::MovePad,
                 explore_action::SetPadAxis, explore_action::NewPlane, explore_action::SetPathEnd,
                 explore_action::SetPathMode, explore_action::SetPathPosition, explore_action::SetBlend,
                 explore_action::SetPathFrames, explore_action::PlayPath, explore_action::AddExemplar,
                 explore_action::RemoveExemplar, explore_action::ClearArithmetic,
                 explore_action::UseArithmeticResult, explore_action::KeepDirection,
                 explore_action::ShowDimensions, explore_action::UsePlace, explore_action::ShowTab,
                 explore_action::SetSpace, explore_action::TakeMapped, explore_action::UseTool,
                 explore_action::ExploreUndo, explore_action::ExploreRedo>;

}  // namespace ganscope::model
