#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ganscope::api {

/// One line of the table of layers: what one layer of a network makes of one sample.
struct LayerRow {
  std::string player;            ///< whose it is: PlayerInfo::key
  std::string name;              ///< as in checkpoints: "block1.convolution"; empty without parameters
  std::string kind;              ///< "convolution", "linear", "batch norm", "upsampling" …
  std::string details;           ///< "3×3, stride 2"
  std::vector<int64_t> in, out;  ///< [C, H, W] or [F], of one sample (of one pack in D); [] is one label
  int64_t parameters = 0;
  int64_t macs = 0;  ///< multiply–adds a sample, forward
};

/// "16×32×32", "64"; "label" for a class.
[[nodiscard]] std::string shape_text(const std::vector<int64_t>& shape);

/// Parameters and multiply–adds of one player's rows together.
struct LayerTotals {
  int64_t parameters = 0, macs = 0;
};
[[nodiscard]] LayerTotals totals(const std::vector<LayerRow>& rows, std::string_view player);

}  // namespace ganscope::api
