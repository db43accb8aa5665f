#include "core/explore/tools/scored.h"

#include <algorithm>
#include <string>

#include "core/explore/kept_answers.h"
#include "core/explore/tools/common.h"
#include "core/explore/tools/layout.h"
#include "core/explore/tools/scoring.h"
#include "core/explore/tools/seeded.h"

namespace ganscope::explore {
namespace {

constexpr int scored_at_once = 16;  // some milliseconds

class Scored final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (samples_.count() == 0) {
      through_ = slice.snapshot;
      const train::SnapshotPointer& laid_out =
          bench.keep<train::SnapshotPointer>(std::string(layout::weights));
      if (laid_out && whole_setting(slice.ask.settings, "step", -1, -1, INT64_MAX) == laid_out->step())
        through_ = laid_out;
      answer.step = through_->step();
      if (kept_answers(bench).recall(slice.ask, answer)) return true;
      samples_ = SeededSamples(slice.ask);
    }
    const auto judge = scorer_of(bench, train::ScorerRole::judges);
    if (!judge) return tl::unexpected(judge.error());
    if (!has_learned(bench, train::ScorerRole::judges, slice.until)) {
      answer.progress = (*judge)->progress();
      return false;
    }
    do {
      if (auto done = judge_some(bench, slice, **judge, answer); !done) return tl::unexpected(done.error());
    } while (answer.vectors.count < samples_.count() && Clock::now() < slice.until);
    answer.progress = {"map: judging", answer.vectors.count, samples_.count()};
    if (answer.vectors.count < samples_.count()) return false;
    finish(**judge, answer);
    kept_answers(bench).remember(slice.ask, answer);
    return true;
  }

 private:
  Expected<void> judge_some(Bench& bench, const Slice& slice, train::Scorer& judge, api::Answer& answer) {
    const int done = answer.vectors.count, count = std::min(scored_at_once, samples_.count() - done);
    const auto piece = samples_.draw(bench, {slice.ask, through_, slice.until}, done, count, false);
    if (!piece) return tl::unexpected(piece.error());
    const auto scores = judge.score(piece->drawn);
    if (!scores) return tl::unexpected(scores.error());
    answer.vectors.width = scores->width;
    answer.vectors.count += scores->count;
    answer.vectors.values.insert(answer.vectors.values.end(), scores->values.begin(), scores->values.end());
    return {};
  }

  static void finish(const train::Scorer& judge, api::Answer& answer) {
    answer.count = answer.vectors.count;
    for (size_t q = 0; q < judge.questions().size(); ++q) {
      const train::Question& question = judge.questions()[q];
      std::string values;
      for (const std::string& value : question.values) values += (values.empty() ? "" : "\n") + value;
      answer.table.push_back({question.key, values, {judge.accuracy()[q]}});
    }
  }

  SeededSamples samples_;
  train::SnapshotPointer through_;
};

}  // namespace

ToolEntry scored_tool() {
  return {.key = "scored",
          .failure = "The samples could not be judged",
          .piecemeal = true,
          .of_latents = false,
          .make = [] { return std::unique_ptr<Tool>(new Scored); }};
}

}  // namespace ganscope::explore
