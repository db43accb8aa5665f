#include "core/explore/tools/film.h"

#include <utility>

#include "core/explore/tools/draw.h"

namespace ganscope::explore {
namespace {

class Film final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    const api::Ask& ask = slice.ask;
    const auto total = static_cast<int>(ask.moments.size());
    if (done_ >= total) return true;
    const int dim = bench.subject->latent_dim;
    const auto given = static_cast<int>(ask.latents.size());
    if (given != dim && given < (done_ + 1) * dim)
      return fail(FailureKind::usage, "a film was asked for with too few latents", "film",
                  "give it one latent, or one a moment");
    const int64_t moment = ask.moments[static_cast<size_t>(done_)];
    train::SnapshotPointer through = slice.snapshot;
    if (moment != api::now)
      if (const train::Moment* kept = bench.history->nearest(moment)) through = kept->snapshot;
    const std::vector<float> latent = latents_of(ask, dim, done_, 1);
    const std::vector<int> label = labels_of(ask, done_, 1);
    const std::vector<float> shares = shares_of(bench, ask, done_, 1);
    FrameKey key{hash_of(latent), ask.space,       ask.truncation,   label.empty() ? -1 : label.front(),
                 ask.model,       through->step(), answer.generation};
    key.captions = ask.captions;
    if (!shares.empty()) key.shares_hash = hash_of(shares);
    const api::Answer* frame = bench.frames.find(key);
    if (frame == nullptr) {
      auto drawn = draw(bench, *through, ask, latent, label, ask.scored, shares);
      if (!drawn) return tl::unexpected(drawn.error());
      frame = &bench.frames.put(key, std::move(*drawn));
    }
    answer.append(*frame);
    answer.steps.push_back(through->step());
    answer.step = through->step();
    ++done_;
    answer.progress = {"film", done_, total};
    return done_ >= total;
  }

 private:
  int done_ = 0;  // frames
};

}  // namespace

ToolEntry film_tool() {
  return {.key = "film", .failure = "A picture could not be drawn", .piecemeal = true, .make = [] {
            return std::unique_ptr<Tool>(new Film);
          }};
}

}  // namespace ganscope::explore
