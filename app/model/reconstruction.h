#pragma once
#include <optional>

#include "app/model/view.h"

namespace ganscope::model {

struct RunModel;

/// Real pictures that a model with an encoder gives back, beneath the originals.
inline constexpr int reconstructed_pictures = 24;  ///< at most: as many as the strip of real ones shows
inline constexpr int reconstructed_points = 128;
/// Whether the model can, and has pictures to show it with.
[[nodiscard]] bool reconstructs(const RunModel& run);
/// Its error as Train's strip says it: the mean of |y − x|; none: nothing was given back yet.
[[nodiscard]] std::optional<double> reconstruction_error(const RunModel& run);
[[nodiscard]] View reconstruction_view();

}  // namespace ganscope::model
