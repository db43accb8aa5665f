#include "core/tensorboard/wire.h"

#include <bit>
#include <cstddef>

namespace ganscope::tensorboard {
namespace {

// Wire types; 3 and 4, groups, are of the first protobuf alone and in no event.
constexpr uint64_t type_varint = 0, type_fixed64 = 1, type_bytes = 2, type_fixed32 = 5;

void append_little_endian(std::string& text, uint64_t bits, int bytes) {
  for (int i = 0; i < bytes; ++i) text += static_cast<char>((bits >> (8 * i)) & 0xFF);
}

}  // namespace

void WireWriter::raw_varint(uint64_t value) {
  for (; value >= 0x80; value >>= 7) text_ += static_cast<char>((value & 0x7F) | 0x80);
  text_ += static_cast<char>(value);
}

void WireWriter::varint(uint32_t field, uint64_t value) {
  raw_varint((uint64_t{field} << 3) | type_varint);
  raw_varint(value);
}

void WireWriter::number(uint32_t field, float value) {
  raw_varint((uint64_t{field} << 3) | type_fixed32);
  append_little_endian(text_, std::bit_cast<uint32_t>(value), 4);
}

void WireWriter::number(uint32_t field, double value) {
  raw_varint((uint64_t{field} << 3) | type_fixed64);
  append_little_endian(text_, std::bit_cast<uint64_t>(value), 8);
}

void WireWriter::bytes(uint32_t field, std::string_view content) {
  raw_varint((uint64_t{field} << 3) | type_bytes);
  raw_varint(content.size());
  text_ += content;
}

float WireField::as_float() const { return std::bit_cast<float>(static_cast<uint32_t>(bits)); }

double WireField::as_double() const { return std::bit_cast<double>(bits); }

std::optional<uint64_t> WireReader::raw_varint() {
  uint64_t value = 0;
  for (size_t i = 0; i < 10 && i < rest_.size(); ++i) {
    const uint64_t byte = static_cast<uint8_t>(rest_[i]);
    value |= (byte & 0x7F) << (7 * i);
    if (byte < 0x80) {
      rest_.remove_prefix(i + 1);
      return value;
    }
  }
  return {};
}

std::optional<uint64_t> WireReader::fixed(size_t size) {
  if (rest_.size() < size) return {};
  uint64_t value = 0;
  for (size_t i = 0; i < size; ++i) value |= uint64_t{static_cast<uint8_t>(rest_[i])} << (8 * i);
  rest_.remove_prefix(size);
  return value;
}

std::optional<WireField> WireReader::next() {
  if (broken_ || rest_.empty()) return {};
  broken_ = true;  // until all of the field is read
  const auto key = raw_varint();
  constexpr uint64_t most_fields = uint64_t{1} << 29;
  if (!key || *key >> 3 == 0 || *key >> 3 >= most_fields) return {};
  WireField field;
  field.number = static_cast<uint32_t>(*key >> 3);
  std::optional<uint64_t> value;
  switch (*key & 7) {
    case type_varint:
      value = raw_varint();
      break;
    case type_fixed64:
      field.kind = WireField::Kind::fixed64;
      value = fixed(8);
      break;
    case type_fixed32:
      field.kind = WireField::Kind::fixed32;
      value = fixed(4);
      break;
    case type_bytes:
      field.kind = WireField::Kind::bytes;
      value = raw_varint();
      if (!value || *value > rest_.size()) return {};
      field.content = rest_.substr(0, *value);
      rest_.remove_prefix(*value);
      break;
    default:
      return {};
  }
  if (!value) return {};
  field.bits = *value;
  broken_ = false;
  return field;
}

}  // namespace ganscope::tensorboard
