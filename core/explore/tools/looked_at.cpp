#include "core/explore/tools/looked_at.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/explore/tools/common.h"
#include "core/explore/tools/draw.h"

namespace ganscope::explore {

Expected<LookedAt> pictures_of_ask(Bench& bench, const Slice& slice, int most) {
  const PictureShape shape = picture_shape(*bench.subject);
  const auto size = static_cast<size_t>(shape.size());
  if (size == 0)
    return fail(FailureKind::unsupported, "this model draws points", "pictures",
                "the Playground draws what D says of the whole plane");
  const api::Ask& ask = slice.ask;
  LookedAt found;
  if (!ask.pictures.empty()) {
    const bool finite = std::ranges::all_of(ask.pictures, [](float value) { return std::isfinite(value); });
    if (ask.pictures.size() % size != 0 || !finite)
      return fail(FailureKind::usage, "these are not pictures of the data's size", "pictures",
                  "bring them to the size of the data first");
    const int count = std::min(most, static_cast<int>(ask.pictures.size() / size));
    found.values = {count, shape.size(), ask.pictures};
    found.values.values.resize(static_cast<size_t>(count) * size);
    found.labels = labels_in_turn(*bench.subject, ask.labels, 0, count);
    return found;
  }
  const int dim = bench.subject->latent_dim;
  if (auto given = check_rows(ask.latents, dim); !given) return tl::unexpected(given.error());
  const int count = std::min(most, static_cast<int>(ask.latents.size()) / dim);
  if (count == 0)
    return fail(FailureKind::usage, "there is nothing to look at", "pictures", "give it a latent");
  found.labels = labels_in_turn(*bench.subject, ask.labels, 0, count);
  const auto drawn =
      draw(bench, *slice.snapshot, ask, latents_of(ask, dim, 0, count), found.labels, /*scored=*/true);
  if (!drawn) return tl::unexpected(drawn.error());
  found.values = values_of(*drawn, shape.channels);
  found.scores = drawn->scores;
  return found;
}

}  // namespace ganscope::explore
