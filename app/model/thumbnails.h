#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace ganscope::model {

/// Small square pictures of what each experiment learns from, as far as they are drawn.
struct Thumbnails {
  struct Entry {
    std::string experiment;  ///< key
    bool tinted = false;     ///< of points: white dots, drawn in the colour of real data
  };
  int edge = 0;  ///< px
  std::vector<Entry> entries;
  std::vector<uint8_t> pixels;  ///< [entries, edge, edge, 4], RGBA

  /// Its place among the entries; -1: not drawn (yet), or its data are not there.
  [[nodiscard]] int index_of(const std::string& experiment) const {
    const auto found = std::ranges::find(entries, experiment, &Entry::experiment);
    return found == entries.end() ? -1 : static_cast<int>(found - entries.begin());
  }
};

}  // namespace ganscope::model
