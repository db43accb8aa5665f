#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/model/runs/desk.h"
#include "core/base/failure.h"
#include "core/image/picture.h"

namespace ganscope::shell {

constexpr int run_picture_edge = 88;  ///< px: 44 at scale 2

/// Of the picture that a run keeps of its samples, as a small square, RGBA: of a sheet of 64 the first four,
/// two beside two; of points the whole. Fails where the file cannot be read, or is no picture.
[[nodiscard]] Expected<image::Picture> small_run_picture(const std::string& file);

/// Reads small pictures of runs and remembers them. One thread.
class RunPictureReader {
 public:
  /// Publishes those of `files` that it has or can read, again and again while it reads.
  void read(const std::vector<std::string>& files, const std::function<bool()>& superseded,
            const std::function<void(model::RunPictures)>& publish);

 private:
  [[nodiscard]] model::RunPictures gathered(const std::vector<std::string>& files) const;
  /// By file; empty: it cannot be read.
  std::map<std::string, std::vector<uint8_t>> kept_;
};

}  // namespace ganscope::shell
