#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace ganscope::font {

/// One letter as coverage, placed relative to the pen on the baseline.
struct Letter {
  int left = 0, top = 0, width = 0, height = 0;  ///< px
  double advance = 0;
  std::vector<uint8_t> coverage;  ///< [height, width]
};

/// The letters of some words (UTF-8) at an em size in px; empty when no font is installed. Any
/// thread.
[[nodiscard]] std::vector<Letter> set_type(const std::string& words, double size, bool bold);

}  // namespace ganscope::font
