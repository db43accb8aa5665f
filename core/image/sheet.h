#pragma once
#include <span>

#include "core/image/picture.h"
#include "core/image/transform.h"

namespace ganscope::image {

/// How a contact sheet is laid out. All lengths in pixels of the sheet.
struct SheetStyle {
  int columns = 0;  ///< 0: about as many as rows
  int gap = 2;      ///< between the pictures and around them
  Colour background{24, 26, 31};
  int magnification = 1;  ///< every pixel becomes a square of so many a side
};

/// Pictures of one size in rows from the top left, RGB. No pictures, or ones of different sizes, are a bug.
[[nodiscard]] Picture contact_sheet(std::span<const Picture> pictures, const SheetStyle& style = {});

}  // namespace ganscope::image
