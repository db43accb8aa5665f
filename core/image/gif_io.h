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

}  // namespace ganscope::image
