#include "core/train/following.h"

#include <algorithm>

namespace ganscope::train {

void FollowedRate::add(const api::MetricRow& row, Clock::time_point now) {
  if (!rows_.empty() && (row.step < rows_.back().first || row.seconds < rows_.back().second)) rows_.clear();
  rows_.emplace_back(row.step, row.seconds);
  arrived_ = now;
  while (rows_.size() > 2 && row.seconds - rows_[1].second > window_s) rows_.pop_front();
}

double FollowedRate::steps_per_s(Clock::time_point now) const {
  if (rows_.size() < 2 || now - arrived_ > still_after) return 0;
  const double seconds = rows_.back().second - rows_.front().second;
  return seconds > 0 ? static_cast<double>(rows_.back().first - rows_.front().first) / seconds : 0;
}

api::SeriesTable table_of(const std::vector<std::string>& keys, const api::SeriesTable& known) {
  api::SeriesTable table;
  for (const std::string& key : keys) {
    const auto found = std::ranges::find(known.series, key, &api::SeriesInfo::key);
    if (found != known.series.end()) {
      table.series.push_back(*found);
      continue;
    }
    api::SeriesInfo info;
    info.key = info.label = info.title = info.plot = key;
    table.series.push_back(std::move(info));
  }
  // The plots that are known first, in their own order.
  for (const api::PlotInfo& plot : known.plots)
    if (std::ranges::find(table.series, plot.key, &api::SeriesInfo::plot) != table.series.end())
      table.plots.push_back(plot);
  for (const api::SeriesInfo& info : table.series)
    if (std::ranges::find(table.plots, info.plot, &api::PlotInfo::key) == table.plots.end())
      table.plots.push_back({info.plot, info.title, "", false, 0, 0, {}, ""});
  return table;
}

}  // namespace ganscope::train
