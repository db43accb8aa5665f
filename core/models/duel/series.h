#pragma once
#include <string>
#include <vector>

#include "core/api/series.h"
#include "core/models/duel/duel.h"

namespace ganscope::models {

/// The columns of one duel: d_loss, g_loss, d_real, d_fake, grad_g, grad_d, then those of its penalties; the
/// keys end in `suffix`, the rest are labels at the lines' ends.
struct DuelNames {
  std::string suffix = {}, d = "D", g = "G", real = "real", fake = "fake";
};
[[nodiscard]] std::vector<api::SeriesInfo> duel_series(const Duel& duel, const DuelNames& names);
/// How many of them.
[[nodiscard]] size_t duel_series_count(const Duel& duel);
/// Their plots: loss, belief, gradient and, where something is penalised, penalty.
[[nodiscard]] std::vector<api::PlotInfo> duel_plots(const Duel& duel);

/// Writes what a player learned of its turn into a report, whose columns of this duel begin at `first`.
void report_discriminator(const DuelLoss& loss, double gradient, size_t first, std::vector<float>& values);
void report_generator(double loss, double gradient, size_t first, std::vector<float>& values);

}  // namespace ganscope::models
