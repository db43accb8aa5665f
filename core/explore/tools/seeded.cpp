#include "core/explore/tools/seeded.h"

#include <utility>

#include "core/explore/latent_math.h"
#include "core/explore/tools/common.h"
#include "core/explore/tools/draw.h"

namespace ganscope::explore {

SeededSamples::SeededSamples(const api::Ask& ask)
    : count_(static_cast<int>(whole_setting(ask.settings, "samples", usual, fewest, most))),
      seed_(static_cast<uint64_t>(whole_setting(ask.settings, "seed", 1, 0, INT64_MAX))),
      truncation_(ask.space == api::Space::z ? real_setting(ask.settings, "truncation", 1, 0, 2) : 1) {}

Expected<SeededSamples::Piece> SeededSamples::draw(Bench& bench, const Slice& slice, int first, int n,
                                                   bool scored) const {
  Piece piece;
  for (int i = first; i < first + n; ++i) {
    const Latent one = latent_of_seed(seed_ + static_cast<uint64_t>(i), bench.subject->latent_dim);
    piece.latents.insert(piece.latents.end(), one.begin(), one.end());
  }
  if (slice.ask.space == api::Space::w) {
    auto mapped = bench.replica->map(*slice.snapshot, slice.ask.model, piece.latents);
    if (!mapped) return tl::unexpected(mapped.error());
    piece.latents = std::move(*mapped);
  }
  piece.labels = labels_in_turn(*bench.subject, slice.ask.labels, first, n);
  auto drawn = explore::draw(bench, *slice.snapshot, slice.ask, truncated(piece.latents, truncation_),
                             piece.labels, scored);
  if (!drawn) return tl::unexpected(drawn.error());
  piece.drawn = std::move(*drawn);
  return piece;
}

}  // namespace ganscope::explore
