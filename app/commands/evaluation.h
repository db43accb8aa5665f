#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "app/text/translation.h"
#include "core/metrics/all_metrics.h"
#include "core/metrics/evaluate.h"

namespace ganscope::commands {

/// The figures as members of `object`, those of real samples under `real`. What has no value is null.
/// Generated sample number i was drawn from the latent of seed `first_seed` + i.
void write_report(const metrics::Report& report, uint64_t first_seed, nlohmann::ordered_json& object);

/// The same as a table, of samples of this form: value, real against real, which is better; then the shares
/// of classes and attributes.
[[nodiscard]] std::vector<std::string> report_lines(const metrics::Report& report, uint64_t first_seed,
                                                    const text::Strings& tr = {}, Form form = Form::pictures);

/// A figure as that table writes it: "97.1 %", "8 of 8", "0.0123", "–". `total`: of a count.
[[nodiscard]] std::string figure_text(const metrics::Metric& metric, double value, int total,
                                      const text::Strings& tr = {});

}  // namespace ganscope::commands
