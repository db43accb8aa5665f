#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace ganscope::image {

/// Appends pixels of 1, 3 or 4 channels as RGBA: grey in all three colours, opaque where there is no alpha.
void append_rgba(std::span<const uint8_t> pixels, int channels, std::vector<uint8_t>& rgba);

}  // namespace ganscope::image
