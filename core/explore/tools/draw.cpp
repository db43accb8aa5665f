#include "core/explore/tools/draw.h"

#include <algorithm>
#include <utility>

namespace ganscope::explore {
namespace {

constexpr double piece_seconds = 8e-3;  // one uninterrupted piece of work

class Draw final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    const int dim = bench.subject->latent_dim;
    const int total = dim > 0 ? static_cast<int>(slice.ask.latents.size()) / dim : 0;
    if (done_ >= total) return true;
    const int count = std::min(piece_size(bench), total - done_);
    auto piece =
        draw(bench, *slice.snapshot, slice.ask, latents_of(slice.ask, dim, done_, count),
             labels_of(slice.ask, done_, count), slice.ask.scored, shares_of(bench, slice.ask, done_, count));
    if (!piece) return tl::unexpected(piece.error());
    answer.append(*piece);
    done_ += count;
    return done_ >= total;
  }

 private:
  int done_ = 0;  // latents
};

}  // namespace

ToolEntry draw_tool() {
  return {.key = "draw", .failure = "A picture could not be drawn", .make = [] {
            return std::unique_ptr<Tool>(new Draw);
          }};
}

Expected<api::Answer> draw(Bench& bench, const train::Snapshot& snapshot, const api::Ask& ask,
                           const std::vector<float>& latents, const std::vector<int>& labels, bool scored,
                           const std::vector<float>& shares) {
  const auto begin = Clock::now();
  auto answer =
      !shares.empty() ? bench.replica->render_blended(snapshot, ask.model,
                                                      {latents, shares, ask.space, ask.truncation, scored})
      : ask.space == api::Space::z
          ? bench.replica->render(snapshot, ask.model, latents, labels, scored)
          : bench.replica->render_mapped(snapshot, ask.model, latents, labels, ask.truncation, scored);
  if (!answer) return answer;
  const double each =
      std::chrono::duration<double>(Clock::now() - begin).count() / std::max(answer->count, 1);
  bench.seconds_per_latent = 0.7 * bench.seconds_per_latent + 0.3 * each;
  return answer;
}

int piece_size(const Bench& bench) {
  return std::clamp(static_cast<int>(piece_seconds / std::max(bench.seconds_per_latent, 1e-9)), 1, 4096);
}

std::vector<float> latents_of(const api::Ask& ask, int latent_dim, int first, int count) {
  const auto dim = static_cast<std::ptrdiff_t>(latent_dim);
  const bool one_for_all = static_cast<int>(ask.latents.size()) == latent_dim;
  const auto begin = ask.latents.begin() + (one_for_all ? 0 : first * dim);
  return {begin, begin + (one_for_all ? 1 : count) * dim};
}

std::vector<int> labels_of(const api::Ask& ask, int first, int count) {
  if (ask.labels.empty()) return {};
  std::vector<int> labels;
  const int last = static_cast<int>(ask.labels.size()) - 1;
  for (int i = first; i < first + count; ++i)
    labels.push_back(ask.labels[static_cast<size_t>(std::min(i, last))]);
  return labels;
}

std::vector<float> shares_of(const Bench& bench, const api::Ask& ask, int first, int count) {
  ptrdiff_t classes = api::told_classes(bench.subject->experiment, bench.subject->data);
  if (classes > 0) classes += static_cast<ptrdiff_t>(ask.captions.size());
  const auto given = static_cast<ptrdiff_t>(ask.shares.size());
  if (classes == 0 || given < (first + count) * classes) return {};
  const auto begin = ask.shares.begin() + first * classes;
  return {begin, begin + count * classes};
}

}  // namespace ganscope::explore
