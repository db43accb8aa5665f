#include "core/data/idx_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

#include "core/data/byte_source.h"

namespace ganscope::data {
namespace {

constexpr int64_t most_idx_bytes = int64_t{4} << 30;
constexpr uint32_t pictures_magic = 0x00000803, longest_idx_side = 1024;

Expected<uint32_t> read_word(ByteSource& source) {
  std::array<uint8_t, 4> bytes{};
  auto got = source.read(bytes);
  if (!got) return tl::unexpected(got.error());
  if (*got != bytes.size()) {
    return fail(FailureKind::bad_data, "the file is truncated: it ends within its header", source.where(),
                "Download it again: nearly everything is missing.");
  }
  return uint32_t{bytes[0]} << 24 | uint32_t{bytes[1]} << 16 | uint32_t{bytes[2]} << 8 | uint32_t{bytes[3]};
}

/// Bytes of one number; 0: there is no such type.
size_t width_of(uint8_t type) {
  switch (static_cast<IdxArray::Type>(type)) {
    case IdxArray::Type::unsigned_byte:
    case IdxArray::Type::signed_byte:
      return 1;
    case IdxArray::Type::short_integer:
      return 2;
    case IdxArray::Type::integer:
    case IdxArray::Type::single_precision:
      return 4;
    case IdxArray::Type::double_precision:
      return 8;
  }
  return 0;
}

template <class Word>
Word big_endian(const uint8_t* bytes) {
  Word word = 0;
  for (size_t i = 0; i < sizeof(Word); ++i) word = static_cast<Word>(word << 8 | bytes[i]);
  return word;
}

struct Range {
  double low = std::numeric_limits<double>::infinity(), high = -std::numeric_limits<double>::infinity();
};

/// What is added and multiplied with to get 0 to 255.
std::array<double, 2> stretch(const Range& range) {
  if (range.low >= 0 && range.high <= 1) return {0, 255};
  if (range.low >= -1 && range.high <= 1) return {1, 127.5};
  if (range.low >= 0 && range.high <= 255) return {0, 1};
  return {-range.low, range.high > range.low ? 255 / (range.high - range.low) : 0};
}

}  // namespace

size_t IdxArray::count() const { return bytes.size() / width_of(static_cast<uint8_t>(type)); }

double IdxArray::at(size_t index) const {
  const uint8_t* from = bytes.data() + index * width_of(static_cast<uint8_t>(type));
  switch (type) {
    case Type::unsigned_byte:
      return *from;
    case Type::signed_byte:
      return static_cast<int8_t>(*from);
    case Type::short_integer:
      return static_cast<int16_t>(big_endian<uint16_t>(from));
    case Type::integer:
      return static_cast<int32_t>(big_endian<uint32_t>(from));
    case Type::single_precision:
      return static_cast<double>(std::bit_cast<float>(big_endian<uint32_t>(from)));
    case Type::double_precision:
      return std::bit_cast<double>(big_endian<uint64_t>(from));
  }
  return 0;
}

std::string IdxArray::shape() const { return fmt::format("{}", fmt::join(sizes, " × ")); }

Expected<IdxArray> read_idx(const std::filesystem::path& file, const WorkContext& context) {
  auto source = ByteSource::open(file);
  if (!source) return tl::unexpected(source.error());
  const auto magic = read_word(*source);
  if (!magic) return tl::unexpected(magic.error());
  const auto type = static_cast<uint8_t>(*magic >> 8);
  const uint32_t dimensions = *magic & 0xFF;
  const size_t width = width_of(type);
  if (*magic >> 16 != 0 || width == 0 || dimensions < 1 || dimensions > 4) {
    return fail(
        FailureKind::bad_data,
        fmt::format("this is not an IDX file: it begins with 0x{:08x}, not 0x{:08x}", *magic, pictures_magic),
        source->where(),
        "Give a file such as train-images-idx3-ubyte, plain or as .gz: bytes, integers, floats or doubles in "
        "one "
        "to four dimensions.");
  }
  IdxArray array;
  array.type = static_cast<IdxArray::Type>(type);
  int64_t bytes = static_cast<int64_t>(width);
  bool sane = true;
  for (uint32_t d = 0; d < dimensions; ++d) {
    const auto size = read_word(*source);
    if (!size) return tl::unexpected(size.error());
    array.sizes.push_back(*size);
    const bool side = dimensions >= 3 && d > 0;
    sane =
        sane && *size > 0 && (!side || *size <= longest_idx_side) && bytes <= most_idx_bytes / int64_t{*size};
    if (sane) bytes *= *size;
  }
  if (!sane) {
    return fail(
        FailureKind::bad_data, fmt::format("the header promises {} numbers", array.shape()), source->where(),
        fmt::format("At least one number, at most {} pixels a side and {} GB in all are read: the file is "
                    "damaged or not meant for this.",
                    longest_idx_side, most_idx_bytes >> 30));
  }
  auto content = source->read_exactly(static_cast<size_t>(bytes), context);
  if (!content) return tl::unexpected(content.error());
  if (auto end = source->expect_end(); !end) return tl::unexpected(end.error());
  array.bytes = std::move(*content);
  return array;
}

Expected<std::vector<uint8_t>> as_brightness(IdxArray array, const std::string& where) {
  if (array.type == IdxArray::Type::unsigned_byte) return std::move(array.bytes);
  const size_t count = array.count();
  Range range;
  for (size_t i = 0; i < count; ++i) {
    const double value = array.at(i);
    if (!std::isfinite(value))
      return fail(FailureKind::bad_data, fmt::format("number {} is {}", i + 1, value), where,
                  "Write a file of finite numbers: a picture has no brightness there.");
    range.low = std::min(range.low, value);
    range.high = std::max(range.high, value);
  }
  const auto [add, times] = stretch(range);
  std::vector<uint8_t> brightness(count);
  for (size_t i = 0; i < count; ++i)
    brightness[i] = static_cast<uint8_t>(std::clamp(std::round((array.at(i) + add) * times), 0.0, 255.0));
  return brightness;
}

}  // namespace ganscope::data
