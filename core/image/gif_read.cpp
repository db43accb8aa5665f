#include <gif_lib.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "core/image/gif_io.h"
#include "core/image/limits.h"
#include "core/image/transform.h"

namespace ganscope::image {
namespace {

int take(GifFileType* gif, GifByteType* out, int count) {
  auto& rest = *static_cast<std::span<const uint8_t>*>(gif->UserData);
  const size_t taken = std::min(rest.size(), static_cast<size_t>(std::max(count, 0)));
  std::copy_n(rest.begin(), taken, out);
  rest = rest.subspan(taken);
  return static_cast<int>(taken);
}

struct CloseReadGif {
  void operator()(GifFileType* gif) const { DGifCloseFile(gif, nullptr); }
};
using ReadGif = std::unique_ptr<GifFileType, CloseReadGif>;

tl::unexpected<Failure> broken_gif(const std::string& why, const std::string& where) {
  return fail(FailureKind::bad_data, "a broken GIF: " + why, where,
              "Save the picture again with another program, or leave it out.");
}

std::string words_of(int code) {
  switch (code) {
    case D_GIF_ERR_READ_FAILED:
    case D_GIF_ERR_EOF_TOO_SOON:
      return "it ends too early";
    case D_GIF_ERR_IMAGE_DEFECT:
      return "its picture is damaged";
    default:
      break;
  }
  const char* words = GifErrorString(code);
  return words != nullptr ? words : "it cannot be read";
}

/// Reads up to the description of the first frame; which colour of it is transparent, or −1.
std::optional<int> find_first_frame(GifFileType* gif, bool& found) {
  int transparent = NO_TRANSPARENT_COLOR;
  found = false;
  for (;;) {
    GifRecordType record = UNDEFINED_RECORD_TYPE;
    if (DGifGetRecordType(gif, &record) == GIF_ERROR) return std::nullopt;
    if (record == TERMINATE_RECORD_TYPE) return transparent;
    if (record == IMAGE_DESC_RECORD_TYPE) {
      if (DGifGetImageHeader(gif) == GIF_ERROR) return std::nullopt;
      found = true;
      return transparent;
    }
    int code = 0;
    GifByteType* block = nullptr;
    if (DGifGetExtension(gif, &code, &block) == GIF_ERROR) return std::nullopt;
    GraphicsControlBlock control{};
    if (code == GRAPHICS_EXT_FUNC_CODE && block != nullptr &&
        DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK)
      transparent = control.TransparentColor;
    while (block != nullptr)
      if (DGifGetExtensionNext(gif, &block) == GIF_ERROR) return std::nullopt;
  }
}

/// The rows of a frame in the order in which they are stored (GIF89a, appendix E).
std::vector<int> row_order(int height, bool interlaced) {
  std::vector<int> rows;
  struct Pass {
    int first, step;
  };
  constexpr std::array in_four{Pass{0, 8}, Pass{4, 8}, Pass{2, 4}, Pass{1, 2}};
  for (const Pass pass : in_four)
    for (int y = pass.first; interlaced && y < height; y += pass.step) rows.push_back(y);
  for (int y = 0; !interlaced && y < height; ++y) rows.push_back(y);
  return rows;
}

/// Draws the frame on the clear RGBA canvas; why that is impossible, or nothing.
std::string draw_frame(GifFileType* gif, const ColorMapObject& map, int transparent, Picture& canvas) {
  const GifImageDesc frame = gif->Image;
  std::vector<GifPixelType> line(static_cast<size_t>(frame.Width));
  for (const int y : row_order(frame.Height, frame.Interlace)) {
    if (DGifGetLine(gif, line.data(), frame.Width) == GIF_ERROR) return words_of(gif->Error);
    for (int x = 0; x < frame.Width; ++x) {
      const int index = line[static_cast<size_t>(x)];
      if (index == transparent) continue;
      if (index >= map.ColorCount) return "a colour that its palette lacks";
      const GifColorType& colour = map.Colors[index];
      const std::array<uint8_t, 4> pixel{colour.Red, colour.Green, colour.Blue, 255};
      std::ranges::copy(pixel, canvas.at(frame.Left + x, frame.Top + y));
    }
  }
  return "";
}

}  // namespace

Expected<Picture> decode_gif(std::span<const uint8_t> bytes, const std::string& where) {
  int error = 0;
  const ReadGif gif(DGifOpen(&bytes, take, &error));
  if (!gif) return broken_gif(words_of(error), where);
  bool found = false;
  const auto transparent = find_first_frame(gif.get(), found);
  if (!transparent) return broken_gif(words_of(gif->Error), where);
  if (!found) return broken_gif("there is no picture in it", where);
  const GifImageDesc& frame = gif->Image;
  if (auto fits = check_size(frame.Width, frame.Height, where); !fits) return tl::unexpected(fits.error());
  const int width = std::max(gif->SWidth, frame.Left + frame.Width);
  const int height = std::max(gif->SHeight, frame.Top + frame.Height);
  if (auto fits = check_size(width, height, where); !fits) return tl::unexpected(fits.error());
  const ColorMapObject* map = frame.ColorMap != nullptr ? frame.ColorMap : gif->SColorMap;
  if (map == nullptr) return broken_gif("it has no palette", where);
  Picture canvas{width, height, 4, {}};
  canvas.pixels.resize(static_cast<size_t>(width) * static_cast<size_t>(height) * 4);
  if (const std::string why = draw_frame(gif.get(), *map, *transparent, canvas); !why.empty())
    return broken_gif(why, where);
  bool opaque = true;
  for (size_t i = 3; i < canvas.pixels.size(); i += 4) opaque = opaque && canvas.pixels[i] == 255;
  return opaque ? to_rgb(canvas) : canvas;
}

}  // namespace ganscope::image
