#include "app/model/curve_difference.h"

#include <cmath>
#include <limits>
#include <memory>
#include <vector>

namespace ganscope::model {
namespace {

constexpr float no_value = std::numeric_limits<float>::quiet_NaN();

/// Where a step lies among the rows of a run: between `row` and the next one.
struct BetweenRows {
  size_t row = 0;
  float share = 0;  ///< of the way to the next row; 0: at `row` itself
};

/// A step that lies within the run's rows.
BetweenRows between_rows(const SeriesStore& store, double step) {
  const auto row = static_cast<size_t>(store.row_at(step));
  const double here = store.steps()[row];
  if (here == step || row + 1 == store.size()) return {row, 0};
  return {row, static_cast<float>((step - here) / (store.steps()[row + 1] - here))};
}

float value_at(std::span<const float> values, BetweenRows place) {
  if (place.share == 0) return values[place.row];
  return (1 - place.share) * values[place.row] + place.share * values[place.row + 1];
}

}  // namespace

void CurveDifference::follow(const SeriesStore& a, const SeriesStore& b, uint64_t generation_a,
                             uint64_t generation_b) {
  if (a.table() == nullptr || b.table() == nullptr) return clear();
  const Seen now{a.table(), b.table(), generation_a, generation_b};
  if (now != seen_ || a.size() < taken_) {
    clear();
    seen_ = now;
    curves_.set_table(std::make_shared<const api::SeriesTable>(*a.table()));
  }
  curves_.set_smoothing(a.smoothing());
  std::vector<int> columns;
  for (const api::SeriesInfo& series : a.table()->series) columns.push_back(b.index_of(series.key));
  api::MetricRow row;
  row.generation = a.table()->generation;
  for (; taken_ < a.size() && b.size() > 0; ++taken_) {
    const double step = a.steps()[taken_];
    if (step > b.steps().back()) break;  // B has not come there yet
    if (step < b.steps().front()) continue;
    const BetweenRows place = between_rows(b, step);
    interpolated_ = interpolated_ || place.share != 0;
    row.step = std::llround(step);
    row.seconds = a.seconds()[taken_];
    row.values.assign(columns.size(), no_value);
    for (size_t i = 0; i < columns.size(); ++i)
      if (columns[i] >= 0)
        row.values[i] = a.raw(i)[taken_] - value_at(b.raw(static_cast<size_t>(columns[i])), place);
    curves_.append({&row, 1});
  }
}

}  // namespace ganscope::model
