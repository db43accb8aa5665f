#pragma once
#include <filesystem>
#include <vector>

#include "core/base/failure.h"
#include "core/image/picture.h"

namespace ganscope::commands {

/// The losses over the steps, as they stand in a run's metrics.csv.
struct LossCurves {
  std::vector<double> steps, d_loss, g_loss;
  std::vector<double> loss = {};  ///< of a model that is no game, or whose D rests: this one instead
};

/// Reads the columns step, d_loss and g_loss (of two games the first), or step and loss or l1; lines that are
/// cut short are left out.
[[nodiscard]] Expected<LossCurves> read_losses(const std::filesystem::path& metrics_csv);

/// The curves in one chart in the window's colours: raw faint, smoothed (debiased exponential mean) in full,
/// each with its name at the end. `title` stands above it.
[[nodiscard]] image::Picture draw_losses(const LossCurves& curves, const std::string& title);

}  // namespace ganscope::commands
