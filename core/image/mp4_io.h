#pragma once
#include <filesystem>
#include <functional>

#include "core/base/failure.h"
#include "core/base/progress.h"
#include "core/image/picture.h"

namespace ganscope::image {

/// `unsupported`, with a hint, where the program ffmpeg is not installed (looked for in PATH).
[[nodiscard]] Expected<void> check_ffmpeg();

/// Picture number `index` of an animation. All are of one size.
using FrameSource = std::function<Expected<Picture>(int index)>;

/// Writes `count` pictures (grey or RGB) as a film in H.264 that every player takes: the program ffmpeg is
/// started and fed with frame after frame through a pipe, so that no more than one is in memory. Sides are
/// made even by repeating the last row or column. Written under a temporary name, then renamed: `file` is the
/// old one or the whole new one. What ffmpeg says when it fails is the failure; a failure of `frame` is
/// handed on; `work.cancelled` ends it within a tenth of a second as `cancelled`. In each of these cases
/// nothing is left behind, neither a file nor a process.
[[nodiscard]] Expected<void> write_mp4(const std::filesystem::path& file, int count, const FrameSource& frame,
                                       double frames_per_s, const WorkContext& work = {});

}  // namespace ganscope::image
