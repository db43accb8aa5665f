#pragma once
#include "core/explore/tool.h"
#include "core/explore/tools/layout_names.h"

namespace ganscope::explore {

/// A map: many latents laid out so that pictures which look alike lie together. Draws the latents of
/// consecutive seeds (core/explore/tools/seeded.h), describes each picture by features (what the
/// data's own network sees, where there is one and it has learned; else the pixels, averaged down to 16 ×
/// 16), and answers with
/// - first, incomplete: `points` [count, 2], the two main components of the features;
/// - at last: `points` by t-SNE of the 30 main components (core/explore/tsne.h), and a small picture of each
///   (at most `thumbnail_edge` px) in `pixels`. Both fit into [−1, 1], y upwards.
/// `scores` are D's, where it is there; `vectors` [count, latent_dim] the latents of the space that is asked
/// for, before truncation; the curve `cells` x: columns, y: rows of a grid in which each has a cell of its
/// own (core/explore/grid_places.h). Rows of the table: `labels` (each latent's class, where the model is
/// told one), `grid` (cells a side), `features` (its text: `learned` or `pixels`), `divergence` (nats).
/// Points data fail with `unsupported`.
[[nodiscard]] ToolEntry layout_tool();

}  // namespace ganscope::explore
