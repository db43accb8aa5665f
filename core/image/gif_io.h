#pragma once
#include <filesystem>
#include <span>

#include "core/base/failure.h"
#include "core/image/picture.h"

namespace ganscope::image {

/// Writes pictures of one size (grey or RGB) as an animation that repeats for ever, each frame shown for
/// `frame_ms` (in steps of 10 ms, at least 20). One palette of at most 256 colours serves all frames, so that
/// still parts do not flicker. Atomic, as write_png.
[[nodiscard]] Expected<void> write_gif(const std::filesystem::path& file, std::span<const Picture> frames,
                                       int frame_ms = 60);

}  // namespace ganscope::image
