#pragma once
#include <vector>

namespace ganscope::panels::plots {

/// Where the plots stand. Measures in design px, downwards from the column's top.
struct Layout {
  struct Row {
    float title_y = 0, plate_top = 0, plate_bottom = 0;
  };
  int first = 0;           ///< index of the first plot that shows
  std::vector<Row> rows;   ///< of the plots that show
  bool more_line = false;  ///< a line below says what does not show
  float more_y = 0;
};

/// As many of `count` plots as fit with plates of at least 110 px (two at most when compact), from `first`
/// on. The first row is the tallest; the lowest has room for the step axis besides.
[[nodiscard]] Layout lay_out(float height, int count, int first, bool compact);

constexpr float least_plate = 110, title_height = 20, x_axis_height = 18, more_height = 28;

}  // namespace ganscope::panels::plots
