#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/api/series.h"

namespace ganscope::model {

/// All metric points of the current run, by column, with what drawing needs: a pyramid of minima and maxima, so that a
/// million points cost no more than a screenful, and the debiased running mean. Interface thread only.
class SeriesStore {
 public:
  /// A new table starts anew. Rows of another generation are dropped; after a rewind the tail is cut off.
  void set_table(std::shared_ptr<const api::SeriesTable> table);
  void append(std::span<const api::MetricRow> rows);
  /// Drops everything after `step` and takes rows of `generation` from now on (rewind).
  void truncate(int64_t step, uint64_t generation);
  void set_smoothing(double weight01);  ///< of the running mean, 0–0.999

  [[nodiscard]] const api::SeriesTable* table() const { return table_.get(); }
  [[nodiscard]] size_t size() const { return steps_.size(); }
  [[nodiscard]] std::span<const double> steps() const { return steps_; }
  [[nodiscard]] std::span<const double> seconds() const { return seconds_; }
  [[nodiscard]] std::span<const float> raw(size_t series) const;
  [[nodiscard]] std::span<const float> smooth(size_t series) const;  ///< debiased exponential mean (Kingma & Ba 2015, §3)
  [[nodiscard]] int index_of(std::string_view key) const;             ///< -1: no such series
  /// Index of the last row with step ≤ `step`; -1 when there is none.
  [[nodiscard]] int64_t row_at(double step) const;

  struct Extent { float low, high; };
  /// Minimum and maximum of finite values in rows [first, last), in O(log n). low > high: none.
  [[nodiscard]] Extent extent(size_t series, size_t first, size_t last) const;

 private:
  struct Column {
    std::vector<float> raw, smooth;
    std::vector<std::vector<Extent>> pyramid;  ///< level k: extents of blocks of 2^(4+k) rows… see the .cpp
    double mean = 0, correction = 1;
  };
  void add_value(Column& column, float value);
  void resmooth(Column& column);

  std::shared_ptr<const api::SeriesTable> table_;
  uint64_t generation_ = 0;
  double smoothing_ = 0.96;
  std::vector<double> steps_, seconds_;
  std::vector<Column> columns_;
};

}  // namespace ganscope::model
