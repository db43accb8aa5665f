#pragma once
#include <vector>

#include "app/model/view.h"

namespace ganscope::panels::directions {

/// "directions/strips": strip_pictures for each shown row, at most most_drawn rows. "directions/samples": the
/// latent in hand as it was, then shown_samples fixed latents with the combination. And the searches.
[[nodiscard]] std::vector<model::View> views();

}  // namespace ganscope::panels::directions
