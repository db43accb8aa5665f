#include "core/image/jpeg_io.h"

#include <csetjmp>
#include <cstdio>
#include <cstring>
// jpeglib.h needs <cstdio> before it.
#include <jerror.h>
#include <jpeglib.h>

#include <algorithm>

#include "core/image/exif.h"
#include "core/image/file_bytes.h"
#include "core/image/limits.h"

namespace ganscope::image {
namespace {

constexpr int most_scans = 200;  // a progressive file of a few kB can ask for thousands of passes

constexpr int harmless_padding = 16;  // bytes; some cameras leave so many before the end mark

/// libjpeg's error handler and what it leaves behind. Plain data: a longjmp passes over it.
struct ErrorState {
  jpeg_error_mgr handler;
  jmp_buf back;
  char message[JMSG_LENGTH_MAX];
  bool truncated;
  bool damaged;  ///< `message` says how
};

[[noreturn]] void leave(j_common_ptr common) {
  auto* state = reinterpret_cast<ErrorState*>(common->err);
  common->err->format_message(common, state->message);
  longjmp(state->back, 1);
}

/// Whether what libjpeg warns of means that pixels are lost: it fills them in with grey or with what stood
/// before and goes on. The other warnings speak of headers that are merely odd.
bool means_damage(j_common_ptr common) {
  const auto& parameters = common->err->msg_parm.i;
  switch (common->err->msg_code) {
    case JWRN_JPEG_EOF:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_MUST_RESYNC:
    case JWRN_BOGUS_PROGRESSION:
      return true;
    case JWRN_EXTRANEOUS_DATA:  // how many bytes, before which marker
      if (reinterpret_cast<j_decompress_ptr>(common)->input_scan_number == 0) return false;
      return parameters[1] != JPEG_EOI || parameters[0] > harmless_padding;
    default:  // its number is not in every jerror.h
      return std::strcmp(common->err->jpeg_message_table[common->err->msg_code],
                         "Corrupt JPEG data: bad arithmetic code") == 0;
  }
}

void note_message(j_common_ptr common, int level) {
  if (level >= 0) return;  // a trace message
  ++common->err->num_warnings;
  auto* state = reinterpret_cast<ErrorState*>(common->err);
  if (state->damaged || !means_damage(common)) return;
  state->damaged = true;
  state->truncated = common->err->msg_code == JWRN_JPEG_EOF;
  common->err->format_message(common, state->message);
}

void watch_scans(j_common_ptr common) {
  if (reinterpret_cast<j_decompress_ptr>(common)->input_scan_number > most_scans) {
    ERREXIT(common, JERR_BAD_PROGRESSION);
  }
}

/// Everything of one decoding that lives across a longjmp; the vector belongs to the caller's frame above it.
struct Decoding {
  jpeg_decompress_struct info;
  jpeg_progress_mgr progress;
  ErrorState error;
};

/// The orientation of the first Exif block that stands among the markers; 1 when there is none.
int orientation_of(const jpeg_decompress_struct& info) {
  for (jpeg_saved_marker_ptr marker = info.marker_list; marker != nullptr; marker = marker->next) {
    const std::span<const uint8_t> data(marker->data, marker->data_length);
    if (marker->marker == JPEG_APP0 + 1 && data.size() > 6 && std::memcmp(data.data(), "Exif\0\0", 6) == 0)
      return exif_orientation(data);
  }
  return 1;
}

/// Adobe's four-channel files store inverted inks, so that ink × black is light already.
void cmyk_to_rgb(Picture& picture, bool inverted) {
  Picture rgb{picture.width, picture.height, 3, {}};
  rgb.pixels.resize(picture.pixels.size() / 4 * 3);
  for (size_t i = 0; i < picture.pixels.size() / 4; ++i) {
    const uint8_t* in = picture.pixels.data() + i * 4;
    for (size_t c = 0; c < 3; ++c) {
      const int ink = inverted ? in[c] : 255 - in[c];
      const int black = inverted ? in[3] : 255 - in[3];
      rgb.pixels[i * 3 + c] = static_cast<uint8_t>(ink * black / 255);
    }
  }
  picture = std::move(rgb);
}

void choose_scale(jpeg_decompress_struct& info, int at_least) {
  info.scale_num = 1;
  info.scale_denom = 1;
  if (at_least <= 0) return;
  const auto shorter = static_cast<int>(std::min(info.image_width, info.image_height));
  while (info.scale_denom < 8 && shorter / static_cast<int>(info.scale_denom * 2) >= at_least)
    info.scale_denom *= 2;
}

enum class Outcome { fine, error, too_large };

/// Stands apart so that none of its temporaries live in the frame that a longjmp leaves.
[[gnu::noinline]] bool size_is_fine(const jpeg_decompress_struct& info, const std::string& where,
                                    Expected<void>& size_check) {
  size_check = check_size(info.image_width, info.image_height, where);
  return size_check.has_value();
}

/// The part that libjpeg may leave by longjmp: it owns nothing, every object with a destructor lives in the
/// caller.
Outcome decode(Decoding& d, std::span<const uint8_t> bytes, const std::string& where, int at_least,
               Picture& picture, Expected<void>& size_check, int& orientation) {
  if (setjmp(d.error.back) != 0) return Outcome::error;
  jpeg_create_decompress(&d.info);
  d.info.progress = &d.progress;
  jpeg_mem_src(&d.info, bytes.data(), static_cast<unsigned long>(bytes.size()));
  jpeg_save_markers(&d.info, JPEG_APP0 + 1, 0xFFFF);
  jpeg_read_header(&d.info, TRUE);
  if (!size_is_fine(d.info, where, size_check)) return Outcome::too_large;
  orientation = orientation_of(d.info);
  choose_scale(d.info, at_least);
  if (d.info.num_components == 1) {
    d.info.out_color_space = JCS_GRAYSCALE;
  } else if (d.info.num_components == 4) {
    d.info.out_color_space = JCS_CMYK;
  } else {
    d.info.out_color_space = JCS_RGB;
  }
  jpeg_start_decompress(&d.info);
  picture.width = static_cast<int>(d.info.output_width);
  picture.height = static_cast<int>(d.info.output_height);
  picture.channels = d.info.output_components;
  const size_t row_bytes = static_cast<size_t>(picture.width) * static_cast<size_t>(picture.channels);
  picture.pixels.resize(row_bytes * static_cast<size_t>(picture.height));
  while (d.info.output_scanline < d.info.output_height) {
    JSAMPROW row = picture.pixels.data() + row_bytes * d.info.output_scanline;
    jpeg_read_scanlines(&d.info, &row, 1);
  }
  jpeg_finish_decompress(&d.info);
  return Outcome::fine;
}

}  // namespace

Expected<Picture> decode_jpeg(std::span<const uint8_t> bytes, const std::string& where, int at_least) {
  Decoding d{};
  d.info.err = jpeg_std_error(&d.error.handler);
  d.error.handler.error_exit = leave;
  d.error.handler.emit_message = note_message;
  d.progress.progress_monitor = watch_scans;
  Picture picture;
  Expected<void> size_check;
  int orientation = 1;
  const Outcome outcome = decode(d, bytes, where, at_least, picture, size_check, orientation);
  const bool inverted = d.info.saw_Adobe_marker != 0;
  jpeg_destroy_decompress(&d.info);
  if (outcome == Outcome::too_large) return tl::unexpected(size_check.error());
  if (outcome == Outcome::error || d.error.damaged) {
    return fail(FailureKind::bad_data,
                std::string("a broken JPEG: ") +
                    (outcome != Outcome::error && d.error.truncated ? "it ends too early" : d.error.message),
                where, "Save the picture again with another program, or leave it out.");
  }
  if (picture.channels == 4) cmyk_to_rgb(picture, inverted);
  return upright(std::move(picture), orientation);
}

Expected<Picture> read_jpeg(const std::filesystem::path& file, int at_least) {
  auto bytes = read_bytes(file);
  if (!bytes) return tl::unexpected(bytes.error());
  return decode_jpeg(*bytes, file.string(), at_least);
}

}  // namespace ganscope::image
