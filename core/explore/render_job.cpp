#include "core/explore/render_job.h"

#include <algorithm>
#include <utility>

namespace ganscope::explore {

int RenderJob::count(int latent_dim) const {
  if (!request || latent_dim <= 0) return 0;
  if (is_film()) return static_cast<int>(request->moments.size());
  return static_cast<int>(request->latents.size()) / latent_dim;
}

void RenderJob::take(api::RenderRequest newest) {
  request = std::move(newest);
  pending = true;
  asked = Clock::now();
  snapshot.reset();
  drawn.reset();
  not_before = {};
}

void RenderJob::start_round(train::SnapshotPointer through, uint64_t of_generation) {
  snapshot = std::move(through);
  generation = of_generation;
  done = 0;
  spent = {};
  result = api::RenderResult{};
  result.slot = request->slot;
  result.id = request->id;
  result.generation = generation;
  result.model = snapshot->whole() ? request->model : api::Model::ema;  // as the renderer draws it
  result.step = snapshot->step();
}

std::vector<float> latents_of(const api::RenderRequest& request, int latent_dim, int first, int count) {
  const auto dim = static_cast<std::ptrdiff_t>(latent_dim);
  const bool one_for_all = static_cast<int>(request.latents.size()) == latent_dim;
  const auto begin = request.latents.begin() + (one_for_all ? 0 : first * dim);
  return {begin, begin + (one_for_all ? 1 : count) * dim};
}

std::vector<int> labels_of(const api::RenderRequest& request, int first, int count) {
  if (request.labels.empty()) return {};
  std::vector<int> labels;
  const int last = static_cast<int>(request.labels.size()) - 1;
  for (int i = first; i < first + count; ++i)
    labels.push_back(request.labels[static_cast<size_t>(std::min(i, last))]);
  return labels;
}

void append_piece(api::RenderResult& whole, const api::RenderResult& piece) {
  whole.width = piece.width;
  whole.height = piece.height;
  whole.count += piece.count;
  whole.pixels.insert(whole.pixels.end(), piece.pixels.begin(), piece.pixels.end());
  whole.points.insert(whole.points.end(), piece.points.begin(), piece.points.end());
  whole.mapped.insert(whole.mapped.end(), piece.mapped.begin(), piece.mapped.end());
  whole.scores.insert(whole.scores.end(), piece.scores.begin(), piece.scores.end());
}

}  // namespace ganscope::explore
