#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "core/api/status.h"
#include "core/image/picture.h"

namespace ganscope::follow {

/// A sheet that somebody kept, as the window shows it: RGBA, at most 2,048 pixels a side.
[[nodiscard]] std::shared_ptr<const api::LoggedPictures> logged_pictures(const image::Picture& sheet,
                                                                         int64_t step, std::string from);

}  // namespace ganscope::follow
