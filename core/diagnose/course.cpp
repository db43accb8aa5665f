#include "core/diagnose/course.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ganscope::diagnose {
namespace {

constexpr std::array<const char*, curve_count> curve_keys = {"d_loss", "g_loss", "d_real",
                                                             "d_fake", "grad_g", "grad_d"};

}  // namespace

void Course::begin(const api::SeriesTable& table) {
  for (size_t c = 0; c < curve_count; ++c) {
    const auto found = std::ranges::find(table.series, curve_keys[c], &api::SeriesInfo::key);
    columns_[c] = found == table.series.end() ? -1 : static_cast<int>(found - table.series.begin());
  }
  bins_.clear();
  measured_.clear();
  early_peak_.fill(no_value);
  bins_seen_ = 0;
  open_ = {};
  open_counts_ = {};
  open_rows_ = 0;
}

void Course::begin_measures(const api::MeasureTable& table) {
  table_ = table;
  measured_.clear();
  parts_.clear();
  for (size_t i = 0; i < table.table.series.size() && i < table.floors.size(); ++i)
    if (const std::string& key = table.table.series[i].key; key.starts_with("share:"))
      parts_.push_back({key.substr(6), i, static_cast<double>(table.floors[i])});
}

void Course::add(const api::MetricRow& row) {
  for (size_t c = 0; c < curve_count; ++c) {
    const auto column = static_cast<size_t>(columns_[c]);
    if (columns_[c] < 0 || column >= row.values.size() || !std::isfinite(row.values[column])) continue;
    open_.mean[c] += static_cast<double>(row.values[column]);
    ++open_counts_[c];
  }
  open_.step = row.step;
  open_.seconds = row.seconds;
  if (++open_rows_ == bin_steps) close_bin();
}

void Course::close_bin() {
  for (size_t c = 0; c < curve_count; ++c)
    open_.mean[c] = open_counts_[c] > 0 ? open_.mean[c] / open_counts_[c] : no_value;
  if (bins_seen_++ < early_bins)
    for (size_t c = 0; c < curve_count; ++c)
      if (std::isfinite(open_.mean[c])) early_peak_[c] = std::fmax(early_peak_[c], open_.mean[c]);
  bins_.push_back(open_);
  if (bins_.size() > most_bins) bins_.pop_front();
  open_ = {};
  open_counts_ = {};
  open_rows_ = 0;
}

void Course::add(const Measured& measured) {
  measured_.push_back(measured);
  if (measured_.size() > most_measured) measured_.pop_front();
}

void Course::cut_after(int64_t step) {
  while (!bins_.empty() && bins_.back().step > step) bins_.pop_back();
  while (!measured_.empty() && measured_.back().step > step) measured_.pop_back();
  if (bins_.empty()) {
    early_peak_.fill(no_value);
    bins_seen_ = 0;
  }
  open_ = {};
  open_counts_ = {};
  open_rows_ = 0;
}

int Course::column(std::string_view key) const {
  const auto found = std::ranges::find(table_.table.series, key, &api::SeriesInfo::key);
  return found == table_.table.series.end() ? -1 : static_cast<int>(found - table_.table.series.begin());
}

double Course::value(const Measured& measured, std::string_view key) const {
  const int at = column(key);
  return at < 0 || static_cast<size_t>(at) >= measured.values.size()
             ? no_value
             : static_cast<double>(measured.values[static_cast<size_t>(at)]);
}

double Course::floor(std::string_view key) const {
  const int at = column(key);
  return at < 0 || static_cast<size_t>(at) >= table_.floors.size()
             ? no_value
             : static_cast<double>(table_.floors[static_cast<size_t>(at)]);
}

}  // namespace ganscope::diagnose
