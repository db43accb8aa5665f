#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// The picture of Goodfellow 2014, figure 1, for data of one dimension: p_data, p_model, D and the best D
/// between two places, and where G lays the latents of one axis.
/// Settings: `low`, `high` (in the data's frame), `places` (301), `samples` (8,192: p_model is estimated from
/// so many, always the same latents, with a Gaussian kernel of 1/25 of the data's standard deviation),
/// `objective` (the experiment's): what tells G where to move; of objectives that compare a fake with a real
/// number it is the mean over 16 of the data. `seed` (1), `axis` (−1: the one along which G moves most; the
/// other numbers of z are 0), `lines` (41, z evenly from −2.5 to 2.5). Curves and table: line_names.h. Fails
/// with `unsupported` where the data are not of one dimension.
[[nodiscard]] ToolEntry line_tool();

}  // namespace ganscope::explore
