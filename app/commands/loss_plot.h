#pragma once
#include <filesystem>
#include <vector>

#include "core/base/failure.h"
#include "core/image/picture.h"

namespace ganscope::commands {

/// The losses of both players over the steps, as they stand in a run's metrics.csv.
struct LossCurves {
  std::vector<double> steps, d_loss, g_loss;
};

/// Reads the columns step, d_loss and g_loss; lines that are cut short are left out.
[[nodiscard]] Expected<LossCurves> read_losses(const std::filesystem::path& metrics_csv);

/// Both curves in one chart in the window's colours: raw faint, smoothed (debiased exponential mean) in full,
/// each with its name at the end. `title` stands above it.
[[nodiscard]] image::Picture draw_losses(const LossCurves& curves, const std::string& title);

}  // namespace ganscope::commands
