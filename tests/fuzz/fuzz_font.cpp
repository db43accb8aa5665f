// Fonts: core/font. Almost every change breaks a table's sum, so the input is tried a second time with all of
// them set right.
#include <algorithm>
#include <vector>

#include "core/font/font_file.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace ganscope;

uint32_t word(const std::vector<std::byte>& bytes, size_t at) {
  uint32_t value = 0;
  for (size_t i = 0; i < 4; ++i)
    value = value << 8 | (at + i < bytes.size() ? std::to_integer<uint32_t>(bytes[at + i]) : 0);
  return value;
}

std::vector<std::byte> with_right_sums(std::vector<std::byte> font) {
  const size_t tables = std::min<size_t>(word(font, 4) >> 16, 64);
  for (size_t entry = 12; entry < 12 + 16 * tables && entry + 16 <= font.size(); entry += 16) {
    const size_t offset = word(font, entry + 8), length = word(font, entry + 12);
    if (offset > font.size() || length > font.size() - offset) continue;
    std::vector<std::byte> table(font.begin() + static_cast<std::ptrdiff_t>(offset),
                                 font.begin() + static_cast<std::ptrdiff_t>(offset + length));
    uint32_t sum = 0;
    for (size_t at = 0; at < length; at += 4) sum += word(table, at);
    for (size_t i = 0; i < 4; ++i) font[entry + 4 + i] = static_cast<std::byte>(sum >> (24 - 8 * i));
  }
  return font;
}

void check_order(const font::Coverage& coverage) {
  int64_t before = -2;
  for (const auto& range : coverage.ranges()) {
    fuzz::promise(range.first > before + 1 && range.last >= range.first && range.last <= 0x10FFFF);
    before = range.last;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::filesystem::path file = fuzz::as_file("input.ttf", {data, size});
  check_order(font::claimed_coverage(file));
  const auto font = font::read_font(file);
  if (font) check_order(font->coverage);
  const auto bytes = std::as_bytes(std::span(data, size));
  const auto mended = font::check_font(with_right_sums({bytes.begin(), bytes.end()}), "mended");
  if (mended) check_order(*mended);
  return fuzz::answer(font.has_value());
}
