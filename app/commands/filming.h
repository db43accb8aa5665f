#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/commands/console.h"
#include "app/commands/open_model.h"
#include "core/image/picture.h"

namespace ganscope::commands {

/// What every moment of a film draws.
struct Cast {
  std::vector<std::vector<float>> latents;
  std::vector<int> labels;  ///< empty: the model knows no classes
  int columns = 1;          ///< of a sheet of them
};

/// The latent of `seed`, or, without one, the experiment's fixed ones: a sheet of 24 pictures, with classes a
/// column each; of points always 1,024 latents. `label` −1: all classes in turn.
[[nodiscard]] Cast cast_of(const OpenModel& model, std::optional<uint64_t> seed, int label,
                           double truncation);

/// A moment as it was drawn.
struct Scene {
  int64_t step = 0;
  api::Answer drawn;
};

struct Film {
  std::vector<Scene> scenes;  ///< rising steps
  int unreadable = 0;         ///< moments that were left out, as remarks have said
};

/// Draws the cast at every moment that the run has kept until the opened one, which is the last and always
/// there; `most` > 1: at so many at most, spread evenly. With progress; Ctrl-C ends it as `cancelled`.
[[nodiscard]] Expected<Film> film_moments(const OpenModel& model, const Cast& cast, size_t most,
                                          Console& console);

/// The picture with words below it.
[[nodiscard]] image::Picture with_caption(const image::Picture& picture, const std::string& words);

}  // namespace ganscope::commands
