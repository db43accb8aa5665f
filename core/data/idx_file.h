#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/failure.h"
#include "core/base/progress.h"

namespace ganscope::data {

/// The content of an IDX file (LeCun's MNIST page): two zeros, the type of the numbers, how many dimensions,
/// their sizes as big-endian words, then the numbers, big-endian, the last dimension running fastest.
struct IdxArray {
  enum class Type : uint8_t {
    unsigned_byte = 0x08,
    signed_byte = 0x09,
    short_integer = 0x0B,
    integer = 0x0C,
    single_precision = 0x0D,
    double_precision = 0x0E
  };
  Type type = Type::unsigned_byte;
  std::vector<int64_t> sizes;  ///< one to four, each 1 at least
  std::vector<uint8_t> bytes;  ///< as they stand in the file

  [[nodiscard]] size_t count() const;  ///< of numbers
  [[nodiscard]] double at(size_t index) const;
  [[nodiscard]] bool whole_numbers() const { return type < Type::single_precision; }
  [[nodiscard]] std::string shape() const;  ///< "60000 × 28 × 28"
};

/// Plain or gzip. What is no IDX file, truncated or overlong, or promises more than 4 GB fails with
/// `bad_data`.
[[nodiscard]] Expected<IdxArray> read_idx(const std::filesystem::path& file, const WorkContext& context);

/// Numbers as brightness, 0 to 255. Bytes are that already. Otherwise the range of the whole file decides: 0
/// to 1 and −1 to 1 are stretched to 0 to 255, 0 to 255 is taken as it is, any other from its least number to
/// its greatest. Fails where a number is not finite.
[[nodiscard]] Expected<std::vector<uint8_t>> as_brightness(IdxArray array, const std::string& where);

}  // namespace ganscope::data
