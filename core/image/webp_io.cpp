#include "core/image/webp_io.h"

#include <webp/decode.h>
#include <webp/demux.h>

#include <algorithm>
#include <memory>

#include "core/image/exif.h"
#include "core/image/limits.h"
#include "core/image/transform.h"

namespace ganscope::image {
namespace {

struct DeleteDemuxer {
  void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
};
using Demuxer = std::unique_ptr<WebPDemuxer, DeleteDemuxer>;

/// A frame of the file, released when it goes out of sight.
struct WebpFrame {
  WebPIterator raw{};
  WebpFrame() = default;
  ~WebpFrame() { WebPDemuxReleaseIterator(&raw); }
  WebpFrame(const WebpFrame&) = delete;
  WebpFrame& operator=(const WebpFrame&) = delete;
};

tl::unexpected<Failure> broken_webp(const std::string& why, const std::string& where) {
  return fail(FailureKind::bad_data, "a broken WebP: " + why, where,
              "Save the picture again with another program, or leave it out.");
}

int orientation_in(const WebPDemuxer* demuxer) {
  WebPChunkIterator chunk{};
  int orientation = 1;
  if (WebPDemuxGetChunk(demuxer, "EXIF", 1, &chunk) != 0)
    orientation = exif_orientation({chunk.chunk.bytes, chunk.chunk.size});
  WebPDemuxReleaseChunkIterator(&chunk);
  return orientation;
}

/// The frame's own pixels, RGBA; why that is impossible, or nothing.
std::string decode_frame(const WebPIterator& frame, Picture& pixels) {
  WebPDecoderConfig config;
  if (WebPInitDecoderConfig(&config) == 0) return "this libwebp does not fit";
  pixels = {frame.width, frame.height, 4, {}};
  pixels.pixels.resize(static_cast<size_t>(frame.width) * static_cast<size_t>(frame.height) * 4);
  config.output.colorspace = MODE_RGBA;
  config.output.is_external_memory = 1;
  config.output.u.RGBA.rgba = pixels.pixels.data();
  config.output.u.RGBA.stride = 4 * frame.width;
  config.output.u.RGBA.size = pixels.pixels.size();
  const VP8StatusCode status = WebPDecode(frame.fragment.bytes, frame.fragment.size, &config);
  const bool other_size = config.input.width != frame.width || config.input.height != frame.height;
  WebPFreeDecBuffer(&config.output);
  if (status == VP8_STATUS_NOT_ENOUGH_DATA || status == VP8_STATUS_SUSPENDED) return "it ends too early";
  if (status == VP8_STATUS_OUT_OF_MEMORY) return "there is not enough memory for it";
  if (status != VP8_STATUS_OK || other_size) return "its picture is damaged";
  return "";
}

Picture on_canvas(const Picture& frame, int left, int top, int width, int height) {
  if (left == 0 && top == 0 && frame.width == width && frame.height == height) return frame;
  Picture canvas{width, height, 4, {}};
  canvas.pixels.resize(static_cast<size_t>(width) * static_cast<size_t>(height) * 4);
  for (int y = 0; y < std::min(frame.height, height - top); ++y)
    std::copy_n(frame.at(0, y), 4 * std::max(0, std::min(frame.width, width - left)),
                canvas.at(left, top + y));
  return canvas;
}

}  // namespace

Expected<Picture> decode_webp(std::span<const uint8_t> bytes, const std::string& where) {
  const WebPData data{bytes.data(), bytes.size()};
  WebPDemuxState state = WEBP_DEMUX_PARSE_ERROR;
  // Allowed to be cut, so that it can be told from other damage.
  const Demuxer demuxer(WebPDemuxPartial(&data, &state));
  if (!demuxer || state == WEBP_DEMUX_PARSE_ERROR)
    return broken_webp(
        state == WEBP_DEMUX_PARSING_HEADER ? "it ends too early" : "its parts do not fit together", where);
  const auto width = static_cast<int>(WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_WIDTH));
  const auto height = static_cast<int>(WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_HEIGHT));
  if (state == WEBP_DEMUX_DONE || (width > 0 && height > 0))
    if (auto fits = check_size(width, height, where); !fits) return tl::unexpected(fits.error());
  if (state != WEBP_DEMUX_DONE) return broken_webp("it ends too early", where);
  WebpFrame frame;
  if (WebPDemuxGetFrame(demuxer.get(), 1, &frame.raw) == 0 || frame.raw.complete == 0)
    return broken_webp("there is no picture in it", where);
  if (auto fits = check_size(frame.raw.width, frame.raw.height, where); !fits)
    return tl::unexpected(fits.error());
  Picture pixels;
  if (const std::string why = decode_frame(frame.raw, pixels); !why.empty()) return broken_webp(why, where);
  Picture canvas = on_canvas(pixels, frame.raw.x_offset, frame.raw.y_offset, width, height);
  bool opaque = true;
  for (size_t i = 3; i < canvas.pixels.size(); i += 4) opaque = opaque && canvas.pixels[i] == 255;
  return upright(opaque ? to_rgb(canvas) : std::move(canvas), orientation_in(demuxer.get()));
}

}  // namespace ganscope::image
