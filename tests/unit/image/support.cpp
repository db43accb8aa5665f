#include "tests/unit/image/support.h"

#include <cstdio>
#include <cstdlib>
// jpeglib.h needs <cstdio> before it.
#include <jpeglib.h>
#include <tiffio.h>
#include <webp/encode.h>
#include <zlib.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "core/image/png_io.h"

namespace ganscope::image::test {
namespace {

void add_little(std::vector<uint8_t>& out, uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<uint8_t>(value >> (8 * i)));
}

void add_big(std::vector<uint8_t>& out, uint32_t value, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) out.push_back(static_cast<uint8_t>(value >> (8 * i)));
}

void append(std::vector<uint8_t>& out, const std::vector<uint8_t>& more) {
  out.insert(out.end(), more.begin(), more.end());
}

/// A chunk of a RIFF file: name, length, content, filled up to two bytes.
void add_riff_chunk(std::vector<uint8_t>& out, const std::string& name, const std::vector<uint8_t>& content) {
  out.insert(out.end(), name.begin(), name.end());
  add_little(out, static_cast<uint32_t>(content.size()), 4);
  append(out, content);
  if (content.size() % 2 == 1) out.push_back(0);
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "ganscope-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  std::filesystem::permissions(path_, std::filesystem::perms::owner_all, error);
  std::filesystem::remove_all(path_, error);
}

Picture pattern(int width, int height, int channels) {
  Picture picture{width, height, channels, {}};
  for (int i = 0; i < width * height * channels; ++i) {
    picture.pixels.push_back(static_cast<uint8_t>((i * 37 + i / 7 * 11) % 256));
  }
  return picture;
}

std::vector<uint8_t> jpeg_of(const Picture& picture, int orientation) {
  jpeg_compress_struct info{};
  jpeg_error_mgr error{};
  info.err = jpeg_std_error(&error);
  jpeg_create_compress(&info);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &memory, &size);
  info.image_width = static_cast<JDIMENSION>(picture.width);
  info.image_height = static_cast<JDIMENSION>(picture.height);
  info.input_components = picture.channels;
  info.in_color_space = picture.channels == 1 ? JCS_GRAYSCALE : picture.channels == 4 ? JCS_CMYK : JCS_RGB;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, 98, TRUE);
  jpeg_start_compress(&info, TRUE);
  if (orientation != 1) {
    const std::vector<uint8_t> exif{
        'E', 'x', 'i', 'f',  0,    0, 'M', 'M', 0, 42, 0, 0, 0,
        8,   0,   1,   0x01, 0x12, 0, 3,   0,   0, 0,  1, 0, static_cast<uint8_t>(orientation),
        0,   0,   0,   0,    0,    0};
    jpeg_write_marker(&info, JPEG_APP0 + 1, exif.data(), static_cast<unsigned>(exif.size()));
  }
  while (info.next_scanline < info.image_height) {
    auto* row = const_cast<uint8_t*>(picture.at(0, static_cast<int>(info.next_scanline)));
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  std::vector<uint8_t> bytes(memory, memory + size);
  jpeg_destroy_compress(&info);
  std::free(memory);
  return bytes;
}

std::vector<uint8_t> exif_block(int orientation, ExifSpelling spelling) {
  std::vector<uint8_t> block(2, spelling.little ? 'I' : 'M');
  const auto add = [&](uint32_t value, int bytes) {
    spelling.little ? add_little(block, value, bytes) : add_big(block, value, bytes);
  };
  add(42, 2);
  add(8, 4);       // where the directory is
  add(1, 2);       // entries
  add(0x0112, 2);  // the orientation
  add(spelling.as_long ? 4 : 3, 2);
  add(1, 4);
  add(static_cast<uint32_t>(orientation), spelling.as_long ? 4 : 2);
  if (!spelling.as_long) add(0, 2);
  add(0, 4);  // no other directory
  return block;
}

std::vector<uint8_t> png_with_exif(const Picture& picture, const std::vector<uint8_t>& exif) {
  constexpr std::ptrdiff_t end_mark = 12;
  std::vector<uint8_t> bytes = encode_png(picture, "exif.png").value();
  std::vector<uint8_t> named{'e', 'X', 'I', 'f'};
  append(named, exif);
  std::vector<uint8_t> chunk;
  add_big(chunk, static_cast<uint32_t>(exif.size()), 4);
  append(chunk, named);
  add_big(chunk, static_cast<uint32_t>(crc32(0, named.data(), static_cast<uInt>(named.size()))), 4);
  bytes.insert(bytes.end() - end_mark, chunk.begin(), chunk.end());
  return bytes;
}

