#pragma once
#include <cstdint>
#include <string_view>

namespace ganscope::tensorboard {

/// CRC-32C, Castagnoli's polynomial 0x1EDC6F41, as in RFC 3720, section 12.1 and appendix B.4. `before` is
/// the checksum of what stands before these bytes: crc32c(b, crc32c(a)) is that of a and b together. About
/// 1.5 GB/s.
[[nodiscard]] uint32_t crc32c(std::string_view bytes, uint32_t before = 0);

/// As TFRecord files store it: rotated right by 15 bits, plus 0xA282EAD8, since a checksum of data that hold
/// their own checksum would be no good one (TensorFlow, core/lib/hash/crc32c.h).
[[nodiscard]] constexpr uint32_t masked(uint32_t crc) { return ((crc >> 15) | (crc << 17)) + 0xA282EAD8U; }

}  // namespace ganscope::tensorboard
