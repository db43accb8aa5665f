#include "app/panels/plots/plots_layout.h"

#include <algorithm>
#include <cmath>

#include "app/ui/bounded.h"

namespace ganscope::panels::plots {

Layout lay_out(float height, int count, int first, bool compact) {
  Layout layout;
  if (count <= 0) return layout;
  const float gap = compact ? 8 : 10;
  const float around = gap + title_height + gap;  // of a plate
  const auto fits = [&](int shown) {
    const float below = shown < count ? more_height : 0;
    return static_cast<float>(shown) * (around + least_plate) + x_axis_height + below <= height;
  };
  int shown = std::min(count, compact ? 2 : count);
  while (shown > 1 && !fits(shown)) --shown;
  layout.more_line = shown < count;
  layout.first = ui::within(first, 0, count - shown);

  constexpr float first_share = 1.35f, tallest = 320;
  const float below = layout.more_line ? more_height : 0;
  const float room = height - static_cast<float>(shown) * around - x_axis_height - below;
  const float share =
      std::max(least_plate, room / (static_cast<float>(shown - 1) + (shown > 1 ? first_share : 1)));
  // A first row that is taller must not push the others below their least height.
  const float others = std::min(tallest, std::floor(share));
  const float top_row =
      shown == 1 ? others : ui::within(room - static_cast<float>(shown - 1) * others, least_plate, tallest);
  float y = 0;
  for (int i = 0; i < shown; ++i) {
    Layout::Row row;
    row.title_y = y + gap;
    row.plate_top = row.title_y + title_height + gap;
    row.plate_bottom = row.plate_top + (i == 0 ? top_row : others) + (i + 1 == shown ? x_axis_height : 0);
    layout.rows.push_back(row);
    y = row.plate_bottom;
  }
  layout.more_y = y + 6;
  return layout;
}

}  // namespace ganscope::panels::plots
