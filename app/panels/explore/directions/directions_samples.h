#pragma once
#include <vector>

#include "app/model/view.h"
#include "app/panels/explore/directions/directions_state.h"

/// The combination on the fixed latents.
namespace ganscope::panels::directions {

/// The fixed latents in the space that is shown [all of them]; empty: not mapped to w yet.
[[nodiscard]] std::vector<explore::Latent> sample_latents(const model::UiModel& model);
/// Numbers of those that the band shows: the first ones, and the one in hand.
[[nodiscard]] std::vector<int> shown_sample_numbers(const model::UiModel& model);
/// The fixed latent that the one in hand was made from; −1: another.
[[nodiscard]] int sample_in_hand(const model::UiModel& model);
/// Why the fixed latents cannot be moved now, in English; null: they can.
[[nodiscard]] const char* apply_obstacle(const model::UiModel& model);
/// Shows all fixed latents moved by the combination, which begins anew from there; one undo step.
void apply_to_all(model::UiModel& model);
void put_back(model::UiModel& model);  ///< shows them where they always are; one undo step

/// "directions/samples": the latent in hand as it was, then the shown samples as they are, then moved.
/// "directions/mapped": all fixed latents in w.
[[nodiscard]] std::vector<model::View> sample_views();

}  // namespace ganscope::panels::directions
