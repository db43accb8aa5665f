#pragma once
#include <filesystem>

#include "app/commands/console.h"
#include "core/image/mp4_io.h"

namespace ganscope::commands {

/// Whether a film of this name (.gif or .mp4) can be written on this machine.
[[nodiscard]] Expected<void> check_animation(const std::filesystem::path& file);

/// Writes an animation, as its name says, with progress; Ctrl-C ends it and nothing is left behind.
[[nodiscard]] Expected<void> write_animation(const std::filesystem::path& file, int count,
                                             const image::FrameSource& frame, double frames_per_s,
                                             Console& console);

}  // namespace ganscope::commands
