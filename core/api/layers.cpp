#include "core/api/layers.h"

namespace ganscope::api {

std::string shape_text(const std::vector<int64_t>& shape) {
  std::string text;
  for (const int64_t size : shape) text += (text.empty() ? "" : "×") + std::to_string(size);
  return text.empty() ? "label" : text;
}

LayerTotals totals(const std::vector<LayerRow>& rows, std::string_view player) {
  LayerTotals sum;
  for (const LayerRow& row : rows) {
    if (row.player != player) continue;
    sum.parameters += row.parameters;
    sum.macs += row.macs;
  }
  return sum;
}

}  // namespace ganscope::api
