#include <benchmark/benchmark.h>

#include "tests/bench/long_series.h"

namespace ganscope::testing {
namespace {

void append_a_row(benchmark::State& state) {
  model::SeriesStore store;
  store.set_table(loss_table());
  int64_t step = 0;
  for (auto _ : state) {
    const api::MetricRow row = loss_row(++step);
    store.append(std::span(&row, 1));
  }
}
BENCHMARK(append_a_row);

void ask_for_a_screenful_of_extents(benchmark::State& state) {
  const model::SeriesStore store = long_series(state.range(0));
  const size_t rows = store.size(), columns = 1000;
  for (auto _ : state)
    for (size_t i = 0; i < columns; ++i)
      benchmark::DoNotOptimize(store.extent(0, rows * i / columns, rows * (i + 1) / columns));
}
BENCHMARK(ask_for_a_screenful_of_extents)->Arg(1000)->Arg(1'000'000);

}  // namespace
}  // namespace ganscope::testing
