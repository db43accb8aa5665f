#pragma once
#include "core/api/render.h"
#include "core/api/status.h"
#include "core/data/dataset.h"

namespace ganscope::gan {

/// What the interface needs to know of a data set.
[[nodiscard]] api::DataInfo describe(const data::Dataset& data);

/// `count` samples chosen by `seed` (fewer when the data have fewer), as RGBA pictures or points.
[[nodiscard]] api::DataPreview preview(const data::Dataset& data, int count, uint64_t seed);

}  // namespace ganscope::gan
