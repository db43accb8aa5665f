#pragma once
#include <string>

#include "core/api/measures.h"

namespace ganscope::measurers {

/// Fills a measure table whose floors are known: each plot gets its first series' floor as the dashed line.
class Declaration {
 public:
  explicit Declaration(api::MeasureTable& table) : table_(table) {}
  void plot(api::PlotInfo info) { table_.table.plots.push_back(std::move(info)); }
  void series(api::SeriesInfo info) { table_.table.series.push_back(std::move(info)); }
  /// The share of a mode, class or attribute value; not drawn.
  void share(std::string name);
  /// The share of what is told to be of a class that is heard as it; not drawn.
  void heard_as_told(std::string name);
  /// Draws in the floors; checks that there is one for every series.
  void finish();

 private:
  void part(const char* prefix, std::string name, const char* help);
  api::MeasureTable& table_;
};

}  // namespace ganscope::measurers
