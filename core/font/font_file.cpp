#include "core/font/font_file.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

namespace ganscope::font {
namespace {

using Bytes = std::span<const std::byte>;

constexpr size_t largest_font = size_t{128} << 20;
constexpr uint32_t last_code_point = 0x10FFFF;

/// Big-endian numbers of a piece of a file; whoever asks beyond its end gets nought, and `whole` turns false.
class Reader {
 public:
  explicit Reader(Bytes bytes) : bytes_(bytes) {}
  [[nodiscard]] uint32_t u8(size_t at) { return number(at, 1); }
  [[nodiscard]] uint32_t u16(size_t at) { return number(at, 2); }
  [[nodiscard]] int32_t i16(size_t at) { return static_cast<int16_t>(number(at, 2)); }
  [[nodiscard]] uint32_t u32(size_t at) { return number(at, 4); }
  [[nodiscard]] std::string tag(size_t at) {
    std::string letters;
    for (size_t i = 0; i < 4; ++i) letters += static_cast<char>(u8(at + i));
    return letters;
  }
  [[nodiscard]] Bytes part(size_t at, size_t length) {
    if (at > bytes_.size() || length > bytes_.size() - at) {
      whole_ = false;
      return {};
    }
    return bytes_.subspan(at, length);
  }
  [[nodiscard]] bool whole() const { return whole_; }

