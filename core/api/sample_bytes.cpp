#include "core/api/sample_bytes.h"

#include <algorithm>

namespace ganscope::api {

std::vector<uint8_t> sample_bytes(const Answer& drawn, int channels) {
  if (!drawn.values.empty()) return drawn.values;
  std::vector<uint8_t> bytes;
  bytes.reserve(drawn.pixels.size() / 4 * static_cast<size_t>(channels));
  for (size_t i = 0; i + 4 <= drawn.pixels.size(); i += 4)
    for (size_t c = 0; c < static_cast<size_t>(channels); ++c)
      bytes.push_back(drawn.pixels[i + std::min<size_t>(c, 2)]);
  return bytes;
}

}  // namespace ganscope::api
