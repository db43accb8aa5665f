#include "core/explore/tools/attributes.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>

#include "core/explore/kept_answers.h"
#include "core/explore/ridge.h"
#include "core/explore/tools/common.h"
#include "core/explore/tools/draw.h"
#include "core/explore/tools/scoring.h"

namespace ganscope::explore {
namespace {

constexpr int drawn_together = 16;  // some milliseconds; the same always, for sums depend on it
constexpr auto steering = train::ScorerRole::steers;

class Attributes final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (!begun_) {
      if (kept_answers(bench).recall(slice.ask, answer)) return true;
      if (auto begun = begin(bench, slice.ask); !begun) return tl::unexpected(begun.error());
    }
    const auto scorer = scorer_of(bench, steering);
    if (!scorer) return tl::unexpected(scorer.error());
    if (!has_learned(bench, steering, slice.until)) {
      answer.progress = (*scorer)->progress();
      return false;
    }
    while (gathered_ < samples_) {
      if (auto added = gather(bench, slice, **scorer); !added) return tl::unexpected(added.error());
      answer.progress = {"attributes", gathered_, samples_};
      if (Clock::now() >= slice.until) return false;
    }
    fill(**scorer, bench.subject->latent_dim, answer);
    kept_answers(bench).remember(slice.ask, answer);
    return true;
  }

 private:
  Expected<void> begin(Bench& bench, const api::Ask& ask) {
    const auto scorer = scorer_of(bench, steering);
    if (!scorer) return tl::unexpected(scorer.error());
    targets_ = targets_of((*scorer)->questions(),
                          api::told_classes(bench.subject->experiment, bench.subject->data) > 0);
    if (targets_.empty())
      return fail(FailureKind::unsupported, "this model is told its class, which is all that its data say",
                  bench.subject->data.title,
                  "choose the class; directions are main components or first-layer factors");
    begun_ = true;
    samples_ = whole_setting(ask.settings, "samples", 6000, 16, 1'000'000);
    ridge_ = real_setting(ask.settings, "ridge", 10, 1e-6, 1e6);
    random_ = Random(static_cast<uint64_t>(whole_setting(ask.settings, "seed", 1, 0, INT64_MAX)));
    having_.assign(targets_.size(), 0);
    return {};
  }

  Expected<void> gather(Bench& bench, const Slice& slice, train::Scorer& scorer) {
    const int count = static_cast<int>(std::min<int64_t>(drawn_together, samples_ - gathered_));
    const auto latents = random_latents(bench, slice, random_, count);
    if (!latents) return tl::unexpected(latents.error());
    const auto drawn = draw(bench, *slice.snapshot, slice.ask, *latents,
                            labels_in_turn(*bench.subject, slice.ask.labels, gathered_, count), false);
    if (!drawn) return tl::unexpected(drawn.error());
    const auto scores = scorer.score(*drawn);
    if (!scores) return tl::unexpected(scores.error());
    const std::vector<int> answers = likeliest(scorer.questions(), *scores);
    for (size_t i = 0; i < static_cast<size_t>(count); ++i)
      for (size_t t = 0; t < targets_.size(); ++t) {
        const size_t questions = scorer.questions().size();
        const bool has = answers[i * questions + targets_[t].question] == targets_[t].value;
        having_[t] += has ? 1 : 0;
        const bool two_sided = scorer.questions()[targets_[t].question].values.size() == 2;
        codes_.push_back(has ? 1.0F : two_sided ? -1.0F : 0.0F);
      }
    latents_.insert(latents_.end(), latents->begin(), latents->end());
    gathered_ += count;
    return {};
  }

  void fill(const train::Scorer& scorer, int dim, api::Answer& answer) const {
    const auto width = static_cast<int>(targets_.size());
    const std::vector<double> found = ridge_regression(codes_, width, latents_, dim, ridge_);
    answer.count = width;
    answer.vectors = {width, dim, {}};
    for (size_t t = 0; t < targets_.size(); ++t) {
      const auto begin = found.begin() + static_cast<std::ptrdiff_t>(t) * dim;
      Latent direction;
      std::transform(begin, begin + dim, std::back_inserter(direction),
                     [](double value) { return static_cast<float>(value); });
      direction = normalized(direction);
      answer.vectors.values.insert(answer.vectors.values.end(), direction.begin(), direction.end());
      const size_t question = targets_[t].question;
      answer.table.push_back(
          {std::to_string(t),
           targets_[t].name,
           {static_cast<double>(having_[t]) / static_cast<double>(samples_), scorer.accuracy()[question],
            static_cast<double>(question), static_cast<double>(targets_[t].value)}});
    }
  }

  bool begun_ = false;
  int64_t samples_ = 0, gathered_ = 0;
  double ridge_ = 10;
  Random random_;
  std::vector<Target> targets_;
  std::vector<int64_t> having_;         ///< samples, a target
  std::vector<float> latents_, codes_;  ///< [gathered, latent_dim], [gathered, targets]
};

}  // namespace

ToolEntry attributes_tool() {
  return {.key = "attributes",
          .failure = "Directions of attributes could not be found",
          .piecemeal = true,
          .of_latents = false,
          .make = [] { return std::unique_ptr<Tool>(new Attributes); }};
}

}  // namespace ganscope::explore
