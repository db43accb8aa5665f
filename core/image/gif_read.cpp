#include <gif_lib.h>

#include <algorithm>
#include <array>
#include <memory>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/check.h"
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

/// What stands before a frame: which of its colours is transparent, what becomes of it, and how long it is
/// shown.
struct FrameControl {
  int transparent = NO_TRANSPARENT_COLOR;
  int disposal = DISPOSAL_UNSPECIFIED;
  int delay = 0;  ///< hundredths of a second
};

enum class Found { frame, end, broken };

/// Reads up to the description of the next frame, or to the end.
Found find_frame(GifFileType* gif, FrameControl& control) {
  control = {};
  for (;;) {
    GifRecordType record = UNDEFINED_RECORD_TYPE;
    if (DGifGetRecordType(gif, &record) == GIF_ERROR) return Found::broken;
    if (record == TERMINATE_RECORD_TYPE) return Found::end;
    if (record == IMAGE_DESC_RECORD_TYPE)
      return DGifGetImageHeader(gif) == GIF_ERROR ? Found::broken : Found::frame;
    int code = 0;
    GifByteType* block = nullptr;
    if (DGifGetExtension(gif, &code, &block) == GIF_ERROR) return Found::broken;
    GraphicsControlBlock read{};
    if (code == GRAPHICS_EXT_FUNC_CODE && block != nullptr &&
        DGifExtensionToGCB(block[0], block + 1, &read) == GIF_OK)
      control = {read.TransparentColor, read.DisposalMode, read.DelayTime};
    while (block != nullptr)
      if (DGifGetExtensionNext(gif, &block) == GIF_ERROR) return Found::broken;
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

/// RGB where nothing shows through.
Picture without_needless_alpha(const Picture& canvas) {
  for (size_t i = 3; i < canvas.pixels.size(); i += 4)
    if (canvas.pixels[i] != 255) return canvas;
  return to_rgb(canvas);
}

}  // namespace

Expected<Picture> decode_gif(std::span<const uint8_t> bytes, const std::string& where) {
  int error = 0;
  const ReadGif gif(DGifOpen(&bytes, take, &error));
  if (!gif) return broken_gif(words_of(error), where);
  FrameControl control;
  const Found found = find_frame(gif.get(), control);
  if (found == Found::broken) return broken_gif(words_of(gif->Error), where);
  if (found == Found::end) return broken_gif("there is no picture in it", where);
  const GifImageDesc& frame = gif->Image;
  if (auto fits = check_size(frame.Width, frame.Height, where); !fits) return tl::unexpected(fits.error());
  const int width = std::max(gif->SWidth, frame.Left + frame.Width);
  const int height = std::max(gif->SHeight, frame.Top + frame.Height);
  if (auto fits = check_size(width, height, where); !fits) return tl::unexpected(fits.error());
  const ColorMapObject* map = frame.ColorMap != nullptr ? frame.ColorMap : gif->SColorMap;
  if (map == nullptr) return broken_gif("it has no palette", where);
  Picture canvas{width, height, 4, {}};
  canvas.pixels.resize(static_cast<size_t>(width) * static_cast<size_t>(height) * 4);
  if (const std::string why = draw_frame(gif.get(), *map, control.transparent, canvas); !why.empty())
    return broken_gif(why, where);
  return without_needless_alpha(canvas);
}

namespace {

/// What a film is made of, as far as its headers tell.
struct GifOutline {
  int width = 0, height = 0;   ///< the canvas with everything that is drawn on it
  std::vector<int64_t> shown;  ///< of each frame: how long, in hundredths of a second
};

/// Passes over the pixels of a frame.
bool skip_pixels(GifFileType* gif) {
  int size = 0;
  GifByteType* block = nullptr;
  if (DGifGetCode(gif, &size, &block) == GIF_ERROR) return false;
  while (block != nullptr)
    if (DGifGetCodeNext(gif, &block) == GIF_ERROR) return false;
  return true;
}

Expected<GifOutline> outline_of(std::span<const uint8_t> bytes, const std::string& where) {
  int error = 0;
  const ReadGif gif(DGifOpen(&bytes, take, &error));
  if (!gif) return broken_gif(words_of(error), where);
  GifOutline outline{gif->SWidth, gif->SHeight, {}};
  FrameControl control;
  for (Found found = find_frame(gif.get(), control); found != Found::end;
       found = find_frame(gif.get(), control)) {
    if (found == Found::broken || !skip_pixels(gif.get())) return broken_gif(words_of(gif->Error), where);
    const GifImageDesc& frame = gif->Image;
    outline.width = std::max(outline.width, frame.Left + frame.Width);
    outline.height = std::max(outline.height, frame.Top + frame.Height);
    constexpr int unlikely = 2, usual = 10;  // what browsers make of delays that nobody can have meant
    outline.shown.push_back(control.delay < unlikely ? usual : control.delay);
    if (outline.shown.size() > most_gif_frames)
      return fail(FailureKind::bad_data, "a film of more than " + std::to_string(most_gif_frames) + " frames",
                  where, "Cut it into shorter ones.");
  }
  if (outline.shown.empty()) return broken_gif("there is no picture in it", where);
  if (auto fits = check_size(outline.width, outline.height, where); !fits)
    return tl::unexpected(fits.error());
  constexpr int64_t most_pixels = int64_t{1} << 30;  // some seconds of work
  if (static_cast<int64_t>(outline.shown.size()) * outline.width * outline.height > most_pixels)
    return fail(FailureKind::bad_data,
                "a film of " + std::to_string(outline.shown.size()) + " large frames, too many to look at",
                where, "Scale it down, or cut it into shorter ones.");
  return outline;
}

/// Which frame is seen at each of `count` moments, evenly from the beginning to the end.
std::vector<size_t> seen_frames(const std::vector<int64_t>& shown, int count) {
  const int64_t whole = std::accumulate(shown.begin(), shown.end(), int64_t{0});
  std::vector<size_t> frames;
  size_t frame = 0;
  int64_t until = shown[0];
  for (int64_t i = 0; i < count; ++i) {
    while (i * whole >= until * count) until += shown[++frame];
    frames.push_back(frame);
  }
  return frames;
}

/// Clears the place of a frame.
void clear(const GifImageDesc& frame, Picture& canvas) {
  for (int y = frame.Top; y < frame.Top + frame.Height; ++y)
    std::fill_n(canvas.at(frame.Left, y), static_cast<size_t>(frame.Width) * 4, uint8_t{0});
}

}  // namespace

bool gif_moves(std::span<const uint8_t> bytes) {
  int error = 0;
  const ReadGif gif(DGifOpen(&bytes, take, &error));
  FrameControl control;
  return gif && find_frame(gif.get(), control) == Found::frame && skip_pixels(gif.get()) &&
         find_frame(gif.get(), control) == Found::frame;
}

Expected<GifFilm> decode_gif_film(std::span<const uint8_t> bytes, const std::string& where, int count) {
  GANSCOPE_CHECK(count > 0, "a film has frames");
  const auto outline = outline_of(bytes, where);
  if (!outline) return tl::unexpected(outline.error());
  const std::vector<size_t> seen = seen_frames(outline->shown, count);
  GifFilm film{static_cast<int>(outline->shown.size()), {}};
  int error = 0;
  const ReadGif gif(DGifOpen(&bytes, take, &error));
  if (!gif) return broken_gif(words_of(error), where);
  Picture canvas{outline->width, outline->height, 4, {}};
  canvas.pixels.resize(static_cast<size_t>(canvas.width) * static_cast<size_t>(canvas.height) * 4);
  FrameControl control;
  for (size_t i = 0; i <= seen.back(); ++i) {
    if (find_frame(gif.get(), control) != Found::frame) return broken_gif(words_of(gif->Error), where);
    const ColorMapObject* map = gif->Image.ColorMap != nullptr ? gif->Image.ColorMap : gif->SColorMap;
    if (map == nullptr) return broken_gif("it has no palette", where);
    std::optional<Picture> before;
    if (control.disposal == DISPOSE_PREVIOUS) before = canvas;
    const GifImageDesc frame = gif->Image;
    if (const std::string why = draw_frame(gif.get(), *map, control.transparent, canvas); !why.empty())
      return broken_gif(why, where);
    for (const size_t one : seen)
      if (one == i) film.seen.push_back(without_needless_alpha(canvas));
    if (before) canvas = std::move(*before);
    if (control.disposal == DISPOSE_BACKGROUND) clear(frame, canvas);
  }
  return film;
}

}  // namespace ganscope::image
