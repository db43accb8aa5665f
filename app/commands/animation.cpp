#include "app/commands/animation.h"

#include <cmath>
#include <vector>

#include "app/commands/open_model.h"
#include "core/base/way_out.h"
#include "core/image/gif_io.h"

namespace ganscope::commands {

Expected<void> check_animation(const std::filesystem::path& file) {
  return ending_of(file) == ".mp4" ? image::check_ffmpeg() : Expected<void>();
}

Expected<void> write_animation(const std::filesystem::path& file, int count, const image::FrameSource& frame,
                               double frames_per_s, Console& console) {
  if (ending_of(file) == ".mp4") {
    auto written = image::write_mp4(file, count, frame, frames_per_s, console.work());
    console.end_progress();
    return written;
  }
  std::vector<image::Picture> frames;
  for (int i = 0; i < count; ++i) {
    if (end_wanted()) return fail(FailureKind::cancelled, "interrupted", "", "nothing was written");
    auto picture = frame(i);
    if (!picture) return tl::unexpected(picture.error());
    frames.push_back(std::move(*picture));
    console.progress({"Drawing frames", i + 1, count});
  }
  console.end_progress();
  return image::write_gif(file, frames, static_cast<int>(std::lround(1000 / frames_per_s)));
}

}  // namespace ganscope::commands
