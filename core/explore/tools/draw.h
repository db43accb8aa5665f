#pragma once
#include <vector>

#include "core/explore/tool.h"

namespace ganscope::explore {

/// latents [count, latent_dim] → pictures or points, and scores when `scored`.
[[nodiscard]] ToolEntry draw_tool();

/// Draws some of an ask's latents and measures how long one takes. `latents`, `labels` and, unless they are
/// empty, `shares` as the replica takes them.
[[nodiscard]] Expected<api::Answer> draw(Bench& bench, const train::Snapshot& snapshot, const api::Ask& ask,
                                         const std::vector<float>& latents, const std::vector<int>& labels,
                                         bool scored, const std::vector<float>& shares = {});

/// How many latents are drawn in one slice of a few milliseconds.
[[nodiscard]] int piece_size(const Bench& bench);

/// Latents [first, first + count) of an ask and their labels. One latent given stands for all (film).
[[nodiscard]] std::vector<float> latents_of(const api::Ask& ask, int latent_dim, int first, int count);
[[nodiscard]] std::vector<int> labels_of(const api::Ask& ask, int first, int count);
/// … and their shares of the classes of the bench's model; empty: none were asked for. Too few stand for
/// none.
[[nodiscard]] std::vector<float> shares_of(const Bench& bench, const api::Ask& ask, int first, int count);

}  // namespace ganscope::explore
