#include "app/model/series_store.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/check.h"

namespace ganscope::model {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float no_value = std::numeric_limits<float>::quiet_NaN();
constexpr SeriesStore::Extent no_extent{infinity, -infinity};

SeriesStore::Extent united(SeriesStore::Extent a, SeriesStore::Extent b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

SeriesStore::Extent extent_of(std::span<const float> values) {
  SeriesStore::Extent extent = no_extent;
  for (const float value : values) {
    if (std::isfinite(value)) extent = united(extent, {value, value});
  }
  return extent;
}

}  // namespace

void SeriesStore::set_table(std::shared_ptr<const api::SeriesTable> table, bool goes_on) {
  if (goes_on && table && table_) return go_on(std::move(table));
  table_ = std::move(table);
  generation_ = table_ ? table_->generation : 0;
  steps_.clear();
  seconds_.clear();
  columns_.clear();
  columns_.resize(table_ ? table_->series.size() : 0);
}

void SeriesStore::go_on(std::shared_ptr<const api::SeriesTable> table) {
  std::vector<Column> columns(table->series.size());
  for (size_t i = 0; i < columns.size(); ++i) {
    if (const int before = index_of(table->series[i].key); before >= 0)
      columns[i] = std::move(columns_[static_cast<size_t>(before)]);
    else
      for (size_t row = 0; row < steps_.size(); ++row) add_value(columns[i], no_value);
  }
  columns_ = std::move(columns);
  table_ = std::move(table);
  generation_ = table_->generation;
}

void SeriesStore::append(std::span<const api::MetricRow> rows) {
  if (!table_) return;
  for (const api::MetricRow& row : rows) {
    if (row.generation == generation_) append_row(row);
  }
}

void SeriesStore::append_row(const api::MetricRow& row) {
  const auto step = static_cast<double>(row.step);
  // The curve is a function of the step: a row from before the end replaces what stood after it.
  if (!steps_.empty() && step < steps_.back()) {
    shrink(static_cast<size_t>(std::upper_bound(steps_.begin(), steps_.end(), step) - steps_.begin()));
  }
  steps_.push_back(step);
  seconds_.push_back(row.seconds);
  for (size_t i = 0; i < columns_.size(); ++i) {
    add_value(columns_[i], i < row.values.size() ? row.values[i] : no_value);
  }
}

void SeriesStore::truncate(int64_t step, uint64_t generation) {
  generation_ = generation;
  const auto end = std::upper_bound(steps_.begin(), steps_.end(), static_cast<double>(step));
  shrink(static_cast<size_t>(end - steps_.begin()));
}

void SeriesStore::shrink(size_t rows) {
  if (rows >= steps_.size()) return;
  steps_.resize(rows);
  seconds_.resize(rows);
  for (Column& column : columns_) {
    column.raw.resize(rows);
    size_t blocks = rows / block_rows;
    for (auto& level : column.pyramid) {
      level.resize(blocks, no_extent);
      blocks /= 2;
    }
    resmooth(column);
  }
}

void SeriesStore::set_smoothing(double weight01) {
  const double weight = std::clamp(weight01, 0.0, 0.999);
  if (weight == smoothing_) return;
  smoothing_ = weight;
  for (Column& column : columns_) resmooth(column);
}

void SeriesStore::add_value(Column& column, float value) {
  column.raw.push_back(value);
  add_smooth(column, value);
  size_t rows = column.raw.size();
  if (rows % block_rows != 0) return;
  Extent extent = extent_of(std::span(column.raw).last(block_rows));
  rows /= block_rows;
  for (size_t level = 0;; ++level) {
    if (level == column.pyramid.size()) column.pyramid.emplace_back();
    column.pyramid[level].push_back(extent);
    if (rows % 2 != 0) return;
    extent = united(extent, column.pyramid[level][rows - 2]);
    rows /= 2;
  }
}

void SeriesStore::add_smooth(Column& column, float value) {
  if (std::isfinite(value)) {
    column.mean = smoothing_ * column.mean + (1 - smoothing_) * static_cast<double>(value);
    column.correction *= smoothing_;
  }
  // A step without a value keeps the mean so far; before the first value there is none.
  const double smooth = column.correction < 1 ? column.mean / (1 - column.correction) : no_value;
  column.smooth.push_back(static_cast<float>(smooth));
  if (column.smooth.size() % block_rows != 0) return;
  Prefix next = column.prefix.back();
  for (const float known : std::span(column.smooth).last(block_rows)) {
    if (!std::isfinite(known)) continue;
    next.sum += static_cast<double>(known);
    ++next.count;
  }
  column.prefix.push_back(next);
}

void SeriesStore::resmooth(Column& column) {
  column.mean = 0;
  column.correction = 1;
  column.smooth.clear();
  column.prefix.assign(1, {});
  for (const float value : column.raw) add_smooth(column, value);
}

std::span<const float> SeriesStore::raw(size_t series) const {
  GANSCOPE_CHECK(series < columns_.size(), "raw: no such series");
  return columns_[series].raw;
}

std::span<const float> SeriesStore::smooth(size_t series) const {
  GANSCOPE_CHECK(series < columns_.size(), "smooth: no such series");
  return columns_[series].smooth;
}

int SeriesStore::index_of(std::string_view key) const {
  if (!table_) return -1;
  for (size_t i = 0; i < table_->series.size(); ++i) {
    if (table_->series[i].key == key) return static_cast<int>(i);
  }
  return -1;
}

int64_t SeriesStore::row_at(double step) const {
  return std::upper_bound(steps_.begin(), steps_.end(), step) - steps_.begin() - 1;
}

SeriesStore::Extent SeriesStore::extent(size_t series, size_t first, size_t last) const {
  GANSCOPE_CHECK(series < columns_.size(), "extent: no such series");
  const Column& column = columns_[series];
  last = std::min(last, column.raw.size());
  if (first >= last) return no_extent;
  const std::span values(column.raw);
  size_t block = (first + block_rows - 1) / block_rows;
  size_t end = last / block_rows;
  if (block >= end) return extent_of(values.subspan(first, last - first));
  Extent result = united(extent_of(values.subspan(first, block * block_rows - first)),
                         extent_of(values.subspan(end * block_rows, last - end * block_rows)));
  // Up the pyramid: an odd block at either end is taken here, the rest by twice as large ones.
  for (size_t level = 0; block < end; ++level) {
    const std::vector<Extent>& extents = column.pyramid[level];
    if (block % 2 != 0) result = united(result, extents[block++]);
    if (end % 2 != 0) result = united(result, extents[--end]);
    block /= 2;
    end /= 2;
  }
  return result;
}

float SeriesStore::smooth_mean(size_t series, size_t first, size_t last) const {
  GANSCOPE_CHECK(series < columns_.size(), "smooth_mean: no such series");
  const Column& column = columns_[series];
  last = std::min(last, column.smooth.size());
  Prefix total;
  const auto add = [&](size_t from, size_t to) {
    for (size_t row = from; row < to; ++row) {
      if (!std::isfinite(column.smooth[row])) continue;
      total.sum += static_cast<double>(column.smooth[row]);
      ++total.count;
    }
  };
  const size_t block = (first + block_rows - 1) / block_rows;
  const size_t end = last / block_rows;
  if (block >= end) {
    add(first, last);
  } else {
    add(first, block * block_rows);
    add(end * block_rows, last);
    total.sum += column.prefix[end].sum - column.prefix[block].sum;
    total.count += column.prefix[end].count - column.prefix[block].count;
  }
  return total.count == 0 ? no_value : static_cast<float>(total.sum / static_cast<double>(total.count));
}

}  // namespace ganscope::model
