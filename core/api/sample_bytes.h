#pragma once
#include <cstdint>
#include <vector>

#include "core/api/ask.h"

namespace ganscope::api {

/// What was drawn, as data::Dataset has samples: [count, height, width, channels]. Pictures have 1 or 3
/// `channels` of their RGBA; a form of its own has its values.
[[nodiscard]] std::vector<uint8_t> sample_bytes(const Answer& drawn, int channels);

}  // namespace ganscope::api
