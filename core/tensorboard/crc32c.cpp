#include "core/tensorboard/crc32c.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

namespace ganscope::tensorboard {
namespace {

constexpr uint32_t reflected_polynomial = 0x82F63B78U;

/// [slice][byte]: the checksum of `byte` followed by `slice` zero bytes, so that eight bytes are taken at
/// once (M. Kounavis, F. Berry, "Novel table lookup-based algorithms for high-performance CRC generation",
/// 2008).
using Tables = std::array<std::array<uint32_t, 256>, 8>;

constexpr Tables make_tables() {
  Tables tables{};
  for (uint32_t byte = 0; byte < 256; ++byte) {
    uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? reflected_polynomial : 0);
    tables[0][byte] = crc;
  }
  for (size_t slice = 1; slice < tables.size(); ++slice)
    for (size_t byte = 0; byte < 256; ++byte) {
      const uint32_t shorter = tables[slice - 1][byte];
      tables[slice][byte] = (shorter >> 8) ^ tables[0][shorter & 0xFF];
    }
  return tables;
}

constexpr Tables crc_tables = make_tables();

}  // namespace

uint32_t crc32c(std::string_view bytes, uint32_t before) {
  static_assert(std::endian::native == std::endian::little, "eight bytes are read as one number");
  uint32_t crc = ~before;
  while (bytes.size() >= 8) {
    uint64_t word = 0;
    std::memcpy(&word, bytes.data(), sizeof(word));
    word ^= crc;
    crc = 0;
    for (size_t i = 0; i < 8; ++i) crc ^= crc_tables[7 - i][(word >> (8 * i)) & 0xFF];
    bytes.remove_prefix(8);
  }
  for (const char c : bytes) crc = (crc >> 8) ^ crc_tables[0][(crc ^ static_cast<uint8_t>(c)) & 0xFF];
  return ~crc;
}

}  // namespace ganscope::tensorboard
