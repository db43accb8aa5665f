#pragma once
#include <set>
#include <string>
#include <vector>

#include "app/model/ui_model.h"

/// The plots of a run, in their order.
namespace ganscope::panels::plots {

/// One plot and where its curves are kept.
struct Shown {
  const api::PlotInfo* info;
  const model::SeriesStore* store;
  bool operator==(const Shown&) const = default;
};

/// Loss and belief first, then what is measured of the samples, then the rest; or as the user put them. Of
/// lines that obey rules the share of valid ones comes before all.
[[nodiscard]] std::vector<Shown> all_plots(const model::UiModel& model);
/// `all` in the order of these keys. A plot that the keys do not name stays behind the one before it.
[[nodiscard]] std::vector<Shown> ordered_plots(const std::vector<Shown>& all,
                                               const std::vector<std::string>& keys);
/// The keys of `all`, with `plot` taken to the place of `target`: before it when it comes from below, else
/// after.
[[nodiscard]] std::vector<std::string> order_with(const std::vector<Shown>& all, const std::string& plot,
                                                  const std::string& target);
/// Those of these keys, in the order of the keys.
[[nodiscard]] std::vector<Shown> named_plots(const std::vector<Shown>& all,
                                             const std::vector<std::string>& keys);
/// Those of `all` that are not hidden, in their order; all of them when every one is hidden.
[[nodiscard]] std::vector<Shown> chosen_plots(const std::vector<Shown>& all,
                                              const std::set<std::string>& hidden);

}  // namespace ganscope::panels::plots
