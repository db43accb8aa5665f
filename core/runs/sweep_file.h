#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/runs/grid.h"

namespace ganscope::runs {

/// Makes DIR the folder of a sweep of this grid, or finds that it is already: sweep.toml there tells the
/// experiment's settings and every axis. Fails with a hint where DIR is a run, holds other things, or another
/// sweep; the hint then names the words that go on with that one. Settings that the file does not know, which
/// a newer version has added, are no difference.
[[nodiscard]] Expected<void> claim_sweep_folder(const std::filesystem::path& folder, const Grid& grid);

/// Whether a folder holds a sweep.
[[nodiscard]] bool is_sweep(const std::filesystem::path& folder);

/// The words that make a grid: "ganscope sweep ring --set lr_g=0.001,0.002 --seeds 1-3", without --out.
[[nodiscard]] std::string sweep_words(const std::string& experiment, const std::vector<Axis>& axes);

}  // namespace ganscope::runs
