#include "core/image/limits.h"

#include <fmt/format.h>

namespace ganscope::image {

Expected<void> check_size(int64_t width, int64_t height, const std::string& where) {
  if (width < 1 || height < 1) {
    return fail(FailureKind::bad_data, "a picture without pixels", where, "Leave this file out.");
  }
  if (width > max_side || height > max_side || width * height > max_pixels) {
    return fail(FailureKind::bad_data, fmt::format("an enormous picture, {}×{} pixels", width, height), where,
                fmt::format("At most {} pixels a side and {} million in all: scale it down first.", max_side,
                            max_pixels / 1024 / 1024));
  }
  return {};
}

}  // namespace ganscope::image
