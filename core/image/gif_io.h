#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/base/failure.h"
#include "core/image/picture.h"

namespace ganscope::image {

/// Writes pictures of one size (grey or RGB) as an animation that repeats for ever, each frame shown for
/// `frame_ms` (in steps of 10 ms, at least 20). One palette of at most 256 colours serves all frames, so that
/// still parts do not flicker. Atomic, as write_png.
[[nodiscard]] Expected<void> write_gif(const std::filesystem::path& file, std::span<const Picture> frames,
                                       int frame_ms = 60);

/// The same in memory. `where` names it in failures.
[[nodiscard]] Expected<std::vector<uint8_t>> encode_gif(std::span<const Picture> frames, int frame_ms,
                                                        const std::string& where);

/// Decodes the first frame of a GIF, laid on the whole canvas: RGB, or RGBA where something of it is
/// transparent or not covered. The declared sizes are checked before anything is allocated. A frame that is
/// cut or damaged fails with `bad_data`; what follows the first frame is not looked at.
[[nodiscard]] Expected<Picture> decode_gif(std::span<const uint8_t> bytes, const std::string& where);

/// Whether a second frame follows the first one of a GIF, by its headers alone; false where it is damaged
/// before that.
[[nodiscard]] bool gif_moves(std::span<const uint8_t> bytes);

/// A film that was kept as a GIF.
struct GifFilm {
  int frames = 0;             ///< as many as it has: 1 for a picture that stands still
  std::vector<Picture> seen;  ///< the canvas at each of the moments that were asked for: RGB or RGBA
};
inline constexpr size_t most_gif_frames = 4096;

/// Decodes what is seen at `count` (1 or more) moments, evenly from the beginning of a GIF to its end by the
/// time for which its frames are shown. Frames that leave the one before them in place, clear it or bring
/// back what was there are laid on each other as browsers do. Headers are read first: more than
/// `most_gif_frames`, or more than 2³⁰ pixels in all, fail with `bad_data`, as does a frame that is cut or
/// damaged.
[[nodiscard]] Expected<GifFilm> decode_gif_film(std::span<const uint8_t> bytes, const std::string& where,
                                                int count);

}  // namespace ganscope::image
