#include "core/image/gif_io.h"

#include <gif_lib.h>

#include <algorithm>
#include <array>
#include <memory>

#include "core/base/check.h"
#include "core/image/file_bytes.h"
#include "core/image/palette.h"
#include "core/image/transform.h"

namespace ganscope::image {
namespace {

int append(GifFileType* gif, const GifByteType* bytes, int count) {
  auto& out = *static_cast<std::vector<uint8_t>*>(gif->UserData);
  out.insert(out.end(), bytes, bytes + count);
  return count;
}

struct CloseGif {
  void operator()(GifFileType* gif) const { EGifCloseFile(gif, nullptr); }
};
using GifPointer = std::unique_ptr<GifFileType, CloseGif>;

struct FreeMap {
  void operator()(ColorMapObject* map) const { GifFreeMapObject(map); }
};
using MapPointer = std::unique_ptr<ColorMapObject, FreeMap>;

MapPointer colour_map(const Palette& palette) {
  int entries = 2;  // GIF wants a power of two
  while (entries < static_cast<int>(palette.colours().size())) entries *= 2;
  MapPointer map(GifMakeMapObject(entries, nullptr));
  for (size_t i = 0; map && i < palette.colours().size(); ++i) {
    const Colour& colour = palette.colours()[i];
    map->Colors[i] = {colour[0], colour[1], colour[2]};
  }
  return map;
}

/// Netscape's application block: repeat for ever.
bool put_loop(GifFileType* gif) {
  constexpr std::array<uint8_t, 3> forever{1, 0, 0};
  return EGifPutExtensionLeader(gif, APPLICATION_EXT_FUNC_CODE) != GIF_ERROR &&
         EGifPutExtensionBlock(gif, 11, "NETSCAPE2.0") != GIF_ERROR &&
         EGifPutExtensionBlock(gif, 3, forever.data()) != GIF_ERROR &&
         EGifPutExtensionTrailer(gif) != GIF_ERROR;
}

bool put_frame(GifFileType* gif, const Picture& frame, const Palette& palette, int frame_ms) {
  GraphicsControlBlock control{};
  control.DisposalMode = DISPOSE_DO_NOT;
  control.DelayTime = std::max(2, (frame_ms + 5) / 10);
  control.TransparentColor = NO_TRANSPARENT_COLOR;
  std::array<GifByteType, 4> block{};
  EGifGCBToExtension(&control, block.data());
  if (EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, 4, block.data()) == GIF_ERROR) return false;
  if (EGifPutImageDesc(gif, 0, 0, frame.width, frame.height, false, nullptr) == GIF_ERROR) return false;
  std::vector<GifPixelType> line(static_cast<size_t>(frame.width));
  for (int y = 0; y < frame.height; ++y) {
    for (int x = 0; x < frame.width; ++x) line[static_cast<size_t>(x)] = palette.nearest(frame.at(x, y));
    if (EGifPutLine(gif, line.data(), frame.width) == GIF_ERROR) return false;
  }
  return true;
}

}  // namespace

Expected<std::vector<uint8_t>> encode_gif(std::span<const Picture> frames, int frame_ms,
                                          const std::string& where) {
  GANSCOPE_CHECK(!frames.empty(), "an animation needs frames");
  std::vector<Picture> colour;
  for (const Picture& frame : frames) {
    GANSCOPE_CHECK(frame.width == frames[0].width && frame.height == frames[0].height, "frames of one size");
    colour.push_back(to_rgb(frame));
  }
  const Palette palette(colour);
  std::vector<uint8_t> bytes;
  const auto failed = [&] {
    return fail(FailureKind::io, "cannot encode the animation", where, "Try fewer or smaller frames.");
  };
  int error = 0;
  GifPointer gif(EGifOpen(&bytes, append, &error));
  const MapPointer map = colour_map(palette);
  if (!gif || !map) return failed();
  EGifSetGifVersion(gif.get(), true);
  if (EGifPutScreenDesc(gif.get(), colour[0].width, colour[0].height, 8, 0, map.get()) == GIF_ERROR)
    return failed();
  if (!put_loop(gif.get())) return failed();
  for (const Picture& frame : colour) {
    if (!put_frame(gif.get(), frame, palette, frame_ms)) return failed();
  }
  if (EGifCloseFile(gif.release(), &error) == GIF_ERROR) return failed();
  return bytes;
}

Expected<void> write_gif(const std::filesystem::path& file, std::span<const Picture> frames, int frame_ms) {
  const auto bytes = encode_gif(frames, frame_ms, file.string());
  if (!bytes) return tl::unexpected(bytes.error());
  return write_bytes(file, *bytes);
}

}  // namespace ganscope::image