std::vector<uint8_t> webp_of(const Picture& picture, const std::vector<uint8_t>& exif) {
  uint8_t* memory = nullptr;
  const int stride = picture.width * picture.channels;
  const auto encode = picture.channels == 4 ? WebPEncodeLosslessRGBA : WebPEncodeLosslessRGB;
  const size_t size = encode(picture.pixels.data(), picture.width, picture.height, stride, &memory);
  std::vector<uint8_t> simple(memory, memory + size);
  WebPFree(memory);
  if (exif.empty()) return simple;
  // The extended form (WebP container specification): flags and canvas, the picture's own chunk, Exif.
  std::vector<uint8_t> canvas{static_cast<uint8_t>(8 | (picture.channels == 4 ? 16 : 0)), 0, 0, 0};
  add_little(canvas, static_cast<uint32_t>(picture.width - 1), 3);
  add_little(canvas, static_cast<uint32_t>(picture.height - 1), 3);
  std::vector<uint8_t> content{'W', 'E', 'B', 'P'};
  add_riff_chunk(content, "VP8X", canvas);
  content.insert(content.end(), simple.begin() + 12, simple.end());
  add_riff_chunk(content, "EXIF", exif);
  std::vector<uint8_t> bytes;
  add_riff_chunk(bytes, "RIFF", content);
  return bytes;
}

std::vector<uint8_t> tiff_of(const Picture& picture, int orientation, int compression) {
  const TemporaryFolder folder;
  const std::string name = (folder / "a.tif").string();
  TIFF* tiff = TIFFOpen(name.c_str(), "w");
  if (tiff == nullptr) throw std::runtime_error("no TIFF");
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, picture.width);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, picture.height);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, picture.channels);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, picture.channels == 1 ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_RGB);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(tiff, TIFFTAG_ORIENTATION, orientation);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, compression);
  TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 8);
  const uint16_t unassociated = EXTRASAMPLE_UNASSALPHA;
  if (picture.channels == 4) TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &unassociated);
  for (int y = 0; y < picture.height; ++y)
    TIFFWriteScanline(tiff, const_cast<uint8_t*>(picture.at(0, y)), static_cast<uint32_t>(y), 0);
  TIFFClose(tiff);
  std::ifstream in(name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<uint8_t> bmp_of(const Picture& picture) {
  const auto width = static_cast<uint32_t>(picture.width), height = static_cast<uint32_t>(picture.height);
  const uint32_t stride = (3 * width + 3) / 4 * 4;
  std::vector<uint8_t> bytes{'B', 'M'};
  for (const uint32_t word : {54 + stride * height, 0U, 54U, 40U, width, height}) add_little(bytes, word, 4);
  add_little(bytes, 1, 2);
  add_little(bytes, 24, 2);
  bytes.resize(54);
  for (int y = picture.height - 1; y >= 0; --y) {
    for (int x = 0; x < picture.width; ++x)
      for (int c = 2; c >= 0; --c) bytes.push_back(picture.at(x, y)[c]);
    bytes.resize((bytes.size() - 54 + 3) / 4 * 4 + 54);
  }
  return bytes;
}

std::vector<uint8_t> png_that_declares(uint32_t width, uint32_t height) {
  const auto word = [](std::vector<uint8_t>& out, uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<uint8_t>(value >> shift));
  };
  std::vector<uint8_t> chunk{'I', 'H', 'D', 'R'};
  word(chunk, width);
  word(chunk, height);
  chunk.insert(chunk.end(), {8, 2, 0, 0, 0});
  std::vector<uint8_t> bytes{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  word(bytes, 13);
  bytes.insert(bytes.end(), chunk.begin(), chunk.end());
  word(bytes, static_cast<uint32_t>(crc32(0, chunk.data(), static_cast<uInt>(chunk.size()))));
  std::vector<uint8_t> data{'I', 'D', 'A', 'T'};
  word(bytes, 0);
  bytes.insert(bytes.end(), data.begin(), data.end());
  word(bytes, static_cast<uint32_t>(crc32(0, data.data(), 4)));
  return bytes;
}

}  // namespace ganscope::image::test
