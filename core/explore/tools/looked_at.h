#pragma once
#include <vector>

#include "core/explore/picture_values.h"
#include "core/explore/tool.h"

// How tools get at the pictures that D or a painter is shown.
namespace ganscope::explore {

/// Pictures with their classes (where the model is told them), and what D said of them while they were
/// drawn; no scores where they were given.
struct LookedAt {
  api::Rows values;         ///< [count, channels · height · width] in [−1, 1]
  std::vector<int> labels;  ///< [count] or empty
  std::vector<float> scores;
};

/// At most `most` pictures of an ask: those that are given, else its latents as they are drawn. Fails with
/// `unsupported` where the model draws points, with `usage` where they are of another size or not finite.
[[nodiscard]] Expected<LookedAt> pictures_of_ask(Bench& bench, const Slice& slice, int most);

}  // namespace ganscope::explore
