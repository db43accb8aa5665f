#include "core/image/sheet.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"

namespace ganscope::image {

Picture contact_sheet(std::span<const Picture> pictures, const SheetStyle& style) {
  GANSCOPE_CHECK(!pictures.empty(), "a contact sheet needs pictures");
  GANSCOPE_CHECK(style.magnification >= 1 && style.gap >= 0, "magnification from 1, gap from 0");
  const int count = static_cast<int>(pictures.size());
  const int wanted = style.columns > 0 ? style.columns : static_cast<int>(std::ceil(std::sqrt(count)));
  const int columns = std::min(wanted, count);
  const int rows = (count + columns - 1) / columns;
  const int cell_width = pictures[0].width * style.magnification;
  const int cell_height = pictures[0].height * style.magnification;
  Picture sheet = plain(columns * (cell_width + style.gap) + style.gap,
                        rows * (cell_height + style.gap) + style.gap, style.background);
  for (int i = 0; i < count; ++i) {
    const Picture& picture = pictures[static_cast<size_t>(i)];
    GANSCOPE_CHECK(picture.width == pictures[0].width && picture.height == pictures[0].height,
                   "pictures of one size");
    const Picture cell = magnify(to_rgb(picture), style.magnification);
    const int left = style.gap + (i % columns) * (cell_width + style.gap);
    const int top = style.gap + (i / columns) * (cell_height + style.gap);
    for (int y = 0; y < cell_height; ++y) {
      std::copy_n(cell.at(0, y), static_cast<size_t>(cell_width) * 3, sheet.at(left, top + y));
    }
  }
  return sheet;
}

}  // namespace ganscope::image
