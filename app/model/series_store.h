#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/api/series.h"

namespace ganscope::model {

/// All metric points of the current run, by column, with what drawing needs: a pyramid of minima and maxima,
/// so that a million points cost no more than a screenful, and the debiased running mean. Steps never
/// decrease. Interface thread only.
class SeriesStore {
 public:
  /// A new table starts anew, or, when it goes on, with the rows so far of the series that were there. Rows
  /// of another generation are dropped; after a rewind the tail is cut off.
  void set_table(std::shared_ptr<const api::SeriesTable> table, bool goes_on = false);
  void append(std::span<const api::MetricRow> rows);
  /// Drops everything after `step` and takes rows of `generation` from now on (rewind).
  void truncate(int64_t step, uint64_t generation);
  void set_smoothing(double weight01);  ///< of the running mean, 0–0.999
  [[nodiscard]] double smoothing() const { return smoothing_; }

  [[nodiscard]] const api::SeriesTable* table() const { return table_.get(); }
  [[nodiscard]] size_t size() const { return steps_.size(); }
  [[nodiscard]] std::span<const double> steps() const { return steps_; }
  [[nodiscard]] std::span<const double> seconds() const { return seconds_; }
  [[nodiscard]] std::span<const float> raw(size_t series) const;
  [[nodiscard]] std::span<const float> smooth(
      size_t series) const;  ///< debiased exponential mean (Kingma & Ba 2015, §3)
  [[nodiscard]] int index_of(std::string_view key) const;  ///< -1: no such series
  /// Index of the last row with step ≤ `step`; -1 when there is none.
  [[nodiscard]] int64_t row_at(double step) const;

  struct Extent {
    float low, high;
  };
  /// Minimum and maximum of finite values in rows [first, last), in O(log n). low > high: none.
  [[nodiscard]] Extent extent(size_t series, size_t first, size_t last) const;
  /// Mean of the smoothed curve over rows [first, last), in O(1); NaN: no value there.
  [[nodiscard]] float smooth_mean(size_t series, size_t first, size_t last) const;

  /// Rows a block of the pyramid's lowest level: ranges that begin and end on its multiples are the cheapest.
  static constexpr size_t block_rows = 16;

 private:
  struct Prefix {
    double sum = 0;
    uint64_t count = 0;
  };  ///< of smoothed values before a block
  struct Column {
    std::vector<float> raw, smooth;
    std::vector<std::vector<Extent>> pyramid;  ///< level k: extents of complete blocks of 16·2^k rows
    std::vector<Prefix> prefix = {{}};         ///< one more than there are complete blocks of 16 rows
    double mean = 0, correction = 1;           ///< of the running mean: value = mean / (1 − correction)
  };
  void go_on(std::shared_ptr<const api::SeriesTable> table);
  void append_row(const api::MetricRow& row);
  void add_value(Column& column, float value);
  void add_smooth(Column& column, float value);
  void resmooth(Column& column);
  void shrink(size_t rows);

  std::shared_ptr<const api::SeriesTable> table_;
  uint64_t generation_ = 0;
  double smoothing_ = 0.96;
  std::vector<double> steps_, seconds_;
  std::vector<Column> columns_;
};

}  // namespace ganscope::model
