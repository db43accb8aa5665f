#include "app/model/export_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <vector>

namespace ganscope::model {
namespace {

/// The shortest text that reads back to the same float; nothing for a value that is not there.
void append_value(fmt::memory_buffer& out, float value) {
  out.push_back(',');
  if (std::isnan(value)) return;
  fmt::format_to(std::back_inserter(out), "{}", value);
}

}  // namespace

bool has_plot(const SeriesStore& store, std::string_view plot_key) {
  const api::SeriesTable* table = store.table();
  return table && std::ranges::find(table->series, plot_key, &api::SeriesInfo::plot) != table->series.end();
}

std::string csv_text(const SeriesStore& store, std::string_view plot_key) {
  fmt::memory_buffer out;
  fmt::format_to(std::back_inserter(out), "step,seconds");
  std::vector<size_t> columns;
  if (store.table()) {
    for (size_t i = 0; i < store.table()->series.size(); ++i) {
      const api::SeriesInfo& info = store.table()->series[i];
      if (!plot_key.empty() && info.plot != plot_key) continue;
      columns.push_back(i);
      fmt::format_to(std::back_inserter(out), ",{},{}_smoothed", info.key, info.key);
    }
  }
  out.push_back('\n');
  for (size_t row = 0; row < store.size(); ++row) {
    fmt::format_to(std::back_inserter(out), "{:.0f},{:.3f}", store.steps()[row], store.seconds()[row]);
    for (const size_t column : columns) {
      append_value(out, store.raw(column)[row]);
      append_value(out, store.smooth(column)[row]);
    }
    out.push_back('\n');
  }
  return fmt::to_string(out);
}

Expected<void> export_csv(const SeriesStore& store, std::string_view plot_key,
                          const std::filesystem::path& file) {
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream << csv_text(store, plot_key);
  stream.close();
  if (!stream) {
    return fail(FailureKind::io, "the table could not be written", file.string(),
                "Choose a folder that exists, that you may write to and that has room.");
  }
  return {};
}

}  // namespace ganscope::model