 private:
  uint32_t number(size_t at, size_t length) {
    uint32_t value = 0;
    for (const std::byte byte : part(at, length)) value = value << 8 | std::to_integer<uint32_t>(byte);
    return value;
  }
  Bytes bytes_;
  bool whole_ = true;
};

struct Table {
  std::string tag;
  uint32_t sum = 0, offset = 0, length = 0;
};

/// The tables of a file's first font; none: it is no font.
std::vector<Table> directory_of(Reader& file) {
  const size_t start = file.tag(0) == "ttcf" ? file.u32(12) : 0;
  const std::string kind = file.tag(start);
  if (kind != std::string("\0\1\0\0", 4) && kind != "true" && kind != "OTTO") return {};
  std::vector<Table> tables(file.u16(start + 4));
  for (size_t i = 0; i < tables.size(); ++i) {
    const size_t at = start + 12 + 16 * i;
    tables[i] = {file.tag(at), file.u32(at + 4), file.u32(at + 8), file.u32(at + 12)};
  }
  return file.whole() ? tables : std::vector<Table>{};
}

const Table* find_table(const std::vector<Table>& tables, std::string_view tag) {
  const auto found = std::ranges::find(tables, tag, &Table::tag);
  return found == tables.end() ? nullptr : &*found;
}

/// The sum of a table's big-endian words, the last filled up with noughts.
uint32_t sum_of(Bytes table) {
  uint32_t sum = 0;
  while (!table.empty()) {
    std::array<unsigned char, 4> four{};
    const size_t length = std::min(table.size(), four.size());
    std::memcpy(four.data(), table.data(), length);
    sum += uint32_t{four[0]} << 24 | uint32_t{four[1]} << 16 | uint32_t{four[2]} << 8 | four[3];
    table = table.subspan(length);
  }
  return sum;
}

/// Segments of two-byte characters: ends, starts, deltas and offsets stand in four rows.
void add_format_4(Reader& map, Coverage& coverage) {
  const size_t twice = map.u16(6) & ~1U;
  static_cast<void>(map.part(14, 4 * twice + 2));  // all rows, whatever of them is looked at below
  int64_t before = -1;
  for (size_t i = 0; i < twice; i += 2) {
    const uint32_t end = map.u16(14 + i), start = map.u16(16 + twice + i),
                   delta = map.u16(16 + 2 * twice + i);
    const size_t at = 16 + 3 * twice + i;
    const uint32_t offset = map.u16(at);
    if (start <= before || end < start) return;  // segments ascend
    before = end;
    for (uint32_t c = start; c <= end && c < 0xFFFF; ++c) {
      const uint32_t raw = offset == 0 ? c : map.u16(at + offset + size_t{2} * (c - start));
      if (offset != 0 && raw == 0) continue;
      if (((raw + delta) & 0xFFFF) != 0) coverage.add(c);
    }
  }
}

void add_groups(Reader& map, bool same_glyph, Coverage& coverage) {
  const uint32_t groups = map.u32(12);
  static_cast<void>(map.part(16, size_t{12} * groups));  // all of them: the rasteriser jumps among them
  if (!map.whole()) return;
  int64_t before = -1;
  for (uint32_t i = 0; i < groups; ++i) {
    const size_t at = 16 + size_t{12} * i;
    const uint32_t first = map.u32(at), last = std::min(map.u32(at + 4), last_code_point),
                   glyph = map.u32(at + 8);
    if (first <= before || last < first) return;  // groups ascend
    before = last;
    for (uint32_t c = first; c <= last; ++c)
      if (same_glyph ? glyph != 0 : glyph + (c - first) != 0) coverage.add(c);
  }
}

/// The characters of the map that stb_truetype chooses: the last one for Unicode. Nothing: it reads none.
std::optional<Coverage> characters_of(Bytes cmap) {
  Reader table(cmap);
  size_t chosen = 0;
  for (uint32_t i = 0; i < table.u16(2) && table.whole(); ++i) {
    const uint32_t platform = table.u16(4 + size_t{8} * i), encoding = table.u16(6 + size_t{8} * i);
    if (platform == 0 || (platform == 3 && (encoding == 1 || encoding == 10)))
      chosen = table.u32(8 + size_t{8} * i);
  }
  if (!table.whole() || chosen == 0 || chosen >= cmap.size()) return std::nullopt;
  Reader map(cmap.subspan(chosen));
  Coverage coverage;
  switch (map.u16(0)) {
    case 0:
      static_cast<void>(map.part(0, map.u16(2)));  // the rasteriser believes its length
      for (uint32_t c = 0; c < 256; ++c)
        if (map.u8(6 + size_t{c}) != 0) coverage.add(c);
      break;
    case 4:
      add_format_4(map, coverage);
      break;
    case 6: {
      const uint32_t first = map.u16(6), count = map.u16(8);
      for (uint32_t i = 0; i < count; ++i)
        if (map.u16(10 + size_t{2} * i) != 0) coverage.add(first + i);
      break;
    }
    case 12:
    case 13:
      add_groups(map, map.u16(0) == 13, coverage);
      break;
    default:
      return std::nullopt;
  }
  if (!map.whole()) return std::nullopt;
  return coverage;
}

/// What is wrong with the outlines' places; empty: nothing.
std::string fault_of_outlines(Bytes head, Bytes maxp, Bytes loca, size_t glyf_length) {
  const uint32_t glyphs = Reader(maxp).u16(4);
  const bool wide = Reader(head).i16(50) != 0;
  if (loca.size() < (size_t{glyphs} + 1) * (wide ? 4 : 2)) return "the list of outlines is too short";
  Reader places(loca);
  uint32_t before = 0;
  for (size_t i = 0; i <= glyphs; ++i) {
    const uint32_t at = wide ? places.u32(4 * i) : 2 * places.u16(2 * i);
    if (at < before || at > glyf_length) return "an outline lies outside its table";
    before = at;
  }
  return {};
}

/// What is wrong with a font whose tables are whole; empty: nothing.
std::string fault_of(Reader& file, const std::vector<Table>& tables) {
  const auto bytes_of = [&](std::string_view tag) {
    const Table* table = find_table(tables, tag);
    return table == nullptr ? Bytes{} : file.part(table->offset, table->length);
  };
  const Bytes head = bytes_of("head"), hhea = bytes_of("hhea"), maxp = bytes_of("maxp"),
              hmtx = bytes_of("hmtx");
  if (head.size() < 54 || Reader(head).u32(12) != 0x5F0F3CF5) return "it has no sound head";
  const uint32_t units = Reader(head).u16(18);
  if (units < 16 || units > 16384) return "its units make no sense";
  if (hhea.size() < 36 || Reader(hhea).i16(4) <= Reader(hhea).i16(6)) return "its lines have no height";
  if (maxp.size() < 6 || Reader(maxp).u16(4) == 0) return "it has no glyphs";
  const size_t measures = Reader(hhea).u16(34);
  if (measures == 0 || hmtx.size() < 4 * measures) return "its letters have no widths";
  const Table* glyf = find_table(tables, "glyf");
  if (glyf == nullptr) return find_table(tables, "CFF ") != nullptr ? "" : "it has no outlines";
  return fault_of_outlines(head, maxp, bytes_of("loca"), glyf->length);
}

}  // namespace

void Coverage::add(uint32_t code_point) {
  if (!ranges_.empty() && code_point <= ranges_.back().last) return;
  if (!ranges_.empty() && code_point == ranges_.back().last + 1)
    ranges_.back().last = code_point;
  else
    ranges_.push_back({code_point, code_point});
}

bool Coverage::has(uint32_t code_point) const {
  const auto after =
      std::ranges::upper_bound(ranges_, code_point, {}, [](const Range& range) { return range.first; });
  return after != ranges_.begin() && code_point <= std::prev(after)->last;
}

Expected<Coverage> check_font(std::span<const std::byte> bytes, const std::string& where) {
  const auto refuse = [&](const std::string& what) {
    return fail(FailureKind::bad_data, "the font file is damaged: " + what, where,
                "Install its package again.");
  };
  Reader file(bytes);
  const std::vector<Table> tables = directory_of(file);
  if (tables.empty()) return refuse("it does not begin like a font");
  for (const Table& table : tables) {
    const Bytes part = file.part(table.offset, table.length);
    if (!file.whole()) return refuse("it ends too early");
    // The head holds a number that was filled in after its own sum was taken.
    if (table.tag != "head" && sum_of(part) != table.sum)
      return refuse("table " + table.tag + " has changed");
  }
  if (const std::string fault = fault_of(file, tables); !fault.empty()) return refuse(fault);
  const Table* cmap = find_table(tables, "cmap");
  auto coverage = cmap == nullptr ? std::nullopt : characters_of(file.part(cmap->offset, cmap->length));
  if (!coverage) return refuse("it has no table of characters that can be read");
  return std::move(*coverage);
}

Expected<FontFile> read_font(const std::filesystem::path& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  std::ifstream stream(file, std::ios::binary);
  if (error || !stream)
    return fail(FailureKind::io, "the font file cannot be read", file.string(), "Look at its permissions.");
  if (size > largest_font)
    return fail(FailureKind::bad_data, "the font file is too large", file.string(),
                "Install its package again.");
  FontFile font;
  font.bytes.resize(size);
  stream.read(reinterpret_cast<char*>(font.bytes.data()), static_cast<std::streamsize>(size));
  if (stream.gcount() != static_cast<std::streamsize>(size))
    return fail(FailureKind::io, "the font file cannot be read", file.string(), "Look at its permissions.");
  auto coverage = check_font(font.bytes, file.string());
  if (!coverage) return tl::unexpected(coverage.error());
  font.coverage = std::move(*coverage);
  return font;
}

Coverage claimed_coverage(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  const auto read = [&](size_t at, size_t length) {
    std::vector<std::byte> bytes(length);
    stream.clear();
    stream.seekg(static_cast<std::streamoff>(at));
    stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(length));
    bytes.resize(static_cast<size_t>(std::max<std::streamsize>(stream.gcount(), 0)));
    return bytes;
  };
  constexpr size_t beginning = 4096, largest_cmap = size_t{4} << 20;
  const std::vector<std::byte> start = read(0, beginning);
  Reader header(start);
  const std::vector<Table> tables = directory_of(header);
  const Table* cmap = find_table(tables, "cmap");
  const bool outlines = find_table(tables, "glyf") != nullptr || find_table(tables, "CFF ") != nullptr;
  if (cmap == nullptr || !outlines || cmap->length > largest_cmap) return {};
  return characters_of(read(cmap->offset, cmap->length)).value_or(Coverage{});
}

}  // namespace ganscope::font
