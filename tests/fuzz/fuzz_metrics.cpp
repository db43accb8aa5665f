// A run's curves: metrics.csv, core/storage. Accepted: it holds at least one row. It is also opened to be
// gone on with, which cuts it off at a step.
#include "core/storage/metrics_file.h"

#include <utility>

#include "tests/fuzz/fuzz.h"

namespace {

using namespace ganscope;

constexpr int64_t last = 1000, middle = 10;
constexpr size_t most = 8;

std::vector<api::MetricRow> rows_of(const std::filesystem::path& file, const api::SeriesTable& table) {
  auto rows = storage::read_metrics(file, table, last, most);
  fuzz::promise(rows.size() < 2 * most);
  for (const api::MetricRow& row : rows)
    fuzz::promise(row.step >= 0 && row.step <= last && row.values.size() == table.series.size());
  return rows;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  api::SeriesTable table;
  for (const char* key : {"d_loss", "g_loss"}) {
    api::SeriesInfo series;
    series.key = key;
    table.series.push_back(std::move(series));
  }
  const std::filesystem::path file = fuzz::as_file("metrics.csv", {data, size});
  const bool accepted = !rows_of(file, table).empty();
  {
    auto opened = storage::MetricsFile::open(file, table, middle);
    fuzz::promise(opened.has_value());
    fuzz::promise(opened->append({.step = middle + 1, .seconds = 1, .values = {1, 2}}).has_value());
    fuzz::promise(opened->flush().has_value());
  }
  rows_of(file, table);
  fuzz::promise(storage::cut_metrics(file, middle).has_value());
  return fuzz::answer(accepted);
}
