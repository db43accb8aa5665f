#pragma once
#include <string_view>
#include <vector>

#include "core/config/catalogue.h"

namespace ganscope::metrics {

/// Which value is the better one.
enum class Better {
  higher,
  lower,
  half,    ///< 0.5 is the best
  as_real  ///< the nearer to what real samples get, the better
};

/// How a figure is written.
enum class Style { number, share, count };

/// One line of the registry: a figure that `ganscope evaluate` can tell. The key is the member of its JSON.
struct Metric {
  config::EntryInfo info;
  bool pictures, points;  ///< what it judges
  Better better;
  Style style = Style::number;
  bool table = false;         ///< a table of shares (classes, attributes) and not one figure
  bool translations = false;  ///< it judges pictures of pictures
  bool captions = false;      ///< only of data of which something is said
  bool lines = false;         ///< it judges lines of words
};

/// All metrics in the order in which they are shown.
[[nodiscard]] const std::vector<Metric>& all_metrics();
/// Null when there is none.
[[nodiscard]] const Metric* find_metric(std::string_view key);
/// "higher is better"
[[nodiscard]] std::string_view words(Better better);

}  // namespace ganscope::metrics
