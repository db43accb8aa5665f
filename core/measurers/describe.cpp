#include "core/measurers/describe.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/check.h"

namespace ganscope::measurers {

void Declaration::share(std::string name) {
  part("share:", std::move(name), "Share of the samples that belong to it.");
}

void Declaration::heard_as_told(std::string name) {
  part("heard:", std::move(name), "Share of the samples told to be of this class that are heard as it.");
}

void Declaration::part(const char* prefix, std::string name, const char* help) {
  // A column of a CSV file, whatever somebody called the folder that became a class.
  std::ranges::replace_if(
      name, [](char c) { return c == ',' || c == '"' || c == '\n' || c == '\r'; }, ' ');
  api::SeriesInfo info;
  info.key = prefix + name;
  info.label = info.title = name;
  info.help = help;
  info.plot = "shares";
  table_.table.series.push_back(std::move(info));
}

void Declaration::finish() {
  GANSCOPE_CHECK(table_.floors.size() == table_.table.series.size(), "a measure without its floor");
  for (api::PlotInfo& plot : table_.table.plots) {
    if (!plot.guides.empty()) continue;
    for (size_t i = 0; i < table_.floors.size(); ++i) {
      if (table_.table.series[i].plot != plot.key || !std::isfinite(table_.floors[i])) continue;
      plot.guides.push_back(static_cast<double>(table_.floors[i]));
      plot.guide_label = "data";
      break;
    }
  }
}

}  // namespace ganscope::measurers
