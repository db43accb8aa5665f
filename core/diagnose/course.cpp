#include "core/diagnose/course.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ganscope::diagnose {
namespace {

constexpr std::array<const char*, curve_count> curve_keys = {
    "d_loss",   "g_loss",   "d_real",   "d_fake",   "grad_g",   "grad_d",  "reconstruction_error", "kl", "l1",
    "d_real_b", "d_fake_b", "grad_g_b", "d_real_a", "d_fake_a", "grad_g_a"};

constexpr std::array<const char*, figure_count> figure_keys = {
    "diversity",    "modes",      "high_quality",     "coverage",
    "precision",    "nearest",    "frechet",          "sliced_wasserstein",
    "js",           "kl",         "reconstruction",   "class_variety",
    "converted",    "kept",       "frechet_back",     "converted_back",
    "kept_back",    "valid",      "distinct",         "copied",
    "ngram1",       "ngram2",     "motion_frechet",   "wobble",
    "movement",     "rule_scale", "rule_chord_tones", "rule_chords",
    "rule_cadence", "rule_motif", "rule_leaps"};

/// Place of the series with this key; -1: there is none.
int column_of(const api::SeriesTable& table, std::string_view key) {
  const auto found = std::ranges::find(table.series, key, &api::SeriesInfo::key);
  return found == table.series.end() ? -1 : static_cast<int>(found - table.series.begin());
}

}  // namespace

const char* key_of(Curve curve) { return curve_keys[static_cast<size_t>(curve)]; }

Course::Course() {
  figures_.fill(-1);
  floors_.fill(no_value);
  trivial_.fill(no_value);
}

void Course::begin(const api::SeriesTable& table) {
  for (size_t c = 0; c < curve_count; ++c) columns_[c] = column_of(table, curve_keys[c]);
  bins_.clear();
  measured_.clear();
  early_peak_.fill(no_value);
  bins_seen_ = 0;
  open_ = {};
  open_counts_ = {};
  open_rows_ = 0;
}

void Course::begin_measures(const api::MeasureTable& table) {
  for (size_t f = 0; f < figure_count; ++f) {
    figures_[f] = column_of(table.table, figure_keys[f]);
    const auto at = static_cast<size_t>(figures_[f]);
    const auto value_in = [&](const std::vector<float>& row) {
      return figures_[f] < 0 || at >= row.size() ? no_value : static_cast<double>(row[at]);
    };
    floors_[f] = value_in(table.floors);
    trivial_[f] = value_in(table.trivial);
  }
  measured_.clear();
  parts_.clear();
  for (size_t i = 0; i < table.table.series.size() && i < table.floors.size(); ++i)
    if (const std::string& key = table.table.series[i].key; key.starts_with("share:"))
      parts_.push_back({.name = key.substr(6), .column = i, .share = static_cast<double>(table.floors[i])});
  for (Part& part : parts_) {
    part.heard = column_of(table.table, "heard:" + part.name);
    const auto at = static_cast<size_t>(part.heard);
    if (part.heard >= 0 && at < table.floors.size()) part.real_heard = static_cast<double>(table.floors[at]);
  }
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

double Course::value(const Measured& measured, Figure figure) const {
  const auto at = static_cast<size_t>(column(figure));
  return !measures(figure) || at >= measured.values.size() ? no_value
                                                           : static_cast<double>(measured.values[at]);
}

}  // namespace ganscope::diagnose
