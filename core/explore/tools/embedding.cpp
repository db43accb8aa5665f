#include "core/explore/tools/embedding.h"

#include <optional>
#include <utility>

namespace ganscope::explore {
namespace {

struct KeptEmbedder {
  std::unique_ptr<train::Embedder> embedder;
  bool learned = false;
  std::optional<Failure> failure;
};

KeptEmbedder& kept_embedder(Bench& bench) { return bench.keep<KeptEmbedder>("embedder"); }

}  // namespace

Expected<train::Embedder*> embedder_of(Bench& bench) {
  KeptEmbedder& kept = kept_embedder(bench);
  if (kept.embedder) return kept.embedder.get();
  if (kept.failure) return tl::unexpected(*kept.failure);
  if (!bench.make_embedder || !bench.subject->dataset)
    return fail(FailureKind::unsupported,
                "the data of this model are not here, so nothing can be compared with them",
                bench.subject->data.title, "put them back, or name them with --data");
  auto made = bench.make_embedder(bench.subject->dataset);
  if (!made) {
    kept.failure = made.error();
    return tl::unexpected(made.error());
  }
  kept.embedder = std::move(*made);
  return kept.embedder.get();
}

bool embedder_has_learned(Bench& bench, Clock::time_point until) {
  KeptEmbedder& kept = kept_embedder(bench);
  if (!kept.embedder) return false;
  while (!kept.learned) {
    kept.learned = kept.embedder->learn();
    if (Clock::now() >= until) break;
  }
  return kept.learned;
}

}  // namespace ganscope::explore
