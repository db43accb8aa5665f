#pragma once
#include <vector>

#include "core/explore/tool.h"

namespace ganscope::explore {

/// latents [count, latent_dim] → pictures or points, and scores when `scored`.
[[nodiscard]] ToolEntry draw_tool();

/// Draws some of an ask's latents and measures how long one takes. `latents` and `labels` as the replica
/// takes them.
[[nodiscard]] Expected<api::Answer> draw(Bench& bench, const train::Snapshot& snapshot, const api::Ask& ask,
                                         const std::vector<float>& latents, const std::vector<int>& labels,
                                         bool scored);

/// How many latents are drawn in one slice of a few milliseconds.
[[nodiscard]] int piece_size(const Bench& bench);

/// Latents [first, first + count) of an ask and their labels. One latent given stands for all (film).
[[nodiscard]] std::vector<float> latents_of(const api::Ask& ask, int latent_dim, int first, int count);
[[nodiscard]] std::vector<int> labels_of(const api::Ask& ask, int first, int count);

}  // namespace ganscope::explore
