#pragma once
#include <memory>

#include "core/data/dataset.h"
#include "core/data/face_traits.h"

namespace ganscope::data {

/// As many faces as the settings say, of their size and seed: number i is always the same face. `edit`, where
/// it is not null, changes what it shall look like before it is drawn.
[[nodiscard]] Expected<std::shared_ptr<Dataset>> drawn_faces(const config::Settings& settings,
                                                             const WorkContext& context,
                                                             void (*edit)(FaceTraits& traits));

}  // namespace ganscope::data
