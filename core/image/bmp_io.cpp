#include "core/image/bmp_io.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <vector>

#include "core/image/limits.h"
#include "core/image/transform.h"

namespace ganscope::image {
namespace {

constexpr size_t file_header = 14;

tl::unexpected<Failure> broken_bmp(const std::string& why, const std::string& where) {
  return fail(FailureKind::bad_data, "a broken BMP: " + why, where,
              "Save the picture again with another program, or leave it out.");
}

enum class Packing : uint32_t { none = 0, rle8 = 1, rle4 = 2, masks = 3, masks_with_alpha = 6 };

/// What the headers say, checked.
struct BmpHeader {
  int width = 0, height = 0, bits = 0;
  bool from_top = false;
  Packing packing = Packing::none;
  std::array<uint32_t, 4> masks{};  ///< red, green, blue, alpha
  std::vector<Colour> palette;
  size_t pixels = 0;  ///< where they begin
};

/// A little-endian number; 0 beyond the end.
uint32_t little(std::span<const uint8_t> bytes, size_t at, size_t size) {
  uint32_t number = 0;
  for (size_t i = 0; i < size && at + i < bytes.size(); ++i) number |= uint32_t{bytes[at + i]} << (8 * i);
  return number;
}

void default_masks(BmpHeader& header) {
  if (header.bits == 16)
    header.masks = {0x7C00, 0x03E0, 0x001F, 0};
  else if (header.bits == 32)  // the fourth byte has no meaning here (wingdi.h: BI_RGB)
    header.masks = {0xFF0000, 0xFF00, 0xFF, 0};
}

/// The colours between the headers and the pixels. `entry` bytes each: blue, green, red.
void read_palette(BmpHeader& header, std::span<const uint8_t> bytes, size_t at, size_t entry, size_t named) {
  const size_t most = size_t{1} << header.bits;
  size_t count = named == 0 ? most : std::min(named, most);
  const size_t end = std::min(std::max(header.pixels, at), bytes.size());
  count = std::min(count, (end - at) / entry);
  for (size_t i = 0; i < count; ++i, at += entry)
    header.palette.push_back({bytes[at + 2], bytes[at + 1], bytes[at]});
}

bool fits_together(const BmpHeader& header) {
  switch (header.packing) {
    case Packing::none:
      return std::ranges::any_of(std::array{1, 2, 4, 8, 16, 24, 32}, [&](int b) { return b == header.bits; });
    case Packing::rle8:
      return header.bits == 8 && !header.from_top;
    case Packing::rle4:
      return header.bits == 4 && !header.from_top;
    case Packing::masks:
    case Packing::masks_with_alpha:
      return header.bits == 16 || header.bits == 32;
  }
  return false;
}

Expected<BmpHeader> read_bmp_header(std::span<const uint8_t> bytes, const std::string& where) {
  BmpHeader header;
  const size_t length = little(bytes, file_header, 4);
  if (length < 12 || bytes.size() < file_header + length) return broken_bmp("it ends too early", where);
  const bool old = length == 12;
  const auto width = static_cast<int32_t>(old ? little(bytes, 18, 2) : little(bytes, 18, 4));
  const auto height = static_cast<int32_t>(old ? little(bytes, 20, 2) : little(bytes, 22, 4));
  if (auto fits = check_size(width, std::llabs(int64_t{height}), where); !fits)
    return tl::unexpected(fits.error());
  header.width = width;
  header.height = std::abs(height);
  header.from_top = height < 0;
  header.bits = static_cast<int>(little(bytes, old ? 24 : 28, 2));
  const uint32_t packing = length < 20 ? 0 : little(bytes, 30, 4);  // OS/2 2 may leave out what is 0
  header.packing = static_cast<Packing>(packing);
  header.pixels = little(bytes, 10, 4);
  if (!fits_together(header))
    return broken_bmp(packing == 4 || packing == 5 ? "a JPEG or PNG inside a BMP is not read"
                                                   : "its header names a coding that does not exist",
                      where);
  size_t after = file_header + length;
  default_masks(header);
  if (header.packing == Packing::masks || header.packing == Packing::masks_with_alpha) {
    const bool four = length >= 56 || header.packing == Packing::masks_with_alpha;
    for (size_t i = 0; i < 4; ++i) header.masks[i] = i < 3 || four ? little(bytes, 54 + 4 * i, 4) : 0;
    if (length == 40) after += four ? 16 : 12;
    if (header.masks[0] == 0 && header.masks[1] == 0 && header.masks[2] == 0)
      return broken_bmp("its masks leave no colour", where);
  }
  if (header.bits <= 8)
    read_palette(header, bytes, after, old ? 3 : 4, length < 36 ? 0 : little(bytes, 46, 4));
  if (header.pixels < file_header + length || header.pixels > bytes.size())
    return broken_bmp("it ends too early", where);
  return header;
}

/// The bits under a mask, stretched to 0 … 255.
uint8_t under_mask(uint32_t pixel, uint32_t mask) {
  if (mask == 0) return 0;
  const int shift = std::countr_zero(mask);
  const uint64_t top = mask >> shift;
  return static_cast<uint8_t>((uint64_t{(pixel & mask) >> shift} * 255 + top / 2) / top);
}

/// Expands run-length coding (wingdi.h: BI_RLE8, BI_RLE4) to a number a pixel, rows from the bottom. Pixels
/// that are jumped over keep colour 0, pixels beyond a row's end are dropped. False where the code ends
/// before the picture does, or goes on below it.
bool expand_runs(const BmpHeader& header, std::span<const uint8_t> code, std::vector<uint8_t>& indices) {
  const bool four = header.packing == Packing::rle4;
  const auto width = static_cast<size_t>(header.width), height = static_cast<size_t>(header.height);
  size_t at = 0, x = 0, y = 0;
  const auto put = [&](uint8_t value) {
    if (x < width && y < height) indices[y * width + x] = value;
    ++x;
    return y < height;
  };
  while (at + 2 <= code.size()) {
    const uint8_t count = code[at], value = code[at + 1];
    at += 2;
    if (count > 0) {  // a run; two colours in turns of RLE4
      for (int i = 0; i < count; ++i)
        if (!put(!four ? value : (i % 2 == 0) ? value >> 4 : value & 15)) return false;
    } else if (value == 0) {  // end of line
      x = 0;
      ++y;
    } else if (value == 1) {  // end of picture
      return true;
    } else if (value == 2) {  // jump
      if (at + 2 > code.size()) return false;
      x += code[at];
      y += code[at + 1];
      at += 2;
    } else {  // so many pixels one by one, filled up to two bytes
      const size_t stored = four ? (size_t{value} + 1) / 2 : value;
      if (at + stored > code.size()) return false;
      for (size_t i = 0; i < value; ++i) {
        const uint8_t byte = code[at + (four ? i / 2 : i)];
        if (!put(!four ? byte : (i % 2 == 0) ? byte >> 4 : byte & 15)) return false;
      }
      at += (stored + 1) / 2 * 2;
    }
  }
  return y >= height || (y == height - 1 && x >= width);
}

/// A palette's number for every pixel, in the file's order of rows.
Expected<std::vector<uint8_t>> read_indices(const BmpHeader& header, std::span<const uint8_t> bytes,
                                            const std::string& where) {
  const auto width = static_cast<size_t>(header.width), height = static_cast<size_t>(header.height);
  std::vector<uint8_t> indices(width * height);
  const auto code = bytes.subspan(header.pixels);
  if (header.packing != Packing::none) {
    if (!expand_runs(header, code, indices)) return broken_bmp("its run-length code is damaged", where);
    return indices;
  }
  const auto bits = static_cast<size_t>(header.bits);
  const size_t stride = (width * bits + 31) / 32 * 4;
  for (size_t y = 0; y < height; ++y)
    for (size_t x = 0; x < width; ++x) {
      const size_t bit = x * bits;
      indices[y * width + x] =
          static_cast<uint8_t>(code[y * stride + bit / 8] >> (8 - bits - bit % 8)) & ((1U << bits) - 1);
    }
  return indices;
}

Expected<Picture> from_palette(const BmpHeader& header, std::span<const uint8_t> bytes,
                               const std::string& where) {
  const auto indices = read_indices(header, bytes, where);
  if (!indices) return tl::unexpected(indices.error());
  Picture picture{header.width, header.height, 3, std::vector<uint8_t>(indices->size() * 3)};
  for (size_t i = 0; i < indices->size(); ++i) {
    if ((*indices)[i] >= header.palette.size()) return broken_bmp("a colour that its palette lacks", where);
    std::ranges::copy(header.palette[(*indices)[i]],
                      picture.pixels.begin() + static_cast<std::ptrdiff_t>(3 * i));
  }
  return picture;
}

Picture from_masks(const BmpHeader& header, std::span<const uint8_t> bytes) {
  const auto width = static_cast<size_t>(header.width), height = static_cast<size_t>(header.height);
  const auto pixel_bytes = static_cast<size_t>(header.bits / 8);
  const size_t stride = (width * pixel_bytes + 3) / 4 * 4;
  const bool alpha = header.masks[3] != 0;
  Picture picture{header.width, header.height, alpha ? 4 : 3, {}};
  picture.pixels.reserve(width * height * static_cast<size_t>(picture.channels));
  bool opaque = true, clear = true;
  for (size_t y = 0; y < height; ++y)
    for (size_t x = 0; x < width; ++x) {
      const size_t at = header.pixels + y * stride + x * pixel_bytes;
      const uint32_t pixel = little(bytes, at, pixel_bytes);
      for (size_t c = 0; c < 3; ++c)
        picture.pixels.push_back(pixel_bytes == 3 ? bytes[at + 2 - c] : under_mask(pixel, header.masks[c]));
      if (!alpha) continue;
      picture.pixels.push_back(under_mask(pixel, header.masks[3]));
      opaque = opaque && picture.pixels.back() == 255;
      clear = clear && picture.pixels.back() == 0;
    }
  return alpha && (opaque || clear) ? to_rgb(picture) : picture;  // all 0: nobody wrote alpha
}

void turn_upside_down(Picture& picture) {
  const auto row = static_cast<std::ptrdiff_t>(picture.width) * picture.channels;
  for (std::ptrdiff_t y = 0; y < picture.height / 2; ++y) {
    const auto upper = picture.pixels.begin() + y * row;
    std::swap_ranges(upper, upper + row, picture.pixels.begin() + (picture.height - 1 - y) * row);
  }
}

}  // namespace

Expected<Picture> decode_bmp(std::span<const uint8_t> bytes, const std::string& where) {
  auto header = read_bmp_header(bytes, where);
  if (!header) return tl::unexpected(header.error());
  const bool coded = header->packing == Packing::rle4 || header->packing == Packing::rle8;
  const size_t row_bits = static_cast<size_t>(header->width) * static_cast<size_t>(header->bits);
  const size_t all_but_one = static_cast<size_t>(header->height - 1) * ((row_bits + 31) / 32 * 4);
  if (!coded && all_but_one + (row_bits + 7) / 8 > bytes.size() - header->pixels)
    return broken_bmp("it ends too early", where);
  Expected<Picture> picture =
      header->bits <= 8 ? from_palette(*header, bytes, where) : from_masks(*header, bytes);
  if (picture && !header->from_top) turn_upside_down(*picture);
  return picture;
}

}  // namespace ganscope::image
