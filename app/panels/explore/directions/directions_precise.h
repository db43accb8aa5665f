#pragma once
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "app/model/view.h"
#include "app/panels/explore/directions/directions_state.h"

/// The precise edit: an attribute is followed on the way that every latent needs for itself, found by the
/// engine (core/explore/precise_edit.h), so that the rest stays as it is. Found once for a latent, it is gone
/// as far as the strength says: all of it at
/// effect::precise_strength.
namespace ganscope::panels::directions {

/// A direction (Direction::id) and which way: true against it, towards the opposite.
using Way = std::pair<uint64_t, bool>;

/// Where latents go, way by way, from where they are.
struct Precise final : model::ToolState {
  static constexpr std::string_view key = "directions/precise";
  struct Found {
    std::vector<explore::Latent> from;  ///< the latents that were asked about
    int label = 0;                      ///< of a latent in hand
    int64_t moment = api::now;          ///< of the weights, with `model`
    api::Model model = api::Model::ema;
    std::map<Way, std::vector<explore::Latent>> moves;  ///< [latents] each
    Way asked = {};                                     ///< what is under way
    Progress progress;
  };
  Found hand, samples;
  std::set<Way> refused;  ///< there is no such way
  Failure failure;        ///< of the newest that was refused for another reason; empty: none
};

constexpr int in_hand = -1;

/// A row that names a value of the data, in the way it was found.
[[nodiscard]] bool can_be_precise(const Direction& row);
/// Where a combination leads from a latent: the one in hand, or a fixed one of this number.
[[nodiscard]] explore::Latent led(const model::UiModel& model, const Combination& combination,
                                  const explore::Latent& from, int sample);
/// Whether every way that the combination needs is found for the latent in hand, or for all samples.
[[nodiscard]] bool ways_are_found(const model::UiModel& model, const Combination& combination, bool samples);

/// "directions/precise", "directions/precise_samples", "directions/judging".
[[nodiscard]] std::vector<model::View> precise_views();

}  // namespace ganscope::panels::directions
